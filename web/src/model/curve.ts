import type { Finding } from '../../../src/core/report.ts'
import { number, plural } from './format.ts'
import { domainOf } from './scale.ts'
import type { Domain } from './scale.ts'

type CurveEvidence = Extract<Finding['evidence'][number], { readonly kind: 'curve' }>
type Point = CurveEvidence['series'][number]['points'][number]

/** A point that can be drawn. */
export interface CurvePoint {
  readonly x: number
  readonly y: number
  readonly low: number | null
  readonly high: number | null
}

/** Unbroken stretches of a series: a point that is undefined leaves a gap. */
export function runsOf(points: readonly Point[]): readonly (readonly CurvePoint[])[] {
  const runs: CurvePoint[][] = [[]]
  for (const { x, y, low, high } of points) {
    if (x === null || y === null) runs.push([])
    else runs.at(-1)!.push({ x, y, low: low ?? null, high: high ?? null })
  }
  return runs.filter((run) => run.length > 0)
}

/** The spans of both axes. With a diagonal they are one, and shares get the whole of 0 to 1. */
export function curveDomains({ series, diagonal }: CurveEvidence): { readonly x: Domain; readonly y: Domain } {
  const points = series.flatMap((each) => each.points)
  const xs = points.map((point) => point.x)
  const ys = points.flatMap((point) => [point.y, point.low, point.high])
  if (diagonal !== true) return { x: domainOf(xs, 0.02), y: domainOf(ys, 0.06) }
  const both = domainOf([...xs, ...ys])
  const shared = both.low >= 0 && both.high <= 1 ? { low: 0, high: 1 } : domainOf([...xs, ...ys], 0.03)
  return { x: shared, y: shared }
}

/** The drawing in a sentence, for who cannot see it. */
export function describeCurve({ x, y, series, diagonal }: CurveEvidence): string {
  const parts = series.map(({ name, points }) => {
    const run = runsOf(points).flat()
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return `${name} has no points`
    return `${name}: ${plural(run.length, 'point')}, from ${number(first.y)} at ${number(first.x)} to ${number(last.y)} at ${number(last.x)}`
  })
  return `${y} against ${x}. ${parts.join('. ')}.${diagonal === true ? ' The diagonal marks a perfect answer.' : ''}`
}
