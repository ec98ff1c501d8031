import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { number } from '../../core/format.ts'
import { columnOf } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { Labels } from '../../core/predictions.ts'
import { sampleRows, subStream } from '../../core/random.ts'
import { featuresOf } from '../../core/schema.ts'
import { normalSurvival, twoSidedZ } from '../../stats/normal.ts'
import { midranks } from '../../stats/order.ts'

/** Fewer rows with both values on a side cannot show a change. */
const fewestRows = 50
/** A weaker tie on both sides is none (Spearman). */
const weakest = 0.1

export default defineCheck({
  id: 'drift/correlation',
  title: 'Ties between columns hold',
  protectsAgainst:
    'Two columns that went together no longer do, since a join has mixed up the rows or the world has changed; each alone looks as before, and the model reads them wrongly together.',
  remediation: [
    'Check the joins and the sort orders that bring these columns together.',
    'Compare some rows with their source by hand, to see whether their values belong to one case.',
    'If the world has changed, retrain on recent data, and measure what the change cost.',
  ],
  references: [
    {
      title: 'Bonett and Wright 2000, Sample size requirements for estimating correlations',
      url: 'https://doi.org/10.1007/BF02294183',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  idle: 'no two numbers are tied in either data set',
  uses: ['referenceLabels', 'labels'],
  params: z.object({
    warn: z.number().min(0).max(2).default(0.15).describe('Change of Spearman’s correlation that deserves a look.'),
    fail: z
      .number()
      .min(0)
      .max(2)
      .default(0.3)
      .describe('Change of Spearman’s correlation that fails, when significant.'),
    rows: z.int().min(fewestRows).default(10_000).describe('Rows of each data set that are compared.'),
    ...columnChoice,
  }),

  async *run({ reference, evaluation, schema, key, signal, ...context }, { rows }) {
    const names = featuresOf(schema).flatMap(({ name }) =>
      columnOf(reference, name).kind === 'number' && columnOf(evaluation, name).kind === 'number' ? [name] : [],
    )
    const [before, after] = [
      rankedSide(reference, names, context.referenceLabels, sampleRows(reference.rowCount, rows, subStream(key, 'a'))),
      rankedSide(evaluation, names, context.labels, sampleRows(evaluation.rowCount, rows, subStream(key, 'b'))),
    ]
    const coverage = { rows: Math.min(rows, evaluation.rowCount), of: evaluation.rowCount }
    const subjects = [...before.keys()].filter((name) => after.has(name))
    const ties: Tie[] = []
    let looked = 0
    for (const [i, one] of subjects.entries()) {
      signal.throwIfAborted()
      for (const other of subjects.slice(i + 1)) {
        const a = rankCorrelation(before.get(one)!, before.get(other)!)
        const b = rankCorrelation(after.get(one)!, after.get(other)!)
        if (Number.isNaN(a.r) || Number.isNaN(b.r) || Math.min(a.rows, b.rows) < fewestRows) continue
        looked++
        if (isTie(a) || isTie(b)) ties.push({ one, other, before: a, after: b })
      }
    }
    // Only pairs that are tied on a side are judged. The others were looked at too, and are paid for here.
    for (const tie of ties) yield { ...measureTie(tie, looked / ties.length), coverage }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'test', warn, fail, worse: 'higher', neutral: 0 }),
  quantity: () => 'change of the rank correlation',
  explain: ({ subject, facts }) =>
    `the tie of ${subject} went from ${number(Number(facts?.['before']))} to ${number(Number(facts?.['after']))}`,
})

interface Correlation {
  readonly r: number
  readonly rows: number
}

interface Tie {
  readonly one: string
  readonly other: string
  readonly before: Correlation
  readonly after: Correlation
}

function isTie({ r, rows }: Correlation): boolean {
  return Math.abs(r) >= Math.max(weakest, 3 / Math.sqrt(rows))
}

/** The change of one tie, tested on Fisher's scale with the variance of Bonett and Wright. */
function measureTie({ one, other, before, after }: Tie, looked: number): Measurement {
  const variance = ({ r, rows }: Correlation) => (1 + (r * r) / 2) / (rows - 3)
  const error = Math.sqrt(variance(before) + variance(after))
  const apart = Math.abs(fisher(after.r) - fisher(before.r)) / error
  const effect = Math.abs(after.r - before.r)
  // Back from Fisher's scale, where a step of one is a step of 1 − r².
  const shrunk = (side: Correlation) => (1 - side.r * side.r) ** 2 * variance(side)
  const reach = twoSidedZ(0.95) * Math.sqrt(shrunk(before) + shrunk(after))
  return {
    subject: `${one} and ${other}`,
    features: [one, other].filter((name) => name !== label),
    metric: 'spearman',
    statistic: {
      kind: 'test',
      effect,
      p: Math.min(1, 2 * normalSurvival(apart) * looked),
      detectable: reach,
      interval: { low: Math.max(0, effect - reach), high: Math.min(2, effect + reach) },
    },
    n: after.rows,
    facts: { before: before.r, after: after.r },
  }
}

/** Perfect ties are as far as 64-bit numbers go, not infinitely far. */
function fisher(r: number): number {
  return Math.atanh(Math.max(-1 + 1e-12, Math.min(1 - 1e-12, r)))
}

const label = 'the label'

/** A column's ranks, centred on what their mean is without gaps, so that no digits are lost. */
interface Ranks {
  /** NaN where a value is missing. */
  readonly centred: Float64Array
  /** The sum of squares where nothing is missing, which need not be found again for each pair; else null. */
  readonly squares: number | null
}

/** The ranks of each number of a side, and of a label that has an order. */
function rankedSide(frame: Frame, names: readonly string[], labels: Labels | undefined, rows: Int32Array) {
  const ranked = new Map<string, Ranks>()
  for (const name of names) {
    const column = columnOf(frame, name)
    if (column.kind === 'number') ranked.set(name, ranksOf(column.values, rows))
  }
  if (labels?.kind === 'value') ranked.set(label, ranksOf(labels.values, rows))
  if (labels?.kind === 'class' && labels.classes.length === 2) {
    const { codes } = labels
    ranked.set(
      label,
      ranksOf(
        Float64Array.from(codes, (code) => (code < 0 ? NaN : code)),
        rows,
      ),
    )
  }
  return ranked
}

function ranksOf(values: Float64Array, rows: Int32Array): Ranks {
  const present = rows.filter((row) => !Number.isNaN(values[row]!))
  const ranks = midranks(Float64Array.from(present, (row) => values[row]!))
  const centred = new Float64Array(rows.length).fill(NaN)
  const centre = (rows.length + 1) / 2
  let at = 0
  for (let i = 0; i < rows.length; i++) if (!Number.isNaN(values[rows[i]!]!)) centred[i] = ranks[at++]! - centre
  return { centred, squares: present.length === rows.length ? productOf(centred, centred) : null }
}

/**
 * Pearson's correlation of ranks over the rows where both are known. The ranks are those among all values of a column, so
 * that a column is ranked once for all its pairs; where values are missing by chance this is Spearman's correlation.
 */
function rankCorrelation(x: Ranks, y: Ranks): Correlation {
  if (x.squares === null || y.squares === null) return correlationWithGaps(x.centred, y.centred)
  // Without gaps both sums are 0, and every number is a whole or a half one: nothing is rounded.
  const spread = x.squares * y.squares
  const r = spread > 1e-9 ? productOf(x.centred, y.centred) / Math.sqrt(spread) : NaN
  return { r, rows: x.centred.length }
}

function productOf(x: Float64Array, y: Float64Array): number {
  let [even, odd] = [0, 0]
  const paired = x.length - (x.length % 2)
  // x.reduce((sum, a, row) => sum + a * y[row], 0)
  for (let row = 0; row < paired; row += 2) {
    even += x[row]! * y[row]!
    odd += x[row + 1]! * y[row + 1]!
  }
  return paired === x.length ? even + odd : even + odd + x[paired]! * y[paired]!
}

function correlationWithGaps(x: Float64Array, y: Float64Array): Correlation {
  let [rows, sumX, sumY, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let row = 0; row < x.length; row++) {
    const a = x[row]!
    const b = y[row]!
    if (Number.isNaN(a + b)) continue
    rows++
    sumX += a
    sumY += b
    xx += a * a
    yy += b * b
    xy += a * b
  }
  const spread = (xx - (sumX * sumX) / rows) * (yy - (sumY * sumY) / rows)
  return { r: spread > 1e-9 ? (xy - (sumX * sumY) / rows) / Math.sqrt(spread) : NaN, rows }
}
