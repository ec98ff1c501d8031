import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniformColumn } from './fixtures.ts'
import { findSlices, searchSlices } from './sliceline.ts'
import type { Slice, SliceSearchOptions } from './sliceline.ts'

/** Small tables of few rows, often with more codes than rows, missing codes included. */
const tables = fc
  .record({
    features: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 1, max: 24 }),
    cardinality: fc.integer({ min: 1, max: 6 }),
    weighted: fc.boolean(),
  })
  .chain(({ features, rows, cardinality, weighted }) =>
    fc.record({
      codes: fc.array(fc.array(fc.integer({ min: -1, max: cardinality - 1 }), { minLength: rows, maxLength: rows }), {
        minLength: features,
        maxLength: features,
      }),
      // eighths are summed without rounding, so that ties are ties
      errors: fc.array(
        fc.nat(weighted ? 9 : 1).map((error) => (weighted ? error / 8 : error)),
        { minLength: rows, maxLength: rows },
      ),
      cardinality: fc.constant(cardinality),
    }),
  )
const settings = fc.record({
  topK: fc.integer({ min: 1, max: 12 }),
  maxPredicates: fc.integer({ min: 1, max: 5 }),
  alpha: fc.constantFrom(0.5, 0.8, 0.95, 1),
  minSupport: fc.integer({ min: 1, max: 5 }),
})

test('finds what looking at every slice finds, ties included', () => {
  fc.assert(
    fc.property(tables, settings, ({ codes, errors, cardinality }, setting) => {
      const options = {
        codes: codes.map((column) => Int32Array.from(column)),
        cardinalities: codes.map(() => cardinality),
        errors: Float64Array.from(errors),
        ...setting,
      }
      expect(findSlices(options)).toEqual(everySlice(options))
    }),
    { numRuns: 500 },
  )
})

test('more one-hot columns than rows: the bound counts rows', () => {
  // 20 rows of 10 features with 5 codes; with columns in place of rows in the bound, slices of this size are lost
  const codes = Array.from({ length: 10 }, (_, feature) =>
    Int32Array.from(uniformColumn(20, 100 + feature), (u) => Math.floor(u * 5)),
  )
  for (let seed = 0; seed < 20; seed++) {
    const errors = uniformColumn(20, 200 + seed).map((u) => Math.floor(u * 64) / 64)
    const options = { codes, cardinalities: codes.map(() => 5), errors, minSupport: 4, topK: 10, maxPredicates: 10 }
    expect(findSlices(options)).toEqual(everySlice(options))
  }
})

test('a planted slice of three predicates comes first', () => {
  const rows = 4000
  const codes = Array.from({ length: 6 }, (_, feature) =>
    Int32Array.from(uniformColumn(rows, 300 + feature), (u) => Math.floor(u * 4)),
  )
  const noise = uniformColumn(rows, 310)
  const errors = Uint8Array.from(noise, (u, row) =>
    u < (codes[1]![row] === 2 && codes[3]![row] === 0 && codes[4]![row] === 1 ? 0.8 : 0.05) ? 1 : 0,
  )
  const [first] = findSlices({ codes, cardinalities: codes.map(() => 4), errors })
  expect(first!.predicates).toEqual([
    { feature: 1, code: 2 },
    { feature: 3, code: 0 },
    { feature: 4, code: 1 },
  ])
})

test('many words of bits count the same as rows one by one', () => {
  const rows = 3001
  const codes = Array.from({ length: 3 }, (_, feature) =>
    Int32Array.from(uniformColumn(rows, 400 + feature), (u) => Math.floor(u * 3) - 1),
  )
  for (const rate of [0.02, 0.5, 1]) {
    const errors = uniformColumn(rows, 410).map((u) => (u < rate ? 1 : 0))
    const options = { codes, cardinalities: [2, 2, 2], errors, topK: 30, alpha: 0.99 }
    expect(findSlices(options)).toEqual(everySlice({ ...options, minSupport: 32 }))
  }
})

test('a limit of candidates ends the search early and says so', () => {
  const codes = [Int32Array.of(0, 0, 1, 1, 0, 1), Int32Array.of(0, 1, 0, 1, 0, 0)]
  const options = { codes, cardinalities: [2, 2], errors: Uint8Array.of(1, 0, 0, 0, 1, 0), minSupport: 1 }
  expect(searchSlices(options).complete).toBe(true)
  const cut = searchSlices({ ...options, maxCandidates: 3 })
  expect(cut).toMatchObject({ complete: false, candidates: 3 })
  expect(cut.slices.length).toBeGreaterThan(0)
})

test('without errors there is no bad slice, and an error is no negative number', () => {
  const codes = [Int32Array.of(0, 1, 0)]
  expect(findSlices({ codes, cardinalities: [2], errors: new Uint8Array(3), minSupport: 1 })).toEqual([])
  expect(() => findSlices({ codes, cardinalities: [2], errors: Float64Array.of(0, NaN, 1) })).toThrow(RangeError)
})

function everySlice(options: SliceSearchOptions & { minSupport: number }): readonly Slice[] {
  const { codes, cardinalities, errors, topK = 10, maxPredicates = 3, alpha = 0.95, minSupport } = options
  const rows = errors.length
  const total = [...errors].reduce((sum, error) => sum + error, 0)
  const all: Slice[] = []
  const grow = (feature: number, predicates: Slice['predicates'], members: readonly number[]): void => {
    if (predicates.length > 0 && members.length >= minSupport) {
      const errorSum = members.reduce((sum, row) => sum + errors[row]!, 0)
      const size = members.length
      const score = alpha * (errorSum / size / (total / rows) - 1) - (1 - alpha) * (rows / size - 1)
      if (score > 0 && errorSum > 0) all.push({ predicates, size, errorSum, score })
    }
    if (members.length < minSupport || predicates.length === maxPredicates) return
    for (let next = feature; next < codes.length; next++) {
      for (let code = -1; code < cardinalities[next]!; code++) {
        const met = members.filter((row) => codes[next]![row] === code)
        grow(next + 1, [...predicates, { feature: next, code }], met)
      }
    }
  }
  grow(0, [], [...errors.keys()])
  const flat = (slice: Slice): number[] => slice.predicates.flatMap(({ feature, code }) => [feature, code])
  all.sort((a, b) => {
    const order = b.score - a.score || a.predicates.length - b.predicates.length || b.size - a.size
    const differs = flat(a).findIndex((value, i) => value !== flat(b)[i])
    return order || flat(a)[differs]! - flat(b)[differs]!
  })
  return all.slice(0, topK)
}
