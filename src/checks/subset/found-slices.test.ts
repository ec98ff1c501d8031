import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../../core/random.ts'
import type { Slicing } from '../../stats/slices.ts'
import { foundSlices } from './found-slices.ts'

const rows = 4000
const key = streamKey(3, 'found slices')

/** A column of so many equally likely values. */
function slicingOf(column: string, values: number, draw: number): Slicing {
  const of = Int32Array.from({ length: rows }, (_, row) => Math.floor(values * uniformAt(key, row, draw)))
  const labels = Array.from({ length: values }, (_, code) => `v${code}`)
  const sizes = Int32Array.from(labels, (_, code) => of.filter((own) => own === code).length)
  return { column, labels, phrases: labels.map((label) => `${column} = ${label}`), of, sizes }
}

const half = slicingOf('half', 2, 0)
const many = Array.from({ length: 8 }, (_, i) => slicingOf(`many ${i}`, 30, i + 1))
/** One row in five is wrong, and three in ten where half = v0. */
const errors = Float64Array.from({ length: rows }, (_, row) =>
  Number(uniformAt(key, row, 20) < (half.of[row] === 0 ? 0.3 : 0.2)),
)
const options = {
  searched: new Uint8Array(rows).fill(1),
  errors,
  top: 5,
  predicates: 2,
  alpha: 0.995,
  support: 32,
}

test('a large slice that is surely worse comes before small ones that chance made', () => {
  const { slices } = foundSlices([half, ...many], options)
  expect(slices[0]).toMatchObject({ phrase: 'half = v0', columns: ['half'] })
  expect(slices[0]!.member.reduce((total, flag) => total + flag, 0)).toBe(slices[0]!.size)
  // Some of these do look worse than it.
  expect(Math.max(...slices.map(({ meanError }) => meanError))).toBeGreaterThan(slices[0]!.meanError + 0.05)
})

test('what is mostly the same rows again is left out', () => {
  const again: Slicing = { ...half, column: 'again', phrases: ['again = v0', 'again = v1'] }
  const { slices } = foundSlices([half, again], { ...options, predicates: 2 })
  expect(slices.map(({ phrase }) => phrase)).toEqual(['half = v0'])
})
