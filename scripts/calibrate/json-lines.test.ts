import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openJsonLines } from './json-lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-lines-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('lines are kept under the same head, without one that was cut short', () => {
  const path = join(folder, 'below', 'results.jsonl')
  openJsonLines(path, { source: 'a' }).add({ run: 0 })
  appendFileSync(path, '{"run":1,"fai')
  const again = openJsonLines(path, { source: 'a' })
  expect(again.lines).toEqual([{ run: 0 }])
  again.add({ run: 1 })
  expect(openJsonLines(path, { source: 'a' }).lines).toEqual([{ run: 0 }, { run: 1 }])
  expect(openJsonLines(path, { source: 'b' }).lines).toEqual([])
  expect(openJsonLines(path, { source: 'a' }).lines).toEqual([])
})
