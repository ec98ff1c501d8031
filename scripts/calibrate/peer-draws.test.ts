import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { columnOf } from '../../src/core/frame.ts'
import { subjectOf } from '../../zoo/trial.ts'
import { writeDraw } from './peer-draws.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-draws-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a draw holds the rows, the true answers and the answers of the model of that run', async () => {
  const draw = await writeDraw(300, 2, folder)
  const { reference, classes, predict } = subjectOf({ kind: 'clean', size: 300, run: 2 })
  const [head, ...rows] = readFileSync(join(folder, 'reference.csv'), 'utf8').trim().split('\n')
  const names = head!.split(',').map((name) => JSON.parse(name) as string)
  const cell = (row: number, name: string) => rows[row]!.split(',')[names.indexOf(name)]!
  const [balance, scores] = [columnOf(reference.frame, 'balance'), predict(reference.frame)]

  expect(rows).toHaveLength(300)
  expect(draw).toMatchObject({ task: 'multiclass', classes, label: 'answer' })
  for (const row of [0, 1, 299]) {
    expect(Number(cell(row, 'balance'))).toBe(balance.kind === 'number' && balance.values[row])
    expect(cell(row, 'answer')).toBe(
      JSON.stringify(classes[reference.labels.kind === 'class' ? reference.labels.codes[row]! : 0]),
    )
    const told = draw.probabilities.map((name) => Number(cell(row, name)))
    expect(told).toEqual([...scores.subarray(3 * row, 3 * row + 3)])
    expect(JSON.parse(cell(row, 'prediction'))).toBe(classes[told.indexOf(Math.max(...told))])
  }
})

test('missing values are empty cells', async () => {
  await writeDraw(300, 0, folder)
  const { evaluation } = subjectOf({ kind: 'clean', size: 300, run: 0 })
  const [head, ...rows] = readFileSync(join(folder, 'evaluation.csv'), 'utf8').trim().split('\n')
  const at = head!.split(',').indexOf('"tenure"')
  const tenure = columnOf(evaluation.frame, 'tenure')
  const missing = tenure.kind === 'number' ? [...tenure.valid].filter((valid) => valid === 0).length : NaN
  expect(missing).toBeGreaterThan(0)
  expect(rows.filter((row) => row.split(',')[at] === '')).toHaveLength(missing)
})

test('the digest tells draws apart, and is that of the run wherever it is written', async () => {
  const [first, again, other] = [
    await writeDraw(300, 0, folder),
    await writeDraw(300, 0, join(folder, 'elsewhere')),
    await writeDraw(300, 1, folder),
  ]
  expect(again.digest).toBe(first.digest)
  expect(other.digest).not.toBe(first.digest)
})
