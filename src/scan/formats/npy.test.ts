import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import type { SourceScan } from '../scan-source.ts'
import { npyFile, npyHeader } from './fixtures/npy-file.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { callingPickle } from './fixtures/torch-files.ts'
import { npyReader } from './npy.ts'

const readers = [npyReader]
const scan = (bytes: Uint8Array): Promise<SourceScan> => scanBytes(bytes, { readers, name: 'array.npy' })
const doubles = (shape: string, length: number): Uint8Array =>
  npyFile(npyHeader("'<f8'", shape), new Uint8Array(length))

describe('a NumPy array', () => {
  test.each([1, 2, 3] as const)('of numbers is clean in version %d', async (version) => {
    const bytes = npyFile(npyHeader("[('é', '<f8', (2,)), ('b', '|S4')]", '(5, 2)'), new Uint8Array(200), version)
    const result = await scan(bytes)
    expectClean(result)
    expect(result.coverage).toMatchObject({ data: 200 })
  })

  test('may be a scalar, empty, or several one after the other', async () => {
    expectClean(await scan(doubles('()', 8)))
    expectClean(await scan(doubles('(0, 3)', 0)))
    expectClean(await scan(Buffer.concat([doubles('(3,)', 24), doubles('(2,)', 16)])))
  })

  test.each(["'|O'", "[('a', '<i4'), ('b', [('c', '|O')])]"])('of objects %s is a pickle', async (descr) => {
    const harmless = await scan(npyFile(npyHeader(descr, '(2,)'), Buffer.from('\x80\x04N.', 'latin1')))
    expectClean(harmless)
    expect(rulesOf(await scan(npyFile(npyHeader(descr, '(2,)'), callingPickle)))).toContain(
      'pickle-code/dangerous-call',
    )
  })

  test.each([
    ['fewer bytes than its shape', doubles('(3,)', 16), 'format/lying-size'],
    ['more bytes than its shape', doubles('(3,)', 32), 'format/lying-size'],
    ['a shape beyond 2^53', doubles('(9007199254740993, 9)', 8), 'format/absurd-number'],
    [
      'a key twice',
      npyFile(`${npyHeader("'|O'", '(1,)').slice(0, -1)}'descr': '<f8'}`, new Uint8Array(8)),
      'format/duplicate-key',
    ],
    [
      'a key too many',
      npyFile(`${npyHeader("'<f8'", '(1,)').slice(0, -1)}'x': 1}`, new Uint8Array(8)),
      'format/malformed',
    ],
    ['no shape', npyFile(npyHeader("'<f8'", '[1]'), new Uint8Array(8)), 'format/malformed'],
    ['a call in its header', npyFile(npyHeader("print('canary')", '(1,)'), new Uint8Array(8)), 'format/malformed'],
    ['a header without end', Buffer.from([...doubles('(1,)', 8)].with(9, 99)), 'format/lying-size'],
    [
      'a header of gigabytes',
      Buffer.from([...npyFile(npyHeader("'<f8'", '(1,)'), new Uint8Array(8), 2)].with(11, 99)),
      'format/absurd-number',
    ],
  ])('with %s is told', async (_what, bytes, rule) => expect(rulesOf(await scan(bytes))).toContain(rule))

  test('of a type or version that is not known is a gap', async () => {
    const type = await scan(npyFile(npyHeader("'O,i4'", '(1,)'), new Uint8Array(12)))
    const version = await scan(Buffer.from([...doubles('(1,)', 8)].with(6, 4)))
    expect([...type.gaps, ...version.gaps].map(({ reason }) => reason)).toEqual(['unsupported', 'unsupported'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(doubles('(3,)', 24), { readers, name: 'array.npy' }, 10)
    await expectSturdy(npyFile(npyHeader("[('a', '<i4'), ('b', [('c', '|O')])]", '(2,)'), callingPickle), {
      readers,
    })
  })
})
