import type { Report } from '../../../src/core/report.ts'
import { compareText } from './finding-order.ts'

export interface MetricRow {
  readonly name: string
  readonly reference: number | null
  readonly evaluation: number | null
  /** Evaluation minus reference; null unless both are known. */
  readonly difference: number | null
}

/** Every metric of either data set, by name. */
export function metricRows({ reference, evaluation }: Report['metrics']): readonly MetricRow[] {
  const names = [...new Set([...Object.keys(evaluation), ...Object.keys(reference)])].toSorted(compareText)
  return names.map((name) => {
    const before = own(reference, name)
    const after = own(evaluation, name)
    return {
      name,
      reference: before,
      evaluation: after,
      difference: before === null || after === null ? null : after - before,
    }
  })
}

const titles = new Map([
  ['fpr', 'False positive rate'],
  ['fnr', 'False negative rate'],
  ['mae', 'Mean absolute error'],
  ['rmse', 'Root mean squared error'],
  ['mse', 'Mean squared error'],
  ['r2', 'R²'],
  ['ece', 'Expected calibration error'],
])

const acronyms = new Set([
  'auc',
  'ks',
  'tpr',
  'tnr',
  'fpr',
  'fnr',
  'npv',
  'ppv',
  'mcc',
  'psi',
  'ece',
  'rmse',
  'mae',
  'mse',
  'f1',
  'p50',
  'p95',
  'p99',
])

/** A metric's name as a reader says it. */
export function metricTitle(name: string): string {
  const words = name.split(/[_-]+/).map((word) => (acronyms.has(word) ? word.toUpperCase() : word))
  const text = words.join(' ')
  return titles.get(name) ?? text.charAt(0).toUpperCase() + text.slice(1)
}

function own(values: Readonly<Record<string, number | null>>, name: string): number | null {
  return Object.hasOwn(values, name) ? values[name]! : null
}
