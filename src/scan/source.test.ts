import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { FileSource, memorySource, sliceOf } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-source-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = Uint8Array.from({ length: 700_000 }, (_, index) => (index * 31 + (index >> 8)) & 255)
const path = join(folder, 'bytes')
writeFileSync(path, bytes)
const place = fc.integer({ min: -10, max: 700_010 })

test('a file, memory and a slice of either give the same bytes, and fewer only at the end', () => {
  const file = new FileSource(openSync(path, 'r'))
  const memory = memorySource(bytes)
  expect(file.size).toBe(bytes.length)
  fc.assert(
    fc.property(place, fc.integer({ min: 0, max: 300_000 }), place, fc.nat(700_010), (offset, length, start, size) => {
      const expected = bytes.subarray(Math.max(0, offset), Math.max(0, Math.min(bytes.length, offset + length)))
      expect(Buffer.compare(file.bytes(offset, length), expected)).toBe(0)
      expect(Buffer.compare(memory.bytes(offset, length), expected)).toBe(0)
      const part = bytes.subarray(Math.max(0, start), Math.max(0, start) + size)
      for (const slice of [sliceOf(file, start, size), sliceOf(memory, start, size)]) {
        expect(slice.size).toBe(part.length)
        const [from, to] = [Math.max(0, offset), Math.max(0, offset + length)]
        expect(Buffer.compare(slice.bytes(offset, length), part.subarray(from, to))).toBe(0)
      }
    }),
    { numRuns: 300 },
  )
  file.close()
})

test('a view stays as it was when the window moves on', () => {
  const file = FileSource.open(path)
  const first = file.bytes(0, 4)
  file.bytes(600_000, 4)
  expect([...first]).toEqual([...bytes.subarray(0, 4)])
  file.close()
})
