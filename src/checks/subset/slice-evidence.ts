import type { Evidence, HeatEvidence, IntervalsEvidence } from '../../core/evidence.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { Slicing } from '../../stats/slices.ts'
import { estimateOf, intervalOf } from '../../stats/statistic.ts'

/** Slices of one column that are drawn, largest first. */
const mostSlices = 40

/** The gap of a column that is most surely bad: the one whose interval begins farthest from none. */
export function worstOf(measured: readonly Measurement[]): Measurement | undefined {
  const judged = measured.filter(({ tooFew, statistic }) => tooFew === undefined && statistic.kind !== 'undefined')
  const surely = ({ statistic }: Measurement) => intervalOf(statistic)?.low ?? estimateOf(statistic)
  return judged.toSorted((a, b) => surely(b) - surely(a))[0]
}

/** All slices of the column: their gaps of the worst one's metric, and of every metric side by side. */
export function sliceEvidence(slicing: Slicing, worst: Measurement, measured: readonly Measurement[]): Evidence[] {
  const drawn = [...slicing.labels.keys()]
    .filter((slice) => slicing.sizes[slice]! > 0)
    .toSorted((a, b) => slicing.sizes[b]! - slicing.sizes[a]! || a - b)
    .slice(0, mostSlices)
    .toSorted((a, b) => a - b)
  return [forest(slicing, drawn, worst, measured), heat(slicing, drawn, measured)]
}

function forest(
  { column, phrases }: Slicing,
  drawn: readonly number[],
  { metric }: Measurement,
  measured: readonly Measurement[],
): IntervalsEvidence {
  const rows = drawn.flatMap((slice) => {
    const found = measured.find((each) => each.metric === metric && each.facts!['slice'] === phrases[slice])
    const interval = found === undefined ? null : intervalOf(found.statistic)
    if (interval === null || !Number.isFinite(interval.high - interval.low)) return []
    return [{ label: phrases[slice]!, estimate: estimateOf(found!.statistic), ...interval, n: found!.n }]
  })
  return { kind: 'intervals', title: `Gap of ${metric} to all other rows, by ${column}`, axis: 'gap', rows, line: 0 }
}

function heat(
  { column, labels, phrases }: Slicing,
  drawn: readonly number[],
  measured: readonly Measurement[],
): HeatEvidence {
  const metrics = [...new Set(measured.map(({ metric }) => metric!))]
  const gapAt = new Map(
    measured.map(({ metric, facts, statistic }) => [`${metric} ${facts!['slice']}`, estimateOf(statistic)]),
  )
  return {
    kind: 'heat',
    title: `How much worse than all other rows, by ${column}`,
    rowLabels: drawn.map((slice) => labels[slice]!),
    columnLabels: metrics,
    values: drawn.map((slice) =>
      metrics.map((metric) => {
        const gap = gapAt.get(`${metric} ${phrases[slice]}`)
        return gap === undefined || !Number.isFinite(gap) ? null : gap
      }),
    ),
  }
}
