import { targetOf } from '../attack/target.ts'
import { truthAt } from '../checks/wrong-rows.ts'
import { witnessRowsOf } from '../checks/witness-rows.ts'
import type { WitnessRow } from '../checks/witness-rows.ts'
import type { Cell } from '../core/evidence.ts'
import { number } from '../core/format.ts'
import type { Labels, Task } from '../core/predictions.ts'
import type { Finding, Report } from '../core/report.ts'
import type { Kind, Schema } from '../core/schema.ts'
import type { LoadedSet } from '../data/load.ts'

/** A row that the model under test does not answer right. */
export interface Witness {
  /** What the finding was about. */
  readonly subject: string
  /** In the evaluation frame. */
  readonly row: number
  /** What was written over the row's own values; null is missing. */
  readonly changes: ReadonlyMap<string, Cell>
  /** Whether the label is to be answered; otherwise any valid answer will do, and a clean refusal. */
  readonly expectsLabel: boolean
}

/** The witnesses of a failing check, worst first of each finding, or why there are none. */
export type WitnessSet =
  | { readonly check: string; readonly witnesses: readonly Witness[] }
  | { readonly check: string; readonly because: string }

interface Known {
  readonly task: Task
  readonly schema: Schema
  readonly evaluation: LoadedSet
  readonly labels: Labels
  /** Regression: how far a right answer may lie from the label. */
  readonly tolerance: number
}

/** How far a right answer may lie from the label: half a median absolute deviation; 0 for classes. */
export function toleranceOf(task: Task, labels: Labels): number {
  if (labels.kind === 'class') return 0
  const truth = { rowCount: labels.values.length, classes: [], scores: labels.values, decisions: new Int32Array(0) }
  return targetOf(task, truth, labels).margin
}

/** Every failing check of the report with the rows that prove it. */
export function witnessSets(report: Report, known: Known): readonly WitnessSet[] {
  const failing = report.checks.filter(({ verdict }) => verdict === 'fail')
  return failing.map(({ id }) =>
    witnessSet(
      id,
      report.findings.filter(({ check, verdict }) => check === id && verdict === 'fail'),
      known,
    ),
  )
}

function witnessSet(check: string, findings: readonly Finding[], known: Known): WitnessSet {
  const examples = findings.flatMap((finding) =>
    finding.evidence.flatMap((one) => (one.kind === 'examples' && one.from === 'evaluation' ? { finding, one } : [])),
  )
  if (examples.length === 0) return { check, because: 'its failure names no rows' }
  const rows = examples.flatMap(({ finding, one }) => witnessRowsOf(one).map((row) => ({ finding, row })))
  if (rows.length === 0) return { check, because: 'what it found shows in no single row' }
  const fitting = rows.filter(({ row }) => fits(known.schema, row.changes) && isWritable(row.row, known.evaluation))
  if (fitting.length === 0) return { check, because: 'a data file with typed columns cannot hold its values' }
  const witnesses = distinct(fitting.flatMap(({ finding, row }) => witnessOf(finding, row, known) ?? []))
  if (witnesses.length > 0) return { check, witnesses }
  const by = known.labels.kind === 'value' ? ` by more than ${number(known.tolerance)}` : ''
  return { check, because: `none of its rows is answered wrong${by}` }
}

function witnessOf(finding: Finding, { row: sourceRow, changes, answer }: WitnessRow, known: Known): Witness | null {
  const row = frameRowOf(known.evaluation, sourceRow)
  if (row === -1) return null
  const truth = truthAt(known.labels, row)
  const shared = { subject: finding.subject!, row, changes }
  if (finding.metric === 'failures' || (truth === null && answer === null)) return { ...shared, expectsLabel: false }
  return truth === null || isRight(answer, truth, known.tolerance) ? null : { ...shared, expectsLabel: true }
}

/** Where a source row stands in the frame; -1 where it was not loaded. */
function frameRowOf({ frame, rowNumbers }: LoadedSet, sourceRow: number): number {
  if (rowNumbers !== null) return rowNumbers.indexOf(sourceRow)
  return sourceRow < frame.rowCount ? sourceRow : -1
}

/** A class may have its score behind it. */
function isRight(answer: Cell, truth: string | number, tolerance: number): boolean {
  if (typeof truth === 'number') return answer !== null && Math.abs(Number(answer) - truth) <= tolerance
  return answer === truth || String(answer).startsWith(`${truth} (score `)
}

/** Whether a file whose columns have these kinds can hold what was written. */
function fits(schema: Schema, changes: ReadonlyMap<string, Cell>): boolean {
  return [...changes].every(([name, value]) => {
    const kind = schema.columns.find((column) => column.name === name)?.kind
    return kind !== undefined && (value === null || isOfKind(kind, value))
  })
}

/** Whether no number of the row is infinite, which JSON could not tell from a missing one. */
function isWritable(sourceRow: number, evaluation: LoadedSet): boolean {
  const row = frameRowOf(evaluation, sourceRow)
  return [...evaluation.frame.columns.values()].every(
    (column) => column.kind !== 'number' || row === -1 || Math.abs(column.values[row]!) !== Infinity,
  )
}

function isOfKind(kind: Kind, value: string | number): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number'
    case 'time':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value
    case 'category':
    case 'text':
    case 'image':
      return typeof value === 'string'
  }
}

/** The same row with the same changes may prove several findings; the first one keeps it. */
function distinct(witnesses: readonly Witness[]): readonly Witness[] {
  const byContent = new Map<string, Witness>()
  for (const witness of witnesses) {
    const content = JSON.stringify([witness.row, [...witness.changes], witness.expectsLabel])
    if (!byContent.has(content)) byContent.set(content, witness)
  }
  return [...byContent.values()]
}
