import { z } from 'zod'
import type { Cell, Evidence, ExamplesEvidence } from '../../core/evidence.ts'
import { count, percent } from '../../core/format.ts'
import { columnOf, valueAt } from '../../core/frame.ts'
import type { Column, Frame } from '../../core/frame.ts'
import type { Count, Measurement, Requirement } from '../../core/measurement.ts'
import type { Labels, Predictions } from '../../core/predictions.ts'
import { rowsWhere } from '../../core/rows.ts'
import { featuresOf } from '../../core/schema.ts'
import type { Schema } from '../../core/schema.ts'
import { compareDistributions } from '../../stats/distribution.ts'
import { observedImpact } from '../../stats/impact.ts'
import { intervalOf } from '../../stats/statistic.ts'
import { truthAndAnswer } from '../witness-rows.ts'
import { answerAt, truthAt } from '../wrong-rows.ts'

/** Rows shown of one column. */
const mostShown = 10

/** The limits on the excess over what the reference leads to expect. */
export const breachLimits = {
  warn: z
    .number()
    .min(0)
    .max(1)
    .default(0.005)
    .describe('Share of breaching values, beyond the usual, that deserves a look.'),
  fail: z.number().min(0).max(1).default(0.02).describe('Share of breaching values, beyond the usual, that fails.'),
}

/** Evaluation values of one column that break what the reference taught. */
export interface Breach {
  readonly name: string
  /** 1 for each evaluation row that breaks it. */
  readonly breached: Uint8Array
  /** Evaluation rows that could break it. */
  readonly trials: number
  /** How often clean data of the same kind would. */
  readonly usual: Count
  /** What the breaching values are, after "values of age": "lie outside of 10 to 90". */
  readonly fault: string
  /** How bad the breach of a row is, for the order of the examples; all alike without it. */
  readonly extent?: (row: number) => number
  readonly evidence?: readonly Evidence[]
}

interface BreachContext {
  readonly reference: Frame
  readonly evaluation: Frame
  readonly labels?: Labels
  readonly predictions?: Predictions
}

/** The feature columns of both data sets that are of the same kind. */
export function* comparedFeatures({
  reference,
  evaluation,
  schema,
}: BreachContext & { readonly schema: Schema }): Generator<{ name: string; learnt: Column; column: Column }> {
  for (const { name } of featuresOf(schema)) {
    const [learnt, column] = [columnOf(reference, name), columnOf(evaluation, name)]
    if (learnt.kind === column.kind) yield { name, learnt, column }
  }
}

/** The rate of breaches beyond the usual, and what they cost the model; null where nothing could be learnt or broken. */
export function measureBreach(context: BreachContext, breach: Breach): Measurement | null {
  const { name, breached, trials, usual, fault } = breach
  if (trials === 0 || usual.trials === 0) return null
  const { labels, predictions } = context
  const hits = breached.reduce((sum, flag) => sum + flag, 0)
  const impact =
    labels === undefined || predictions === undefined ? null : observedImpact(labels, predictions, breached)
  return {
    subject: name,
    features: [name],
    metric: 'breaches',
    statistic: { kind: 'rate-difference', a: { hits, trials }, b: usual },
    n: trials,
    reference: usual.hits / usual.trials,
    ...(impact === null || impact.kind === 'undefined' ? {} : { impact }),
    facts: { fault },
    evidence: hits === 0 ? [] : evidenceOf(context, breach),
  }
}

/**
 * Breaches may be more frequent than usual by at most `warn` and `fail`. What a fail costs is told by its impact; where
 * nobody knows that (no labels, or no row is left to compare with), a breach of most values is major.
 */
export function judgeBreach(
  { statistic, impact }: Measurement,
  limits: z.output<z.ZodObject<typeof breachLimits>>,
): Requirement {
  const isMost = impact === undefined && (intervalOf(statistic)?.low ?? 0) > 0.5
  const severity = isMost ? ({ severity: 'major' } as const) : {}
  return { rule: 'limit', warn: limits.warn, fail: limits.fail, worse: 'higher', neutral: 0, ...severity }
}

/** "12 of 16,281 values of age (0.1 %) lie outside of −52 to 126; 0.02 % is usual". */
export function explainBreach({ subject, statistic, facts }: Measurement): string {
  if (statistic.kind !== 'rate-difference') return `nothing is known of ${subject}`
  const { a, b } = statistic
  const seen = a.hits === 0 ? `none of ${count(a.trials)}` : `${count(a.hits)} of ${count(a.trials)}`
  const share = a.hits === 0 ? '' : ` (${percent(a.hits / a.trials)})`
  return `${seen} values of ${subject}${share} ${facts?.['fault']}; ${percent(b.hits / b.trials)} is usual`
}

function evidenceOf(context: BreachContext, breach: Breach): readonly Evidence[] {
  const { reference, evaluation } = context
  const { name, evidence = [] } = breach
  const shares = compareDistributions(columnOf(reference, name), columnOf(evaluation, name))
  const histogram: readonly Evidence[] =
    shares === null ? [] : [{ kind: 'histogram', title: `Values of ${name}`, ...shares }]
  return [...histogram, ...evidence, examplesOf(context, breach)]
}

function examplesOf(
  { evaluation, labels, predictions }: BreachContext,
  { name, breached, extent }: Breach,
): ExamplesEvidence {
  const rows = rowsWhere(breached.length, (row) => breached[row] === 1)
  const worst = extent === undefined ? rows : rows.toSorted((a, b) => extent(b) - extent(a) || a - b)
  const isAnswered = labels !== undefined && predictions !== undefined
  const answer = (row: number): Cell[] => (isAnswered ? [truthAt(labels, row), answerAt(predictions, row)] : [])
  return {
    kind: 'examples',
    title: `Rows that break what is known of ${name}`,
    from: 'evaluation',
    columns: [name, ...(isAnswered ? truthAndAnswer : [])],
    rows: Array.from(worst.subarray(0, mostShown), (row) => ({
      row,
      values: [valueAt(columnOf(evaluation, name), row), ...answer(row)],
    })),
  }
}
