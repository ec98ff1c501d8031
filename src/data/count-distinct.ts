/** How many different numbers there are; NaN is none, and -0 is 0. */
export function countDistinct(values: Float64Array): number {
  // Open addressing over twice the values; an empty place holds NaN.
  const size = 2 ** Math.ceil(Math.log2(values.length * 2 + 2))
  const table = new Float64Array(size).fill(NaN)
  const number = new Float64Array(1)
  const halves = new Uint32Array(number.buffer)
  let distinct = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]! + 0
    if (Number.isNaN(value)) continue
    number[0] = value
    let place = mix(halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b1)) & (size - 1)
    while (table[place] !== value) {
      if (Number.isNaN(table[place]!)) {
        table[place] = value
        distinct++
        break
      }
      place = (place + 1) & (size - 1)
    }
  }
  return distinct
}

/**
 * Of a sample in ascending order, without NaN: values that come once and twice tell how many were not seen (Chao 1984,
 * with the bias corrected).
 */
export function estimateDistinct(sorted: Float64Array): number {
  let [distinct, once, twice] = [0, 0, 0]
  for (let start = 0; start < sorted.length;) {
    let end = start + 1
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    distinct++
    if (end - start === 1) once++
    else if (end - start === 2) twice++
    start = end
  }
  return distinct + (once * (once - 1)) / (2 * (twice + 1))
}

/** The finaliser of MurmurHash3 (Appleby). */
function mix(bits: number): number {
  let hash = bits
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
