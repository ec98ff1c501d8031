import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockRun } from '../store/run-lock.ts'
import { judgeRun } from './judge.ts'
import { test as testModel } from './test.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-app-'))
const store = join(folder, '.airworthy')
const config = {
  task: 'binary' as const,
  data: { evaluation: join(folder, 'test.csv'), reference: join(folder, 'train.csv'), label: 'bought' },
  only: ['drift/feature', 'cleanliness/duplicates'],
}

beforeAll(() => {
  for (const file of ['train.csv', 'test.csv']) {
    const rows = Array.from({ length: 200 }, (_, row) => `${(row * 37) % 101},${row % 2}`)
    writeFileSync(join(folder, file), `age,bought\n${rows.join('\n')}\n`)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

test('stopped before a run began, it does not offer to go on with one', async () => {
  const stopped = testModel(config, { store, signal: AbortSignal.abort() })
  await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED_EARLY', hint: expect.not.stringContaining('{') })
})

test('a run is not gone on with while another process works on it', async () => {
  const { run, report } = await testModel(config, { store })
  const release = lockRun(join(store, 'runs.sqlite'), run)
  await expect(testModel(config, { store, resume: run })).rejects.toMatchObject({ code: 'RUN_BUSY' })
  release()
  expect((await testModel(config, { store, resume: run })).report).toEqual(report)
  expect(readdirSync(store).filter((file) => file.endsWith('.lock'))).toEqual([])
})

test('a run that was gone on with tells how long every check took', async () => {
  const stopped = new AbortController()
  const own = join(folder, 'stopped')
  const begun = testModel(config, {
    store: own,
    signal: stopped.signal,
    onEvent: ({ type }) => type === 'finished' && stopped.abort(),
  })
  await expect(begun).rejects.toMatchObject({ code: 'CANCELLED' })
  const resumed: string[] = []
  const { report, timings } = await testModel(config, {
    store: own,
    resume: 'latest',
    onEvent: (event) => event.type === 'resumed' && resumed.push(event.check),
  })
  const measured = new Set(report.findings.flatMap(({ check, outcome }) => (outcome === 'judged' ? [check] : [])))
  expect(resumed.some((check) => measured.has(check))).toBe(true)
  expect(Object.keys(timings.checks).toSorted()).toEqual([...measured].toSorted())
})

test('runs that begin together are two runs with the same report', async () => {
  const [one, two] = await Promise.all([testModel(config, { store }), testModel(config, { store })])
  expect(one.run).not.toBe(two.run)
  expect(one.report).toEqual(two.report)
})

test('looking for a run where none was made leaves nothing behind', async () => {
  const nowhere = join(folder, 'nowhere')
  await expect(judgeRun('latest', { store: nowhere })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
  const resumed = testModel(config, { store: nowhere, resume: 'latest' })
  await expect(resumed).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
  expect(existsSync(nowhere)).toBe(false)
})

test.each([
  ['evaluation', 'train.csv', 'unlabelled.csv'],
  ['reference', 'unlabelled.csv', 'test.csv'],
])('every check that needs no labels does with %s data that have none', async (_which, reference, evaluation) => {
  const rows = Array.from({ length: 200 }, (_, row) => `${(row * 53) % 101},${row}`)
  writeFileSync(join(folder, 'unlabelled.csv'), `age,row\n${rows.join('\n')}\n`)
  const data = { reference: join(folder, reference), evaluation: join(folder, evaluation), label: 'bought' }
  const { report } = await testModel({ task: 'binary', data: { ...data, ignore: ['row'] } }, { store })
  expect(report.checks.filter(({ outcome }) => outcome === 'errored')).toEqual([])
  expect(report.checks.filter(({ outcome }) => outcome === 'judged').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['cleanliness/duplicates', 'leakage/overlap']),
  )
})

test('the rows that findings show stand whole in the report, with their id, by their place in the file', async () => {
  const rows = Array.from(
    { length: 400 },
    (_, row) => `${row % 7},c${1000 + row},${row < 380 ? `city${row % 2}` : 'odd'},${row % 2}`,
  )
  const evaluation = join(folder, 'named.csv')
  writeFileSync(evaluation, `age,customer,city,bought\n${rows.join('\n')}\n`)
  const reference = join(folder, 'named-reference.csv')
  writeFileSync(reference, `age,customer,city,bought\n${rows.slice(0, 380).join('\n')}\n`)
  const named = { ...config, data: { reference, evaluation, label: 'bought', id: 'customer' } }
  const settings = { ...named, only: ['abnormal/unseen-category', 'cleanliness/duplicates'] }
  for (const budget of [{}, { budget: { rows: 390 } }]) {
    const { run, report } = await testModel({ ...settings, ...budget }, { store })
    const [set] = report.data.exampleRows!
    expect(set).toMatchObject({ from: 'evaluation', id: 'customer', columns: ['age', 'customer', 'city', 'bought'] })
    expect(set!.rows.length).toBeGreaterThan(0)
    for (const { row, id, values } of set!.rows) {
      expect([id, values![0], values![1]]).toEqual([`c${1000 + row}`, row % 7, `c${1000 + row}`])
    }
    expect((await judgeRun(run, { store })).report).toEqual(report)
  }
})
