import type { Finding } from '../../../src/core/report.ts'
import { number } from './format.ts'
import { domainOf } from './scale.ts'
import type { Domain } from './scale.ts'

export interface IntervalPlot {
  readonly domain: Domain
  readonly estimate: number
  /** An infinite bound is null: the whisker then runs off the edge. No interval at all is `undefined`. */
  readonly interval: Ends | undefined
  readonly limits: Finding['limits']
  readonly reference: number | null
}

/** What an inline plot of a finding shows; null where there is no number. */
export function intervalPlot({ estimate, interval, limits, reference }: Finding): IntervalPlot | null {
  if (estimate === null) return null
  const shown = [estimate, interval?.low, interval?.high, limits?.warn, limits?.fail, reference]
  return {
    domain: domainOf(shown, 0.12),
    estimate,
    interval: interval === null ? undefined : { low: interval.low, high: interval.high },
    limits,
    reference,
  }
}

/** `0.27 (0.26 to 0.28)`; only `0.27` for what was counted and has no uncertainty, or for no number at all. */
export function estimateText({ estimate, interval }: Pick<Finding, 'estimate' | 'interval'>): string {
  if (estimate === null || interval === null) return number(estimate)
  if (interval.low === estimate && interval.high === estimate) return number(estimate)
  return `${number(estimate)} (${intervalText(interval)})`
}

/** `0.26 to 0.28`, with as many digits as it takes to tell the ends apart. An infinite end is null. */
export function intervalText({ low, high }: Ends): string {
  if (low === null || high === null)
    return `${low === null ? '−∞' : number(low)} to ${high === null ? '∞' : number(high)}`
  const digits = low === high ? 3 : ([3, 4, 5, 6].find((each) => number(low, each) !== number(high, each)) ?? 6)
  return `${number(low, digits)} to ${number(high, digits)}`
}

interface Ends {
  readonly low: number | null
  readonly high: number | null
}

/** `fails above 0.2, warns above 0.1`. */
export function limitText({ warn, fail, worse }: NonNullable<Finding['limits']>): string {
  const side = worse === 'higher' ? 'above' : 'below'
  return warn === fail
    ? `fails ${side} ${number(fail)}`
    : `fails ${side} ${number(fail)}, warns ${side} ${number(warn)}`
}

export interface PlacedLabel {
  readonly text: string
  /** Where the middle of the text lies, in pixels. */
  readonly middle: number
}

/** Labels under the limits, each as near its limit as the edges and the other one allow; `warn` gives way to `fail`. */
export function limitLabels(
  limits: NonNullable<Finding['limits']>,
  at: (value: number) => number,
  width: number,
): readonly PlacedLabel[] {
  const place = (name: string, value: number, shift = 0): PlacedLabel => {
    const text = `${name} ${number(value)}`
    const half = (text.length * letterWidth) / 2
    return { text, middle: Math.max(half, Math.min(width - half, at(value) + shift)) }
  }
  const fail = place('fail', limits.fail)
  if (limits.warn === limits.fail) return [fail]
  const warn = place('warn', limits.warn)
  const overlap = overlapOf(warn, fail)
  if (overlap <= 0) return [warn, fail]
  // The two move apart; the one that meets the edge leaves the whole way to the other.
  const side = warn.middle <= fail.middle ? 1 : -1
  const moved = place('warn', limits.warn, (-side * overlap) / 2)
  const rest = place('fail', limits.fail, side * overlap - side * Math.abs(moved.middle - warn.middle))
  const again = place('warn', limits.warn, -side * Math.max(overlap / 2, overlap - Math.abs(rest.middle - fail.middle)))
  return overlapOf(again, rest) <= 0.5 ? [again, rest] : [fail]
}

const letterWidth = 5.6
const letterGap = 8

function overlapOf(a: PlacedLabel, b: PlacedLabel): number {
  const letters = (a.text.length + b.text.length) / 2
  return letters * letterWidth + letterGap - Math.abs(a.middle - b.middle)
}
