import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { op, pickle } from '../corpus/malicious/assemble-pickle.ts'
import { renamedImport } from '../src/scan/pickle/renamed-imports.ts'
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

  test('names of Python 2 are renamed as CPython does', () => {
    const script =
      'import _compat_pickle as c, json; print(json.dumps([list(c.IMPORT_MAPPING.items()), list(c.NAME_MAPPING.items())]))'
    const { stdout } = spawnSync(python, ['-I', '-c', script], { encoding: 'utf8', timeout: 20_000 })
    const [modules, names] = JSON.parse(stdout) as [[string, string][], [[string, string], [string, string]][]]
    for (const [old, renamed] of modules)
      expect(renamedImport(old, 'none of these')).toEqual([renamed, 'none of these'])
    for (const [[module, name], renamed] of names) expect(renamedImport(module, name)).toEqual(renamed)
    expect(modules.length + names.length).toBeGreaterThan(130)
  })
})

test('a miss would be noticed', () => {
  const bytes = pickle(op.global('os', 'system'), op.stop)
  expect(compare(bytes, [[['import', 'os', 'system']]]).missed).toEqual([])
  expect(compare(bytes, [[['import', 'os', 'popen']]]).missed).toHaveLength(1)
  expect(compare(bytes, [[['call', 'os', 'system', null]]]).missed).toHaveLength(1)
})
