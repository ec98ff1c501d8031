import type { CurveEvidence } from '../../core/evidence.ts'
import { splitByClass } from '../../stats/class-split.ts'

/** Scores of two classes with their truth, 1 being positive. */
export interface Scored {
  readonly name: string
  readonly scores: Float64Array
  readonly codes: Int32Array
}

/** Points of a drawn curve at most; more are not told apart. */
const mostPoints = 60

/** True against false positive rate over all thresholds. Sets of one class have no curve. */
export function rocCurve(sets: readonly Scored[]): CurveEvidence {
  const series = sets.map(({ name, scores, codes }) => {
    const steps = thresholds(scores, codes)
    const [positives, negatives] = [steps.at(-1)?.hits ?? 0, steps.at(-1)?.alarms ?? 0]
    const points = steps.map(({ hits, alarms }) => ({ x: alarms / negatives, y: hits / positives }))
    return { name, points: positives * negatives === 0 ? [] : thin([{ x: 0, y: 0 }, ...points]) }
  })
  return {
    kind: 'curve',
    title: 'ROC curve',
    x: 'false positive rate',
    y: 'true positive rate',
    diagonal: true,
    series: series.filter(({ points }) => points.length > 0),
  }
}

/** Precision against recall over all thresholds. Sets without positives have no curve. */
export function precisionRecallCurve(sets: readonly Scored[]): CurveEvidence {
  const series = sets.map(({ name, scores, codes }) => {
    const steps = thresholds(scores, codes)
    const positives = steps.at(-1)?.hits ?? 0
    const points = steps.map(({ hits, alarms }) => ({ x: hits / positives, y: hits / (hits + alarms) }))
    return { name, points: positives === 0 ? [] : thin(points) }
  })
  const drawn = series.filter(({ points }) => points.length > 0)
  return { kind: 'curve', title: 'Precision and recall', x: 'recall', y: 'precision', series: drawn }
}

/** The threshold with the highest F1; `null` without positives. */
export function bestF1({ scores, codes }: Scored): { readonly threshold: number; readonly f1: number } | null {
  const steps = thresholds(scores, codes)
  const positives = steps.at(-1)?.hits ?? 0
  let best: { threshold: number; f1: number } | null = null
  for (const { score, hits, alarms } of steps) {
    const f1 = (2 * hits) / (hits + alarms + positives)
    if (hits > 0 && (best === null || f1 > best.f1)) best = { threshold: score, f1 }
  }
  return best
}

interface Step {
  readonly score: number
  /** Positives at this score or above. */
  readonly hits: number
  /** Negatives at this score or above. */
  readonly alarms: number
}

/** What is found and what is falsely alarmed at each distinct score, from the highest down. */
function thresholds(scores: Float64Array, codes: Int32Array): Step[] {
  const { positives, negatives } = splitByClass(scores, codes)
  const steps: Step[] = []
  let p = positives.length
  let n = negatives.length
  while (p > 0 || n > 0) {
    const score = Math.max(positives[p - 1] ?? -Infinity, negatives[n - 1] ?? -Infinity)
    while (p > 0 && positives[p - 1]! >= score) p--
    while (n > 0 && negatives[n - 1]! >= score) n--
    steps.push({ score, hits: positives.length - p, alarms: negatives.length - n })
  }
  return steps
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The ends, and points between them that are evenly far from each other along the curve. */
function thin(points: readonly Point[]): Point[] {
  const gap = (from: Point, to: Point) => Math.abs(to.x - from.x) + Math.abs(to.y - from.y)
  let length = 0
  for (let i = 1; i < points.length; i++) length += gap(points[i - 1]!, points[i]!)
  const kept = points.slice(0, 1)
  let walked = 0
  for (let i = 1; i < points.length - 1; i++) {
    walked += gap(points[i - 1]!, points[i]!)
    if (walked < (length * kept.length) / (mostPoints - 1)) continue
    kept.push(points[i]!)
  }
  return points.length > 1 ? [...kept, points.at(-1)!] : kept
}
