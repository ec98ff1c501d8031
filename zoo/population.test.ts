import { expect, test } from 'vitest'
import { sliceColumn } from '../src/stats/slices.ts'
import { cleanKinds } from './clean.ts'
import { drawSample, populationOf, trueScores } from './population.ts'

const rows = 40_000

/** Standard errors that a difference of rates over these slices may be off; some 200 of them are looked at. */
const reach = 4.5

const binaryKinds = cleanKinds.filter(({ task, extra }) => task === 'binary' && extra === 0)

test.each(binaryKinds)('scores are true and no slice of one column is better off: $name', (kind) => {
  const population = populationOf(kind.task, kind)
  const { frame, labels } = drawSample(population, 1, 'test', rows)
  const scores = trueScores(population, frame)
  if (labels.kind !== 'class') throw new Error('classes were drawn')
  const { codes } = labels
  const positives = scores.reduce((sum, score) => sum + score, 0)
  expect(Math.abs(codes.reduce((sum, code) => sum + code, 0) - positives)).toBeLessThan(reach * Math.sqrt(positives))

  const outcomes = {
    error: (row: number) => Number(scores[row]! >= 0.5 !== (codes[row] === 1)),
    label: (row: number) => codes[row]!,
    decision: (row: number) => Number(scores[row]! >= 0.5),
  }
  for (const [name, column] of frame.columns) {
    const slicing = sliceColumn(name, column, { bins: 10, minShare: 0.01 })!
    for (const [what, outcome] of Object.entries(outcomes)) {
      const overall = Array.from({ length: rows }, (_, row) => outcome(row)).reduce((a, b) => a + b, 0) / rows
      slicing.sizes.forEach((size, slice) => {
        if (size < 100) return
        let hits = 0
        for (let row = 0; row < rows; row++) if (slicing.of[row] === slice) hits += outcome(row)
        const error = Math.sqrt((overall * (1 - overall)) / size)
        expect(Math.abs(hits / size - overall), `${what} where ${slicing.phrases[slice]}`).toBeLessThan(reach * error)
      })
    }
  }
})

test('signal is there: the scores part the classes', () => {
  const population = populationOf('binary')
  const { frame, labels } = drawSample(population, 2, 'test', 5000)
  const scores = trueScores(population, frame)
  if (labels.kind !== 'class') throw new Error('classes were drawn')
  const right = labels.codes.filter((code, row) => Number(scores[row]! >= 0.5) === code).length
  expect(right / 5000).toBeGreaterThan(0.67)
})

test('the same seed draws the same rows; more rows begin with them; other sets are others', () => {
  const population = populationOf('multiclass')
  const draw = (set: string, count: number) => drawSample(population, 7, set, count).frame.columns.get('balance')!
  const values = (set: string, count: number) => {
    const column = draw(set, count)
    return column.kind === 'number' ? [...column.values] : []
  }
  expect(values('a', 50)).toEqual(values('a', 200).slice(0, 50))
  expect(values('a', 50)).not.toEqual(values('b', 50))
})
