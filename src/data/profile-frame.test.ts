import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column } from '../core/frame.ts'
import { Database } from './duckdb.ts'
import { profileColumn, profileFrame } from './profile-frame.ts'

function profileOf(column: Column) {
  return profileColumn('x', column)
}

function numbers(values: readonly (number | null)[]): Column {
  return {
    kind: 'number',
    values: Float64Array.from(values, (value) => value ?? NaN),
    valid: Uint8Array.from(values, (value) => (value === null ? 0 : 1)),
  }
}

test('agrees with DuckDB on numbers', async () => {
  const database = await Database.open()
  const connection = await database.connect()
  const drawn = fc.oneof(
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    fc.integer({ min: -2, max: 2 }),
    fc.constant(-0),
  )
  const value = fc.option(drawn)
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 2, maxLength: 60 }), async (values) => {
      const listed = values
        .map((each) => (each === null ? 'NULL' : `'${Object.is(each, -0) ? '-0' : each}'::DOUBLE`))
        .join(', ')
      const [row] = await connection.rows(
        `SELECT count(*) - count(x), count(DISTINCT x + 0.0), min(x + 0.0), max(x + 0.0), avg(x), stddev_samp(x)
         FROM unnest([${listed}]::DOUBLE[]) AS t(x)`,
      )
      const [missing, distinct, min, max, mean, standardDeviation] = row!.map((each) =>
        each === null ? null : Number(each),
      )
      const profile = profileOf(numbers(values))
      expect(profile).toMatchObject({ rows: values.length, missing, distinct, distinctIsEstimate: false })
      expect(profile.min).toEqual(min)
      expect(profile.max).toEqual(max)
      if (mean === null || mean === undefined) expect(profile.mean).toBeNull()
      else {
        const size = Math.max(Math.abs(min!), Math.abs(max!), 1e-150)
        expect(Math.abs(profile.mean! - mean) / size).toBeLessThan(1e-12)
        expect(Math.abs(profile.standardDeviation! - (standardDeviation ?? 0)) / size).toBeLessThan(1e-7)
      }
    }),
    { numRuns: 60 },
  )
  await database.close()
})

test('−0 is 0, whichever comes first', () => {
  for (const values of [
    [0, -0],
    [-0, 0],
    [-0, -0],
    [-0, 1],
  ]) {
    expect(profileOf(numbers(values)).min).toBe(0)
  }
})

test('keeps the digits of a small spread far from zero', () => {
  // Of 1e9 + {4, 7, 13, 16} the mean is 1e9 + 10 and the variance exactly 30 (the standard example of cancellation).
  const profile = profileOf(numbers([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))
  expect(profile.mean).toBe(1e9 + 10)
  expect(profile.standardDeviation).toBeCloseTo(Math.sqrt(30), 12)
})

test('stays finite for the largest and the smallest numbers', () => {
  expect(profileOf(numbers([1e308, -1e308, 1e308]))).toMatchObject({ min: -1e308, max: 1e308 })
  expect(profileOf(numbers([1e308, -1e308, 1e308])).standardDeviation).toBeCloseTo(1.1547e308, -305)
  expect(profileOf(numbers([5e-324, 0])).mean).toBeGreaterThanOrEqual(0)
  expect(profileOf(numbers([0.1, 0.1, 0.1]))).toMatchObject({ mean: 0.1, standardDeviation: 0 })
})

test('leaves infinity out of the summary, not out of the count', () => {
  expect(profileOf(numbers([Infinity, 1, 3, null]))).toMatchObject({
    missing: 1,
    distinct: 3,
    min: 1,
    max: 3,
    mean: 2,
  })
  expect(profileOf(numbers([null, null]))).toMatchObject({ missing: 2, distinct: 0, min: null, mean: null })
})

test('lists the most frequent categories, equals by code point', () => {
  const column: Column = {
    kind: 'category',
    codes: Int32Array.of(2, 1, 0, 2, -1, 1),
    dictionary: ['a', 'b', 'c', 'never'],
  }
  expect(profileOf(column)).toMatchObject({
    missing: 1,
    distinct: 3,
    top: [
      { value: 'b', count: 2 },
      { value: 'c', count: 2 },
      { value: 'a', count: 1 },
    ],
  })
})

test('counts distinct texts', () => {
  expect(profileOf({ kind: 'text', values: ['x', null, 'x', 'y'] })).toMatchObject({ missing: 1, distinct: 2 })
})

test('hears between two columns that it is to stop', async () => {
  const stopped = new AbortController()
  const columns = new Map(['a', 'b', 'c'].map((name) => [name, numbers([1, 2])]))
  const profiled = profileFrame({ rowCount: 2, columns }, stopped.signal)
  setImmediate(() => stopped.abort(new Error('stopped')))
  await expect(profiled).rejects.toThrow('stopped')
})
