import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Plan } from '../core/plan.ts'
import { RunStore } from './run-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

const plan = { checks: [] } as unknown as Plan
const begin = (store: RunStore, id: string) =>
  store.begin({ id, createdAt: '2026-01-01', planHash: 'h', plan, config: {} })

/** A copy that SQLite cannot share: what it needs beside it cannot be made, as in a folder where nothing may be written. */
function unsharable(path: string, name: string): string {
  const copy = join(folder, name, 'runs.sqlite')
  mkdirSync(dirname(copy))
  symlinkSync('nowhere', `${copy}-shm`)
  copyFileSync(path, copy)
  return copy
}

test('a run is read where nothing may be written, and nothing can be begun there', () => {
  const path = join(folder, 'whole', 'runs.sqlite')
  const store = new RunStore(path)
  begin(store, 'r1')
  store.finish('r1', { metrics: {} }, {})
  store.close()
  const copy = unsharable(path, 'read')
  const read = new RunStore(copy, { isRead: true })
  expect(read.find('latest')).toMatchObject({ id: 'r1', status: 'finished', summary: { metrics: {} } })
  read.close()
  expect(() => new RunStore(copy)).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }))
})

test('what a killed process left beside the database is read too', () => {
  const path = join(folder, 'killed', 'runs.sqlite')
  const store = new RunStore(path)
  begin(store, 'r1')
  const copy = unsharable(path, 'left')
  copyFileSync(`${path}-wal`, `${copy}-wal`)
  store.close()
  const read = new RunStore(copy, { isRead: true })
  expect(read.find('latest').id).toBe('r1')
  read.close()
})
