export interface Domain {
  readonly low: number
  readonly high: number
}

/** The span of the finite values, widened by `pad` of itself; around a single value, so that it lies in the middle. */
export function domainOf(values: Iterable<number | null | undefined>, pad = 0): Domain {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return { low: 0, high: 1 }
  if (low === high) {
    const room = Math.abs(low) / 2 || 0.5
    return { low: low - room, high: high + room }
  }
  const room = (high - low) * pad
  return { low: low - room, high: high + room }
}

/** Maps a domain onto pixels; values outside land on the edge. */
export function scaleTo({ low, high }: Domain, from: number, to: number): (value: number) => number {
  return (value) => {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)))
    return from + share * (to - from)
  }
}

/** About `amount` round numbers within a domain. */
export function ticksOf({ low, high }: Domain, amount: number): readonly number[] {
  const rough = (high - low) / Math.max(1, amount)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}
