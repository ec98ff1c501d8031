/**
 * |actual − expected| relative to the expected size, 0 for two NaN or two equal infinities. Values expected to be
 * smaller than `floor` are compared absolutely, on the scale of `floor`.
 */
export function relativeError(actual: number, expected: number, floor = 0): number {
  if (Object.is(actual, expected) || actual === expected) return 0
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), floor)
  return Number.isNaN(error) ? Infinity : error
}

/** A number written by fixture_data.py: JSON has no NaN and no infinity, so they come as null and as text. */
export function numberOf(written: number | string | null): number {
  return written === null ? NaN : Number(written)
}

/**
 * `count` uniform numbers in [0, 1), the same in TypeScript and in fixture_data.py to the last bit, so that large
 * inputs of a fixture need not be stored. Distinct streams are unrelated.
 */
export function uniformColumn(count: number, stream: number): Float64Array {
  const column = new Float64Array(count)
  for (let i = 0; i < count; i++) column[i] = uniformHash(i, stream)
  return column
}

/** mulberry32's finaliser over a counter. */
function uniformHash(i: number, stream: number): number {
  const a = (Math.imul(i + 1, 0x6d2b79f5) + Math.imul(stream + 1, 0x9e3779b1)) | 0
  let t = Math.imul(a ^ (a >>> 15), a | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
