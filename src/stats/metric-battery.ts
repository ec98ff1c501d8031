import type { Labels, Predictions, Task } from '../core/predictions.ts'
import { answersOf } from './answers.ts'
import { binaryBattery } from './binary-battery.ts'
import type { Metric } from './metric.ts'
import { multiclassBattery } from './multiclass-battery.ts'
import { regressionBattery } from './regression-battery.ts'

export { answersOf } from './answers.ts'
export type { Answers } from './answers.ts'
export type { Metric } from './metric.ts'

const batteries: Readonly<Record<Task, readonly Metric[]>> = {
  binary: binaryBattery,
  multiclass: multiclassBattery,
  regression: regressionBattery,
}

const everyMetric = Object.values(batteries).flat()

/** The metrics of a task in the order in which they are shown; without scores those of decisions alone. */
export function batteryFor(task: Task, hasScores: boolean): readonly Metric[] {
  return batteries[task].filter(({ needsScores }) => hasScores || !needsScores)
}

/** The names of the metrics of all tasks. */
export const metricNames: readonly string[] = [...new Set(everyMetric.map(({ name }) => name))]

/** The metric of that name, in whatever task; all tasks give a name the same margin and direction. */
export function metricOf(name: string): Metric | undefined {
  return everyMetric.find((metric) => metric.name === name)
}

/** A metric inside of a clause: `false positive rate`, `AUC`, `Brier score`. */
export function metricPhrase(name: string): string {
  const title = metricOf(name)?.title ?? name
  const isName = /^(Brier|Matthews)/.test(title) || !/^[A-Z][a-z]/.test(title)
  return isName ? title : title[0]!.toLowerCase() + title.slice(1)
}

/**
 * Every metric of the battery by name, over the rows that were answered and are labelled, as scikit-learn has it. NaN
 * where it is undefined; without labels only those that need none.
 */
export function metricValues(task: Task, labels: Labels | undefined, predictions: Predictions): Record<string, number> {
  const answers = answersOf(task, labels, predictions)
  const metrics = batteryFor(task, predictions.scores !== null)
  const computable = metrics.filter(({ needsLabels }) => labels !== undefined || !needsLabels)
  return Object.fromEntries(computable.map((metric) => [metric.name, metric.value(answers)]))
}
