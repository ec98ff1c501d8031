import type { CurveEvidence, HistogramEvidence } from '../../core/evidence.ts'
import { reliabilityBins } from '../../stats/calibration.ts'
import { histogram } from '../../stats/describe.ts'

const scoreBins = 20

/** Probabilities of one outcome with whether it came. */
export interface Outcomes {
  readonly scores: Float64Array
  readonly codes: Int32Array
}

/** How often the outcome came at each score, with Wilson intervals, over the diagonal of true scores. */
export function reliabilityCurve(evaluation: Outcomes, reference: Outcomes | undefined): CurveEvidence {
  const series = [
    { name: 'evaluation', outcomes: evaluation },
    { name: 'reference', outcomes: reference },
  ]
  return {
    kind: 'curve',
    title: 'Reliability',
    x: 'mean score',
    y: 'rate',
    diagonal: true,
    series: series.flatMap(({ name, outcomes }) =>
      outcomes === undefined || outcomes.codes.length === 0 ? [] : [{ name, points: pointsOf(outcomes) }],
    ),
  }
}

/** Shares of the scores in bins of equal width. */
export function scoreHistogram(evaluation: Outcomes, reference: Outcomes | undefined): HistogramEvidence {
  const edges = Float64Array.from({ length: scoreBins + 1 }, (_, i) => i / scoreBins)
  const shares = (outcomes: Outcomes | undefined) =>
    outcomes === undefined || outcomes.scores.length === 0
      ? []
      : Array.from(histogram(outcomes.scores, edges), (rows) => rows / outcomes.scores.length)
  return {
    kind: 'histogram',
    title: 'Scores',
    edges: [...edges],
    reference: shares(reference),
    evaluation: shares(evaluation),
  }
}

function pointsOf({ scores, codes }: Outcomes) {
  return reliabilityBins(scores, codes).map(({ meanScore, rate, interval, count }) => ({
    x: meanScore,
    y: rate,
    ...interval,
    n: count,
  }))
}
