import { expect, test } from 'vitest'
import { streamKey, uniformAt } from '../../core/random.ts'
import { crossFit, recalibrationTables } from './recalibration.ts'

/** Scores that promise twice the log odds that come true. */
function bold(rows: number) {
  const key = streamKey(5, 'recalibration')
  const scores = new Float64Array(rows)
  const codes = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const truth = 0.02 + 0.96 * uniformAt(key, row, 0)
    scores[row] = 1 / (1 + ((1 - truth) / truth) ** 2)
    codes[row] = Number(uniformAt(key, row, 1) < truth)
  }
  return { scores, codes, columns: 1 }
}

const key = streamKey(1, 'calibration')

test('every map gains on held-out rows where scores are too bold, and the temperature is that of the fault', () => {
  const { tried, rows, of } = crossFit(bold(4000), key)
  expect([rows, of]).toEqual([4000, 4000])
  expect(tried.map(({ method }) => method).toSorted()).toEqual(['Platt', 'isotonic', 'temperature'])
  for (const { gain } of tried) expect(gain).toBeGreaterThan(0.005)
  const temperature = tried.find(({ method }) => method === 'temperature')!
  expect(Math.abs(Number(temperature.parameters.replace('T = ', '')) - 2)).toBeLessThan(0.2)
})

test('isotonic knots are listed when that map is best', () => {
  const knots = [[0.1, 0.2] as const, [0.9, 0.7] as const]
  const tried = [{ method: 'isotonic', gain: 0.1, parameters: '2 knots', knots }]
  expect(recalibrationTables({ tried, rows: 10, of: 10 })[1]).toMatchObject({
    columns: ['score', 'probability'],
    rows: knots,
  })
  const useless = [{ ...tried[0]!, gain: -0.1 }]
  expect(recalibrationTables({ tried: useless, rows: 10, of: 10 })).toHaveLength(1)
})

test('of very many rows a part is used, and the table says so', () => {
  const fitted = crossFit(bold(100_500), key)
  expect([fitted.rows, fitted.of]).toEqual([100_000, 100_500])
  expect(recalibrationTables(fitted)[0]!.title).toContain('100,000 of 100,500 rows')
})

test('nothing is fitted to nothing', () => {
  expect(crossFit({ scores: new Float64Array(0), codes: new Int32Array(0), columns: 1 }, key).tried).toEqual([])
})
