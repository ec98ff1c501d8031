import { describe, expect, test } from 'vitest'
import { op, pickle } from '../corpus/malicious/assemble-pickle.ts'
import { compare } from './scan-fuzz/compare.ts'
import { fuzz } from './scan-fuzz/fuzz.ts'
import { pythonVersion } from './scan-fuzz/oracle-process.ts'

const python = process.env['AIRWORTHY_PYTHON'] ?? 'python3'
const version = pythonVersion(python)
if (version === undefined) process.stderr.write(`scan-fuzz: skipped, as ${python} does not run\n`)

describe.skipIf(version === undefined)('next to the unpicklers of CPython', () => {
  test('nothing that they import or call is missed', { timeout: 60_000 }, async () => {
    const result = await fuzz({ count: 20_000, seed: 7, workers: 2, python })
    expect(result.misses.map(({ pickle, missed }) => [Buffer.from(pickle).toString('hex'), missed])).toEqual([])
    expect(result.pickles).toBe(20_000)
    expect(result.records).toBeGreaterThan(60_000)
    expect(result.covered).toBeLessThan(50)
  })
})

test('a miss would be noticed', () => {
  const bytes = pickle(op.global('os', 'system'), op.stop)
  expect(compare(bytes, [[['import', 'os', 'system']]]).missed).toEqual([])
  expect(compare(bytes, [[['import', 'os', 'popen']]]).missed).toHaveLength(1)
  expect(compare(bytes, [[['call', 'os', 'system', null]]]).missed).toHaveLength(1)
})
