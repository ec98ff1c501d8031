import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseConfig } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import type { Cell } from '../core/evidence.ts'
import { columnOf, valueAt } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import { openData } from './subject.ts'
import { configFile, rowsFile, witnessFiles } from './witness-files.ts'
import type { Witness } from './witness-set.ts'
import { toleranceOf } from './witness-set.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-witnesses-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0

/** Writes the rows, loads data, writes witnesses and loads those. */
async function throughFiles(
  rows: readonly object[],
  given: { readonly task: string; readonly data: object },
  chosen: readonly Partial<Witness>[],
  reference?: readonly object[],
) {
  const here = join(folder, `case-${made++}`)
  const text = (lines: readonly object[]) => lines.map((row) => `${JSON.stringify(row)}\n`).join('')
  const own = mkdtempSync(`${here}-`)
  writeFileSync(join(own, 'evaluation.jsonl'), text(rows))
  if (reference !== undefined) writeFileSync(join(own, 'reference.jsonl'), text(reference))
  const data = {
    evaluation: 'evaluation.jsonl',
    label: 'y',
    ...(reference === undefined ? {} : { reference: 'reference.jsonl' }),
    ...given.data,
  }
  const config = parseConfig({ task: given.task, model: { onnx: 'model.onnx' }, data }, join(own, 'airworthy.yaml'))
  const before = await openData(config)
  const labels = before.evaluation.labels!
  const witnesses = chosen.map((one, row) => ({ subject: 'S', row, changes: new Map(), expectsLabel: true, ...one }))
  const tolerance = toleranceOf(config.task, labels)
  const shared = { check: 'mine/check', config, data: before, label: 'y', labels, tolerance, witnesses, folder: own }
  const files = witnessFiles(shared)
  writeFileSync(join(own, rowsFile), files.rows)
  writeFileSync(join(own, configFile), files.config)
  const pinned = await loadConfig(join(own, configFile))
  const after = await openData(pinned)
  await Promise.all([before.close(), after.close()])
  return { before, after, config: pinned, files }
}

const cells = (frame: Frame, name: string): Cell[] =>
  Array.from({ length: frame.rowCount }, (_, row) => valueAt(columnOf(frame, name), row))

const awkward = ['', ' a ', '1e5', '2024-02-29', 'null', 'NaN', 'say "no"', 'two\nlines', 'ünï', '07', 'a,b', 'true']
const plain = ['red', 'green', 'blue']

test('every value comes back as it was, and is of the same kind', async () => {
  const rows = awkward.map((word, row) => ({
    word,
    code: String(row % 3),
    number: [0.1, -3, 1e300, null, 1.2345678901234567, 12345678901][row % 6],
    whole: row === 2 ? null : row,
    flag: row % 2 === 0,
    when: row === 4 ? null : new Date(Date.UTC(2024, row, 1, 5, 30)).toISOString(),
    empty: row === 11 ? 7 : null,
    __proto__x: row,
    y: row % 2,
  }))
  const columns = { word: { kind: 'category' }, code: { kind: 'category' } }
  const given = { task: 'binary', data: { columns, missing: [], timestamp: 'when' } }
  const { before, after } = await throughFiles(
    rows,
    given,
    rows.map(() => ({})),
  )
  const { frame } = before.evaluation
  for (const { name, kind, role } of before.schema.columns) {
    expect(after.schema.columns.find((column) => column.name === name)).toMatchObject({ name, kind, role })
    expect(cells(after.evaluation.frame, name).slice(0, frame.rowCount), name).toEqual(cells(frame, name))
  }
  expect(after.classes).toEqual(before.classes)
})

test('changes are written over the row, a missing value with the text that the model knows for it', async () => {
  const rows = plain.map((word, row) => ({ word: row === 0 ? '?' : word, other: word, x: row, y: row % 2 }))
  const { before, after, config } = await throughFiles(rows, { task: 'binary', data: {} }, [
    {},
    {
      changes: new Map<string, Cell>([
        ['word', null],
        ['x', null],
      ]),
    },
    {
      changes: new Map<string, Cell>([
        ['other', ''],
        ['x', 2.5],
      ]),
    },
    { row: 0, expectsLabel: false },
  ])
  expect(before.missingMarkers.get('word')).toBe('?')
  expect(after.missingMarkers.get('word')).toBe('?')
  expect(config.data.missing).toEqual(['?'])
  const { frame, labels } = after.evaluation
  expect(cells(frame, 'word').slice(0, 4)).toEqual([null, null, 'blue', null])
  expect(cells(frame, 'other').slice(0, 4)).toEqual(['red', 'green', '', 'red'])
  expect(cells(frame, 'x').slice(0, 4)).toEqual([0, null, 2.5, 0])
  expect(labels).toMatchObject({ codes: Int32Array.of(0, 1, 0, -1, 0, 1) })
  expect(cells(frame, 'witness')).toEqual(['S', 'S', 'S', 'S', null, null])
})

test('a text that is a value somewhere does not stand for a missing one', async () => {
  const rows = plain.map((word, row) => ({ word: row === 0 ? '?' : word, other: word, y: row % 2 }))
  const chosen = [{}, { changes: new Map<string, Cell>([['other', '?']]) }]
  const { after } = await throughFiles(rows, { task: 'binary', data: {} }, chosen)
  expect(cells(after.evaluation.frame, 'other')[1]).toBe('?')
  expect(cells(after.evaluation.frame, 'word')[0]).toBeNull()
})

test('one witness is enough: the classes are known, also one that only the reference has', async () => {
  const row = (word: string, y: string) => ({ word, witness: 1, y })
  const rows = [row('red', 'b'), row('green', 'a'), row('blue', 'b')]
  const { before, after, config } = await throughFiles(
    rows,
    { task: 'multiclass', data: {} },
    [{}],
    [row('red', 'c'), row('blue', 'b')],
  )
  expect(before.classes).toEqual(['a', 'b', 'c'])
  expect(after.classes).toEqual(before.classes)
  expect(after.evaluation.frame.rowCount).toBe(4)
  expect(config.checks).toEqual({ 'subset/named': { column: 'witness_of', floor: 1 } })

  const one = await throughFiles(
    [
      { x: 1, y: 2.5 },
      { x: 2, y: 3 },
      { x: 3, y: 5 },
    ],
    { task: 'regression', data: {} },
    [{}],
  )
  expect(one.after.evaluation.labels).toEqual({ kind: 'value', values: Float64Array.of(2.5, 2.5) })
  // The deviations from the median 3 are 0, 0.5 and 2; half of their median is 0.25.
  expect(one.config.checks).toEqual({ 'subset/named': { column: 'witness', floor: 1, tolerance: 0.25 } })
})

test('the configuration asks the same model, and fails without one', async () => {
  const rows = [
    { x: 1, y: 0 },
    { x: 2, y: 1 },
  ]
  const { config } = await throughFiles(rows, { task: 'binary', data: {} }, [{}])
  expect(config.model).toEqual({ onnx: join(config.source, '..', 'model.onnx') })
  expect(config).toMatchObject({ only: ['subset/named'], gate: { required: ['subset/named'] } })
})
