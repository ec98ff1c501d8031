import type { Probe } from '../../core/artifacts.ts'
import type { Cell, ExamplesEvidence } from '../../core/evidence.ts'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import { scoreWidth } from '../../core/predictions.ts'
import type { Predictions } from '../../core/predictions.ts'
import { allWritten, beforeAndAfter, writtenColumn } from '../witness-rows.ts'

/** Rows shown of one trial. */
const mostShown = 5

/** The rows that a change harmed most, as they were and as they became; null when it harmed none. */
export function harmedRows(
  probe: Probe,
  spoilt: Frame,
  features: readonly string[],
  after: Predictions,
  rows: Int32Array,
): ExamplesEvidence | null {
  const worst: { readonly row: number; readonly harm: number }[] = []
  for (const row of rows) {
    const harm = harmOf(probe, after, row)
    if (!(harm > (worst.length < mostShown ? 0 : worst.at(-1)!.harm))) continue
    worst.push({ row, harm })
    worst.sort((a, b) => b.harm - a.harm)
    worst.length = Math.min(worst.length, mostShown)
  }
  if (worst.length === 0) return null
  const rowsShown = worst.map(({ row }) => row)
  return examples('Rows that were harmed most', probe, spoilt, features, after, rowsShown)
}

/** Rows on which the model failed, as they were and as they became; null when there are none. */
export function failedRows(
  probe: Probe,
  spoilt: Frame,
  features: readonly string[],
  after: Predictions,
  failed: readonly number[],
): ExamplesEvidence | null {
  if (failed.length === 0) return null
  return examples('Rows on which the model fails', probe, spoilt, features, after, failed.slice(0, mostShown))
}

function examples(
  title: string,
  probe: Probe,
  spoilt: Frame,
  features: readonly string[],
  after: Predictions,
  rows: readonly number[],
): ExamplesEvidence {
  const written = features.length === 0 ? [allWritten] : features.flatMap((name) => [name, writtenColumn(name)])
  const cellsOf = (row: number): readonly Cell[] =>
    features.length === 0
      ? [JSON.stringify(Object.fromEntries(changesOf(probe.frame, spoilt, row)))]
      : features.flatMap((name) => [valueAt(columnOf(probe.frame, name), row), valueAt(columnOf(spoilt, name), row)])
  return {
    kind: 'examples',
    title,
    from: 'evaluation',
    columns: [...written, ...beforeAndAfter],
    rows: rows.map((row) => ({
      row: probe.rows[row]!,
      values: [...cellsOf(row), answerCell(probe.predictions, row), answerCell(after, row)],
    })),
  }
}

/** What was written over a row, where every row may have had other features changed. */
function changesOf(own: Frame, spoilt: Frame, row: number): (readonly [feature: string, value: Cell])[] {
  return [...spoilt.columns].flatMap(([name, column]) => {
    const value = valueAt(column, row)
    return Object.is(value, valueAt(columnOf(own, name), row)) ? [] : [[name, value] as const]
  })
}

/** How much worse the answer to a row became: 0 when it is as good as before, was not given, or was wrong already. */
function harmOf({ predictions: before, labels }: Probe, after: Predictions, row: number): number {
  if (before.classes.length === 0) {
    const [was, is] = [before.scores![row]!, after.scores![row]!]
    const truth = labels?.kind === 'value' ? labels.values[row]! : was
    const harm = Math.abs(is - truth) - Math.abs(was - truth)
    return Number.isFinite(harm) ? harm : 0
  }
  const [was, is] = [before.decisions[row]!, after.decisions[row]!]
  if (was < 0 || is < 0 || was === is) return 0
  if (labels?.kind === 'class' && labels.codes[row] !== was) return 0
  return 1 + scoreChange(before, after, row)
}

function scoreChange(before: Predictions, after: Predictions, row: number): number {
  if (before.scores === null || after.scores === null) return 0
  const width = scoreWidth(before)
  let largest = 0
  for (let i = row * width; i < (row + 1) * width; i++) {
    const change = Math.abs(after.scores[i]! - before.scores[i]!)
    if (change > largest) largest = change
  }
  return largest
}

/** The answer as a reader writes it: the value, or the class with its probability where there are two. */
export function answerCell({ scores, decisions, classes }: Predictions, row: number): Cell {
  if (classes.length === 0) return finiteOrNull(scores![row]!)
  const name = classes[decisions[row]!]
  if (name === undefined) return null
  return classes.length === 2 && scores !== null ? `${name} (score ${scores[row]!.toFixed(3)})` : name
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
