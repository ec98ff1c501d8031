/** A share as a reader writes it: `12 %`, `0.3 %`, `<0.1 %`. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return 'undefined'
  const value = share * 100
  const size = Math.abs(value)
  if (size > 0 && size < 0.1) return value < 0 ? '>−0.1 %' : '<0.1 %'
  return `${minus(size >= 10 || size === 0 ? value.toFixed(0) : value.toFixed(1))} %`
}

/** A number with about three digits that matter. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1e9 || size < 1e-4) return minus(value.toExponential(1).replace('+', ''))
  if (size >= 1e6) return minus(count(Number(value.toPrecision(3))))
  if (size >= 100) return minus(count(Math.round(value)))
  return minus(String(Number(value.toPrecision(3))))
}

/** Whole numbers with thin groups: `32,561`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 row`, `2 rows`. */
export function plural(amount: number, noun: string): string {
  return `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`
}

/** "a, b and 3 more". */
export function listing(names: readonly string[], shown = 3): string {
  if (names.length <= shown) return names.join(', ')
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}

function minus(text: string): string {
  return text.replace('-', '−')
}
