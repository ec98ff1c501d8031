import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { configurationText, propose } from './init.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-init-'))
afterAll(() => rmSync(folder, { recursive: true }))

const model = (name: string) => fileURLToPath(new URL(`../models/fixtures/${name}.onnx`, import.meta.url))

function file(name: string, header: string, rowOf: (row: number) => readonly (string | number)[]): string {
  const path = join(folder, name)
  writeFileSync(path, [header, ...Array.from({ length: 200 }, (_, row) => rowOf(row).join(','))].join('\n'))
  return path
}

const noYes = (row: number) => (row % 3 === 0 ? 'yes' : 'no')

test('few whole numbers are values, not classes, to a model that gives one number', async () => {
  const evaluation = file('wine.csv', 'acid,alcohol,quality', (row) => [row % 17, row % 31, 3 + (row % 7)])
  expect(await propose({ evaluation })).toMatchObject({ label: 'quality', task: 'multiclass' })
  const files = { evaluation, model: model('regression') }
  expect(await propose(files)).toMatchObject({ label: 'quality', task: 'regression' })
})

test('what the model takes is not what it is to find out', async () => {
  const evaluation = file('people.csv', 'left,age,work class,city', (row) => [
    noYes(row),
    row % 50,
    `job ${row % 5}`,
    `town ${row % 4}`,
  ])
  expect(await propose({ evaluation })).toMatchObject({ label: 'city', task: 'multiclass' })
  expect(await propose({ evaluation, model: model('columns-strings') })).toMatchObject({
    label: 'left',
    task: 'binary',
  })
})

test.each([
  ['a probability', 'p_left', 'score: p_left', (row: number) => [(row % 97) / 97]],
  ['a class', 'pred', 'label: pred', (row: number) => [noYes(row + 1)]],
  ['both', 'pred,prob', 'score: prob, label: pred', (row: number) => [noYes(row + 1), (row % 97) / 97]],
  ['points, which are no probability', 'score', null, (row: number) => [row]],
])('predictions: %s', async (_, names, written, rowOf) => {
  const evaluation = file(`${names}.csv`, `age,left,${names}`, (row) => [row % 50, noYes(row), ...rowOf(row)])
  const text = configurationText(await propose({ evaluation }, 'left'), join(folder, 'airworthy.yaml'))
  if (written === null) expect(text).toMatch(/^# model:/m)
  else expect(text).toContain(`predictions: { ${written} }`)
})

test('a model that cannot be read is told at once', async () => {
  const evaluation = file('any.csv', 'age,left', (row) => [row, noYes(row)])
  await expect(propose({ evaluation, model: model('truncated') })).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
})
