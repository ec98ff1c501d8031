import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { npyFile, npyHeader } from './fixtures/npy-file.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { callingPickle } from './fixtures/torch-files.ts'
import { zipFile } from './fixtures/zip-file.ts'
import { npyReader } from './npy.ts'
import { npzReader } from './npz.ts'

const readers = [npyReader, npzReader]
const numbers = npyFile(npyHeader("'<f8'", '(2,)'), new Uint8Array(16))
const objects = npyFile(npyHeader("'|O'", '(1,)'), callingPickle)

describe('an archive of NumPy arrays', () => {
  test('is clean where the arrays are', async () => {
    const scan = await scanBytes(
      zipFile([
        ['x.npy', numbers],
        ['y.npy', numbers],
      ]),
      { readers },
    )
    expectClean(scan)
    expect(scan.format).toBe('npz')
    expect(scan.members.map(({ format }) => format)).toEqual(['npy', 'npy'])
  })

  test('with an array of objects is a pickle', async () => {
    const scan = await scanBytes(
      zipFile([
        ['x.npy', numbers],
        ['y.npy', objects],
      ]),
      { readers },
    )
    expect(rulesOf(scan)).toContain('pickle-code/dangerous-call')
    expect(scan.findings[0]?.member).toEqual(['y.npy'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(zipFile([['x.npy', numbers]]), { readers }, 30)
  })
})
