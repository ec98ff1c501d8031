import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell, ExamplesEvidence } from '../core/evidence.ts'
import { columnOf, valueAt, withColumn } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import { blankWhere } from '../perturb/blank.ts'
import { anyFrame, frameOf, numbers } from '../testing/frames.ts'
import { binaryModel, predictionsOf, probeOf } from '../testing/models.ts'
import { failedRows, harmedRows } from './transformation/witnesses.ts'
import { attackColumns, witnessRowsOf } from './witness-rows.ts'

const examples = (columns: readonly string[], values: readonly Cell[]): ExamplesEvidence => ({
  kind: 'examples',
  title: 'Rows',
  from: 'evaluation',
  columns,
  rows: [{ row: 7, values }],
})

test.each<[string, readonly string[], readonly Cell[], Record<string, Cell> | null]>([
  ['one feature', ['age', 'age as written', 'answer before', 'answer after'], [30, null, 'no', 'yes'], { age: null }],
  [
    'features of awkward names',
    ['feature', 'feature as written', 'label', 'label as written', 'answer before', 'answer after'],
    [1, 2, 'a', 'b', 'no', 'yes'],
    { feature: 2, label: 'b' },
  ],
  ['an attack', attackColumns, ['age', 30, 31, 'no', 'yes'], { age: 31 }],
  ['rows as they are', ['city', 'label', 'prediction'], ['Oslo', 'no', 'yes'], {}],
  ['answers that differ', ['answer alone', 'answer together'], ['no', 'yes'], null],
  ['other columns before the answers', ['age', 'height', 'answer before', 'answer after'], [1, 2, 'no', 'yes'], null],
  ['no columns at all', [], [], null],
])('reads back %s', (_what, columns, values, changes) => {
  const found = witnessRowsOf(examples(columns, values))
  if (changes === null) expect(found).toEqual([])
  else expect(found).toEqual([{ row: 7, changes: new Map(Object.entries(changes)), answer: 'yes' }])
})

test('what a trial wrote over a row is read back from its evidence, after a way through JSON', async () => {
  const model = binaryModel(() => 1)
  await fc.assert(
    fc.asyncProperty(anyFrame(), fc.boolean(), fc.nat(), async (frame, isNamed, lost) => {
      const probe = await probeOf(model, frame)
      const names = [...frame.columns.keys()]
      const features = isNamed ? names.slice(0, 1) : []
      const spoilt = (isNamed ? features : names).reduce<Frame>(
        (rows, name, at) =>
          withColumn(
            rows,
            name,
            blankWhere(columnOf(rows, name), (row) => (lost >> ((row + at) % 9)) % 2 === 1),
          ),
        frame,
      )
      const asked = Int32Array.from({ length: Math.min(5, frame.rowCount) }, (_, row) => row)
      const found = failedRows(probe, spoilt, features, probe.predictions, [...asked])!
      for (const { row, changes } of witnessRowsOf(JSON.parse(JSON.stringify(found)) as ExamplesEvidence)) {
        for (const name of names) {
          const own = valueAt(columnOf(frame, name), row)
          const read = changes.has(name) ? changes.get(name) : own
          // JSON knows neither infinity nor a negative zero.
          expect(JSON.stringify(read)).toBe(JSON.stringify(valueAt(columnOf(spoilt, name), row)))
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('rows that lost other cells each tell which', async () => {
  const frame = frameOf({ a: numbers([1, 2]), b: numbers([3, 4]) })
  const probe = await probeOf(
    binaryModel(() => 0),
    frame,
  )
  const spoilt = frameOf({ a: numbers([null, 2]), b: numbers([3, null]) })
  const after = await predictionsOf(
    binaryModel(() => 1),
    spoilt,
  )
  const answers = ['no (score 0.000)', 'yes (score 1.000)']
  const found = harmedRows(probe, spoilt, [], after, Int32Array.of(0, 1))
  expect(found).toMatchObject({
    columns: ['as written', 'answer before', 'answer after'],
    rows: [{ values: ['{"a":null}', ...answers] }, { values: ['{"b":null}', ...answers] }],
  })
})
