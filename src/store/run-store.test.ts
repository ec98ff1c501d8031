import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import type { Measurement } from '../core/measurement.ts'
import type { Plan } from '../core/plan.ts'
import { RunStore } from './run-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-store-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0
const newPath = () => join(folder, String(made++), 'runs.sqlite')

const plan = {
  checks: ['a/one', 'a/two', 'a/three'].map((id) => ({ id, params: {}, severity: 'major', skip: null })),
} as unknown as Plan
const measurement = (subject: string): Measurement => ({
  subject,
  statistic: { kind: 'proportion', hits: 1, trials: 3 },
  n: 3,
})
const begin = (store: RunStore, id: string, createdAt = '2026-01-01') =>
  store.begin({ id, createdAt, planHash: 'h', plan, config: { seed: 1 } })

test('gives back what was stored, in the order of the plan', () => {
  const store = new RunStore(newPath())
  begin(store, 'r1')
  store.append('r1', 'a/two', measurement('x'))
  store.append('r1', 'a/two', measurement('y'))
  store.end('r1', { check: 'a/two', outcome: 'measured', measurements: [] }, 12.5)
  store.end('r1', { check: 'a/one', outcome: 'skipped', reason: 'no labels' })
  store.append('r1', 'a/three', measurement('half'))
  store.end('r1', { check: 'a/three', outcome: 'errored', code: 'CHECK_FAILED', reason: 'boom' })
  store.finish('r1', { metrics: {} }, { startedAt: 'now' })
  const run = store.find('r1')
  expect(run).toMatchObject({ status: 'finished', config: { seed: 1 }, summary: { metrics: {} } })
  expect(store.durations(run)).toEqual({ 'a/two': 12.5 })
  expect(store.records(run)).toEqual([
    { check: 'a/one', outcome: 'skipped', reason: 'no labels' },
    { check: 'a/two', outcome: 'measured', measurements: [measurement('x'), measurement('y')] },
    { check: 'a/three', outcome: 'errored', code: 'CHECK_FAILED', reason: 'boom' },
  ])
  store.close()
})

test('two runs that begin in the same second are two runs', () => {
  const store = new RunStore(newPath())
  expect([begin(store, 'r1'), begin(store, 'r1'), begin(store, 'r1')]).toEqual(['r1', 'r1-2', 'r1-3'])
  expect(store.find('r1').id).toBe('r1')
  expect(store.find('r1-3').id).toBe('r1-3')
  store.close()
})

test('measurements of a check that was cut off do not count, and can be made again', () => {
  const path = newPath()
  const first = new RunStore(path)
  begin(first, 'r1')
  first.append('r1', 'a/one', measurement('x'))
  first.close()
  const second = new RunStore(path)
  expect(second.records(second.find('r1'))).toEqual([])
  second.reopen('r1', { seed: 1 })
  second.append('r1', 'a/one', measurement('x'))
  second.end('r1', { check: 'a/one', outcome: 'measured', measurements: [] })
  expect(second.records(second.find('r1'))).toEqual([
    { check: 'a/one', outcome: 'measured', measurements: [measurement('x')] },
  ])
  second.close()
})

test('finds a run by id, by a unique beginning, or as the latest', () => {
  const store = new RunStore(newPath())
  begin(store, '20260101-aa', '2026-01-01')
  begin(store, '20260102-bb', '2026-01-02')
  expect(store.find('latest').id).toBe('20260102-bb')
  expect(store.find('20260101').id).toBe('20260101-aa')
  expect(() => store.find('2026')).toThrow(
    expect.objectContaining({ code: 'RUN_AMBIGUOUS', message: '2 runs begin with "2026", the newest is 20260102-bb.' }),
  )
  expect(() => store.find('2027')).toThrow(expect.objectContaining({ code: 'RUN_NOT_FOUND' }))
  expect(() => store.find('20260101-ab')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('20260101-aa') }),
  )
  store.close()
})

test('processes that start together make the tables once, and lose nothing', async () => {
  const path = newPath()
  const script = `
    import { RunStore } from ${JSON.stringify(new URL('./run-store.ts', import.meta.url).href)}
    const store = new RunStore(${JSON.stringify(path)})
    const id = 'r' + process.argv[1]
    store.begin({ id, createdAt: '2026', planHash: 'h', plan: { checks: [{ id: 'a/one' }] }, config: {} })
    for (let i = 0; i < 200; i++) store.append(id, 'a/one', { subject: String(i), n: 1, statistic: { kind: 'exact', value: i } })
    store.end(id, { check: 'a/one', outcome: 'measured', measurements: [] })
    store.close()`
  const run = (name: string) =>
    new Promise<number | null>((done) => {
      spawn(process.execPath, ['--input-type=module', '-e', script, name], { stdio: 'inherit' }).on('exit', done)
    })
  expect(await Promise.all(['1', '2', '3', '4'].map(run))).toEqual([0, 0, 0, 0])
  const store = new RunStore(path)
  for (const id of ['r1', 'r2', 'r3', 'r4']) {
    const [record] = store.records(store.find(id))
    expect(record).toMatchObject({ measurements: { length: 200 } })
  }
  store.close()
})

test('a folder that cannot be made is a clear error', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  expect(() => new RunStore(join(file, 'runs.sqlite'))).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }))
})

/** A store with one finished run, closed, and its database. */
function finishedStore(): { path: string; database: Database.Database } {
  const path = newPath()
  const store = new RunStore(path)
  begin(store, 'r1')
  store.append('r1', 'a/one', measurement('x'))
  store.end('r1', { check: 'a/one', outcome: 'measured', measurements: [] })
  store.finish('r1', {}, {})
  store.close()
  return { path, database: new Database(path) }
}

test('a store of a newer version is neither read nor changed', () => {
  const { path, database } = finishedStore()
  database.pragma('user_version = 99')
  expect(() => new RunStore(path)).toThrow(expect.objectContaining({ code: 'STORE_NEWER', exit: 2 }))
  expect(database.pragma('user_version', { simple: true })).toBe(99)
  database.close()
})

test.each(['runs', 'measurements'])('damage within the table of %s is told as such', (table) => {
  const { path, database } = finishedStore()
  database.exec(table === 'runs' ? `update runs set plan = '{"che'` : `update measurements set body = ''`)
  database.close()
  const store = new RunStore(path)
  const damaged = expect.objectContaining({ code: 'STORE_DAMAGED', message: expect.stringContaining(path) })
  expect(() => store.records(store.find('latest'))).toThrow(damaged)
  store.close()
})

test.each([
  ['no database', (path: string) => writeFileSync(path, 'no database, but long enough to be one'.repeat(99))],
  ['one cut short', (path: string) => truncateSync(path, 6000)],
  [
    'a database of something else',
    (path: string) => new Database(path).exec('drop table outcomes; drop table measurements'),
  ],
])('%s is no store', (_, spoil) => {
  const { path, database } = finishedStore()
  database.close()
  spoil(path)
  expect(() => new RunStore(path).find('latest')).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }))
})

test('a run that can be stored no further says so, and goes on when it can', () => {
  const store = new RunStore(newPath())
  begin(store, 'r1')
  const database = (store as unknown as { database: Database.Database }).database
  database.pragma('wal_checkpoint(truncate)')
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true }) as number}`)
  const large = { ...measurement('x'), note: 'x'.repeat(50_000) }
  const failed = { code: 'STORE_WRITE_FAILED', exit: 3, hint: expect.stringContaining('test --resume r1') }
  expect(() => store.append('r1', 'a/one', large)).toThrow(expect.objectContaining(failed))
  database.pragma('max_page_count = 1000000')
  store.reopen('r1', { seed: 1 })
  store.append('r1', 'a/one', large)
  store.end('r1', { check: 'a/one', outcome: 'measured', measurements: [] })
  expect(store.records(store.find('r1'))).toEqual([{ check: 'a/one', outcome: 'measured', measurements: [large] }])
  store.close()
})
