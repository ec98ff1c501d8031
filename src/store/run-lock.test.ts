import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockRun } from './run-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-lock-'))
const store = join(folder, 'runs.sqlite')
afterAll(() => rmSync(folder, { recursive: true }))

test('a run is worked on by one process at a time, and nothing is left behind', () => {
  const release = lockRun(store, 'r1')
  expect(() => lockRun(store, 'r1')).toThrow(expect.objectContaining({ code: 'RUN_BUSY' }))
  lockRun(store, 'r2')()
  release()
  lockRun(store, 'r1')()
  expect(readdirSync(folder)).toEqual([])
})

test('the lock of a process that was killed is free', async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'run-lock.ts'))
  const script = `const { lockRun } = await import(${module}); lockRun(${JSON.stringify(store)}, 'r3')
    console.log('locked'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  expect(() => lockRun(store, 'r3')).toThrow(expect.objectContaining({ code: 'RUN_BUSY' }))
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await ended
  lockRun(store, 'r3')()
})
