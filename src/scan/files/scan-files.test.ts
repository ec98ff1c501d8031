import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { noEntries } from '../pickle/policy/allow-list.ts'
import { discover } from './discover.ts'
import { type FilesScanOptions, scanFiles } from './scan-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-threads-'))
afterAll(() => rmSync(folder, { recursive: true }))
for (const name of ['a', 'b', 'c', 'd', 'e']) writeFileSync(join(folder, `${name}.txt`), `${name} `.repeat(700_000))
const { files } = discover(['.'], folder)
const options: FilesScanOptions = { allow: noEntries, limits: defaultLimits, hash: true, jobs: 1, timeout: 60_000 }

test('threads give the same scans in the same order, and tell of each file once', async () => {
  const alone = await scanFiles(files, options)
  const seen: number[] = []
  expect(await scanFiles(files, { ...options, jobs: 3, onFile: (_, done) => seen.push(done) })).toEqual(alone)
  expect(seen).toEqual([1, 2, 3, 4, 5])
  expect(alone.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'])
})

test('a file that takes too long is a gap, and the next ones are scanned all the same', async () => {
  const scans = await scanFiles(files, { ...options, jobs: 2, timeout: 0.01 })
  expect(scans.map(({ gaps }) => gaps[0]?.reason)).toEqual(files.map(() => 'limit'))
})

test('an aborted signal ends all threads', async () => {
  const stop = new AbortController()
  const scanning = scanFiles(files, { ...options, jobs: 2, signal: stop.signal })
  stop.abort()
  await expect(scanning).rejects.toThrow(/abort/i)
})
