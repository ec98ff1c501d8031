/** A number with about three digits that matter, or as many as asked for; a dash where there is none. */
export function number(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  const size = Math.abs(value)
  if (size === Number.POSITIVE_INFINITY) return value > 0 ? '∞' : '−∞'
  if (size === 0) return '0'
  if (size >= 1e7 || size < 1e-6) return minus(value.toExponential(digits - 2))
  if (size >= 10 ** (digits - 1)) return minus(count(Math.round(value)))
  return minus(String(Number(value.toPrecision(digits))))
}

/** With the same number of decimals for all values of a size, so that a column of them lines up. */
export function aligned(value: number | null): string {
  return value === null || Math.abs(value) >= 10 ? number(value) : minus(value.toFixed(4))
}

/** With a sign always: `+0.0200`, `−0.1000`. */
export function signed(value: number | null): string {
  return value !== null && value > 0 ? `+${aligned(value)}` : aligned(value)
}

/** A share as a reader writes it: `12 %`. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–'
  const value = share * 100
  const size = Math.abs(value)
  if (size > 0 && size < 0.1) return value < 0 ? '>−0.1\u00a0%' : '<0.1\u00a0%'
  return `${minus(size >= 10 || size === 0 ? value.toFixed(0) : value.toFixed(1))}\u00a0%`
}

/** Whole numbers in groups: `32,561`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 row`, `2 rows`. */
export function plural(amount: number, noun: string, many = `${noun}s`): string {
  return `${count(amount)} ${amount === 1 ? noun : many}`
}

/** A p value as papers write it. */
export function probability(p: number | null): string {
  if (p === null) return '–'
  return p < 0.001 ? '<0.001' : p.toFixed(3)
}

/** A time: `0.4 ms`, `12 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${number(ms)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 100_000) return `${number(ms / 1000)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** A moment of ISO 8601 to the minute: `2026-03-02 09:30 UTC`. What is no such moment stays as it is. */
export function moment(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2 UTC')
}

function minus(text: string): string {
  return text.replace('-', '−')
}
