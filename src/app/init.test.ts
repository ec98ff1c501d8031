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

test.each([
  ['of several classes', 'grade', 'multiclass', ['low', 'middle', 'high']],
  ['of both classes', 'left', 'binary', ['no', 'yes']],
  ['of numbers', 'stars', 'multiclass', ['1', '2', '3', '4', '5', '6', '7']],
])('predictions: a column for each %s', async (_, label, task, classes) => {
  const header = ['age', ...classes.map((name) => `prob_${name}`), label].join(',')
  const evaluation = file(`${label} scores.csv`, header, (row) => [
    row % 50,
    ...classes.map((_name, code) => (code === row % classes.length ? 0.9 : 0.1 / (classes.length - 1))),
    classes[row % classes.length]!,
  ])
  const proposal = await propose({ evaluation }, label)
  const scores = Object.fromEntries(classes.map((name) => [name, `prob_${name}`]))
  expect(proposal).toMatchObject({ task, predictions: { scores } })
  const text = configurationText(proposal, join(folder, 'airworthy.yaml'))
  const pairs = classes.map(
    (name) => `${/^\d/.test(name) ? `"${name}"` : name === 'no' || name === 'yes' ? `"${name}"` : name}: prob_${name}`,
  )
  expect(text).toContain(`predictions: { scores: { ${pairs.join(', ')} } }`)
})

test('few whole numbers are values where what is predicted lies between them', async () => {
  const evaluation = file('rated.csv', 'acid,quality,prediction', (row) => [row % 17, 3 + (row % 7), 3.1 + (row % 7)])
  expect(await propose({ evaluation })).toMatchObject({ task: 'regression', predictions: { score: 'prediction' } })
})

test('pH is no probability', async () => {
  const evaluation = file('ph.csv', 'pH,acid,quality,y_pred', (row) => [3 + (row % 9) / 9, row, row % 7, row % 5])
  expect(await propose({ evaluation })).toMatchObject({ predictions: { label: 'y_pred' } })
  const regression = file('ph2.csv', 'pH,acid,price,y_pred', (row) => [3 + (row % 9) / 9, row, 100 + row, 99.5 + row])
  expect(await propose({ evaluation: regression })).toMatchObject({ predictions: { score: 'y_pred' } })
})

test('a module is a model that tells nothing of itself', async () => {
  const evaluation = file('module.csv', 'age,left', (row) => [row % 50, noYes(row)])
  const proposal = await propose({ evaluation, model: join(folder, 'predict.ts') })
  expect(configurationText(proposal, join(folder, 'airworthy.yaml'))).toMatch(/^model:\n {2}module: predict\.ts\n/m)
})

test('an evaluation without labels, and columns that one file alone has, make a configuration that runs', async () => {
  const reference = file('known.csv', 'age,town,left', (row) => [row % 50, `town ${row % 4}`, noYes(row)])
  const evaluation = file('asked.csv', 'age,town,sex', (row) => [
    row % 50,
    `town ${row % 3}`,
    row % 2 === 0 ? 'f' : 'm',
  ])
  const proposal = await propose({ reference, evaluation })
  expect(proposal).toMatchObject({
    label: 'left',
    task: 'binary',
    positive: 'yes',
    ignore: ['sex'],
    protected: ['age'],
  })
  expect(configurationText(proposal, join(folder, 'airworthy.yaml'))).toMatch(/^ {2}ignore: \[sex\] # in one/m)
})

test('an evaluation of one class alone does not hide the other', async () => {
  const reference = file('both.csv', 'age,left', (row) => [row % 50, noYes(row)])
  const evaluation = file('one.csv', 'age,left', (row) => [row % 50, 'no'])
  expect(await propose({ reference, evaluation })).toMatchObject({ label: 'left', task: 'binary', positive: 'yes' })
})

test.each([
  ['1', '2'],
  ['0', '1'],
  ['-1', '1'],
])('of %s and %s the larger one is positive, however rare', async (negative, positive) => {
  for (const rare of [negative, positive]) {
    const common = rare === negative ? positive : negative
    const evaluation = file('codes.csv', 'age,label', (row) => [row % 50, row % 5 === 0 ? rare : common])
    expect(await propose({ evaluation })).toMatchObject({ label: 'label', task: 'binary', positive })
  }
})
