import type { Evidence, HeatEvidence, HistogramEvidence, IntervalsEvidence } from '../../core/evidence.ts'
import type { Statistic } from '../../core/measurement.ts'
import { histogram } from '../../stats/describe.ts'
import type { Answers, Metric } from '../../stats/metric-battery.ts'
import { estimateOf, intervalOf } from '../../stats/statistic.ts'
import { precisionRecallCurve, rocCurve } from './curves.ts'
import type { Scored } from './curves.ts'

/** Both data sets; the reference where it is labelled. */
export interface Sets {
  readonly evaluation: Answers
  readonly reference: Answers | undefined
}

/** A metric on both data sets. */
export interface Measured {
  readonly metric: Metric
  readonly evaluation: Statistic
  readonly reference: Statistic | undefined
}

/** Classes of a drawn confusion table, and of ROC curves. */
const mostClasses = 20
const mostCurves = 4
const residualBins = 20

/** What is drawn beside one metric, besides the overview. */
export function evidenceFor({ name }: Metric, sets: Sets): Evidence[] {
  const { task, labelled } = sets.evaluation
  if (labelled.rows === 0) return []
  if (name === 'accuracy') return [confusionHeat(sets.evaluation)]
  if (name === 'rmse') return [residualHistogram(sets)]
  if (name === 'average_precision') return [precisionRecallCurve(scoredSets(sets))]
  if (name !== 'auc') return []
  return [rocCurve(task === 'binary' ? scoredSets(sets) : oneAgainstRest(sets.evaluation))]
}

/** The metrics between 0 and 1 under each other, each data set in a row of its own. */
export function overview(measured: readonly Measured[], sets: Sets): IntervalsEvidence {
  const row = (label: string, statistic: Statistic | undefined, n: number) => {
    const interval = statistic === undefined ? null : intervalOf(statistic)
    return interval === null ? [] : [{ label, estimate: estimateOf(statistic!), ...interval, n }]
  }
  const rows = measured
    .filter(({ metric }) => metric.isShare)
    .flatMap(({ metric, evaluation, reference }) => [
      ...row(metric.title, evaluation, sets.evaluation.labelled.rows),
      ...row(`${metric.title}, reference`, reference, sets.reference?.labelled.rows ?? 0),
    ])
  return { kind: 'intervals', title: 'Metrics', axis: 'value', rows }
}

function scoredSets({ evaluation, reference }: Sets): Scored[] {
  const sets = [
    { name: 'evaluation', answers: evaluation },
    ...(reference === undefined ? [] : [{ name: 'reference', answers: reference }]),
  ]
  return sets.flatMap(({ name, answers: { labelled } }) =>
    labelled.scores === null ? [] : [{ name, scores: labelled.scores, codes: labelled.codes }],
  )
}

/** The largest classes, each against all others. */
function oneAgainstRest({ labelled, classes }: Answers): Scored[] {
  const counts = classes.map((_, k) => labelled.codes.filter((code) => code === k).length)
  const largest = counts.map((rows, k) => ({ rows, k })).toSorted((a, b) => b.rows - a.rows || a.k - b.k)
  return largest.slice(0, mostCurves).map(({ k }) => ({
    name: classes[k]!,
    scores: Float64Array.from(labelled.codes, (_, row) => labelled.scores![row * classes.length + k]!),
    codes: labelled.codes.map((code) => Number(code === k)),
  }))
}

/** Shares of each true class by decision; the rarest of many classes are left out. */
function confusionHeat({ labelled, classes }: Answers): HeatEvidence {
  const rows = classes.map((_, k) => labelled.codes.filter((code) => code === k).length)
  const shown = classes
    .map((_, k) => k)
    .toSorted((a, b) => rows[b]! - rows[a]! || a - b)
    .slice(0, mostClasses)
    .toSorted((a, b) => a - b)
  const counts = new Float64Array(classes.length * classes.length)
  for (let row = 0; row < labelled.rows; row++)
    counts[labelled.codes[row]! * classes.length + labelled.decisions[row]!]!++
  return {
    kind: 'heat',
    title: `Decisions (columns) by true class (rows), as shares of the class${
      shown.length < classes.length ? `; the ${shown.length} commonest of ${classes.length} classes` : ''
    }`,
    rowLabels: shown.map((k) => classes[k]!),
    columnLabels: shown.map((k) => classes[k]!),
    values: shown.map((label) =>
      shown.map((decision) => (rows[label] === 0 ? null : counts[label * classes.length + decision]! / rows[label]!)),
    ),
  }
}

/** Shares of residuals (predicted minus actual) by size; the outer bins hold what lies beyond the central 99 %. */
function residualHistogram({ evaluation, reference }: Sets): HistogramEvidence {
  const own = residualsOf(evaluation)
  const sorted = own.toSorted()
  const low = sorted[Math.floor((sorted.length - 1) * 0.005)]!
  const high = sorted[Math.ceil((sorted.length - 1) * 0.995)]!
  const width = (high - low || 1) / residualBins
  const edges = Float64Array.from({ length: residualBins + 1 }, (_, i) => low + i * width)
  const shares = (residuals: Float64Array) => {
    const held = residuals.map((residual) => Math.min(edges[residualBins]!, Math.max(low, residual)))
    return Array.from(histogram(held, edges), (rows) => rows / residuals.length)
  }
  const before = reference === undefined ? new Float64Array(0) : residualsOf(reference)
  return {
    kind: 'histogram',
    title: 'Residuals: predicted minus actual',
    edges: [...edges],
    reference: before.length === 0 ? [] : shares(before),
    evaluation: shares(own),
  }
}

function residualsOf({ labelled }: Answers): Float64Array {
  return labelled.values.map((value, row) => labelled.scores![row]! - value)
}
