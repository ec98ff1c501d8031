import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { framed, littleEndian, op, pickle, utf8 } from '../../../corpus/malicious/assemble-pickle.ts'
import { samples as opcodeSamples } from '../../../corpus/malicious/pickle-opcodes.ts'
import { joblibArray, legacyCheckpoint, samples as streamSamples } from '../../../corpus/malicious/pickle-streams.ts'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import type { SourceScan } from '../scan-source.ts'
import { memorySource } from '../source.ts'
import { builtInAllowList } from './policy/allow-list.ts'
import { pickleReader } from './reader.ts'

const samples = [...opcodeSamples, ...streamSamples]
const allow = builtInAllowList()
const scan = (bytes: Uint8Array, name = 'model.pkl', beside: Record<string, Uint8Array> = {}): Promise<SourceScan> =>
  scanBytes(bytes, { name, allow, readers: [pickleReader], beside })
const recognises = (bytes: Uint8Array): boolean =>
  pickleReader.recognises({ name: 'x', bytes: bytes.subarray(0, 4096), source: memorySource(bytes) })

const dict = pickle(op.emptyDict, op.shortBinUnicode('a'), op.binInt1(1), op.setItem)
const ordered = pickle(op.globalOnStack('collections', 'OrderedDict'), op.emptyTuple, op.reduce)
const raw = Uint8Array.from({ length: 16 }, (_, at) => at * 15)
const padding = Uint8Array.of(3, 255, 255, 255)

describe('harmless files pass, and every byte is accounted for', () => {
  test.each<[string, Uint8Array]>([
    ['protocol 0', pickle(op.mark, op.string("'a'"), op.int('1'), op.dict, op.stop)],
    ['protocol 2', pickle(op.proto(2), dict, op.stop)],
    ['protocol 4 in a frame', pickle(op.proto(4), framed(dict, op.pop, ordered, op.stop))],
    ['several one after another', pickle(op.proto(2), dict, op.stop, op.proto(4), framed(ordered, op.stop))],
    ['with padding behind it', pickle(op.proto(2), dict, op.stop, new Uint8Array(100))],
    ['large bytes between frames', pickle(op.proto(5), op.binBytes8(new Uint8Array(9000)), framed(op.stop))],
    [
      'bytes that only look like a pickle',
      pickle(op.proto(4), op.shortBinBytes(Uint8Array.of(0x80, 4, 0x7d, 0x2e)), op.stop),
    ],
    [
      'a nested pickle of allowed calls',
      pickle(op.proto(4), op.binBytes(pickle(op.proto(4), ordered, op.stop)), op.stop),
    ],
    ['an array of joblib', pickle(op.proto(4), framed(joblibArray('f8', 0)), padding, raw, framed(op.stop))],
    ['an array of objects', pickle(op.proto(4), joblibArray('O8', 63), op.proto(4), ordered, op.stop, op.stop)],
    ['an old checkpoint of PyTorch', legacyCheckpoint(4, 4)],
  ])('%s', async (_name, bytes) => {
    const { findings, gaps, coverage, format } = await scan(bytes)
    expect(format).toBe('pickle')
    expect(findings).toEqual([])
    expect(gaps).toEqual([])
    expect(coverage).toMatchObject({ size: bytes.length, opaque: 0 })
    expect(coverage.parsed + coverage.data + coverage.member).toBe(bytes.length)
  })

  test('large literals and raw arrays are data', async () => {
    const literal = await scan(pickle(op.proto(5), op.binBytes8(new Uint8Array(9000)), op.stop))
    expect(literal.coverage).toMatchObject({ data: 9000, parsed: 12 })
    const array = await scan(pickle(op.proto(4), joblibArray('f8', 0), padding, raw, op.stop))
    expect(array.coverage).toMatchObject({ data: 16, opaque: 0 })
  })
})

describe('what is not a pickle is not taken for one', () => {
  test.each([
    'The quick brown fox jumps over the lazy dog.\n',
    'No. (See also the index.)\n',
    'cat\ndog\nelephant\nbird\n.\n',
    'class Model:\n    def run(self):\n        pass\n',
    'import os\nos.system("ls")\n',
    'if x:\n    y\n',
    'print("hello")\n.\n',
    '{"a": [1, 2, 3]}',
    '[1, 2, 3]',
    '}{',
    'I,J,K\n1,2,3\n',
    'Name,Score\nA,1\n',
    '1.5,2.5\n3.5,4.5\n',
    '(a, b)\n',
    'tree\nversion=v3\n',
    'cos x\nsin x\n.',
    '',
    '\n\n',
    '# c\n',
    'GGUF',
    '\x7fELF',
  ])('%j', (text) => {
    expect(recognises(utf8(text))).toBe(false)
  })

  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 400 }), (bytes) => {
        fc.pre(bytes[0] !== 0x80)
        expect(recognises(bytes)).toBe(false)
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  test('a text pickle is, also where it breaks off after a call', () => {
    const call = pickle(op.global('posix', 'system'), op.mark, op.string("'echo canary'"), op.tuple, op.reduce)
    expect(recognises(pickle(call, op.stop))).toBe(true)
    expect(recognises(pickle(call, [0xff]))).toBe(true)
    expect(recognises(pickle(op.mark, op.int('1'), op.list, op.stop))).toBe(true)
  })
})

describe('what stands in several places', () => {
  test('a junk tail is scanned as a member of its own', async () => {
    const { gaps, coverage } = await scan(pickle(op.proto(2), dict, op.stop, utf8('not known to anyone')))
    expect(gaps).toMatchObject([{ reason: 'unknown-format', member: ['@10'] }])
    expect(coverage.member).toBe(19)
  })

  test('a truncated pickle is malformed, and a gap', async () => {
    const { findings, gaps } = await scan(pickle(op.proto(2), dict))
    expect(rulesOf({ findings } as SourceScan)).toEqual(['pickle-code/malformed'])
    expect(gaps).toMatchObject([{ reason: 'malformed' }])
  })

  test('an old wrapper of joblib reads its array beside it', async () => {
    const wrapper = pickle(op.global('joblib.numpy_pickle', 'NDArrayWrapper'), op.emptyTuple, op.newObj)
    const state = pickle(op.emptyDict, op.binUnicode('filename'), op.binUnicode('a.npy'), op.setItem, op.build)
    const bytes = pickle(op.proto(2), wrapper, state, op.stop)
    const payload = pickle(op.proto(2), op.global('os', 'system'), op.emptyTuple, op.reduce, op.stop)
    const found = await scan(bytes, 'model.pkl', { 'a.npy': payload })
    expect(found.findings).toContainEqual(
      expect.objectContaining({ rule: 'pickle-code/dangerous-call', member: ['a.npy'] }),
    )
    expect(rulesOf(await scan(bytes))).toContain('external-data/missing')
  })

  test('storages of an old checkpoint are checked one by one', async () => {
    expect((await scan(legacyCheckpoint(4, 4))).coverage.data).toBe(16)
    expect(rulesOf(await scan(legacyCheckpoint(4, 5)))).toEqual(['pickle-code/storage-mismatch'])
    const short = legacyCheckpoint(4, 4).subarray(0, -1)
    expect(rulesOf(await scan(short))).toEqual(['pickle-code/storage-mismatch'])
  })

  test('a memo that is only read by nobody costs a finding, not memory', async () => {
    const bytes = pickle(op.proto(2), op.none, [0x72], littleEndian(0xffffffff, 4), op.stop)
    expect(rulesOf(await scan(bytes))).toEqual(['pickle-code/memo-abuse'])
  })
})

describe('hostile sizes', () => {
  test('what only ever begins is searched for a while, and is then a gap', async () => {
    const heads = pickle(...Array.from({ length: 100_000 }, () => op.proto(4)))
    const { gaps } = await scan(pickle(op.proto(2), op.none, op.stop, [0xff], heads))
    expect(gaps).toContainEqual(expect.objectContaining({ reason: 'limit' }))
  })

  test('values within values do not multiply', async () => {
    const fields = Array.from({ length: 200 }, () => pickle(op.dup, op.dup, op.tuple3))
    const dtype = pickle(
      op.globalOnStack('numpy', 'dtype'),
      op.shortBinUnicode('V8'),
      op.tuple1,
      op.reduce,
      op.none,
      ...fields,
      op.build,
    )
    const wrapper = pickle(
      op.globalOnStack('joblib.numpy_pickle', 'NumpyArrayWrapper'),
      op.emptyTuple,
      op.newObj,
      op.emptyDict,
    )
    const bytes = pickle(op.proto(4), wrapper, op.shortBinUnicode('dtype'), dtype, op.setItem, op.build, op.stop)
    expect(rulesOf(await scan(bytes))).toContain('pickle-code/malformed')
  })

  test('many pickles in a row', async () => {
    const { findings, gaps } = await scan(
      pickle(...Array.from({ length: 20_000 }, () => pickle(op.proto(2), dict, op.stop))),
    )
    expect([findings, gaps]).toEqual([[], []])
  })
})

describe('nothing makes it fail', () => {
  const noFailure = async (bytes: Uint8Array): Promise<void> => {
    const { gaps, coverage } = await scan(bytes)
    expect(gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
    const { size, parsed, data, member, opaque } = coverage
    expect(parsed + data + member + opaque).toBe(size)
  }

  test('truncations of every sample', async () => {
    for (const { bytes } of samples) {
      const whole = await bytes()
      const step = Math.max(1, Math.floor(whole.length / 25))
      for (let length = 1; length < whole.length; length += step) await noFailure(whole.subarray(0, length))
    }
  })

  test('flipped bits of every sample', async () => {
    const each = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(7))
    await fc.assert(
      fc.asyncProperty(each, async ([{ bytes }, at, bit]) => {
        const changed = (await bytes()).slice()
        changed[at % changed.length]! ^= 1 << bit
        await noFailure(changed)
      }),
      { numRuns: 1500, seed: 2 },
    )
  })

  test('random bytes behind a head', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.uint8Array({ maxLength: 300 }), (protocol, bytes) =>
        noFailure(pickle(op.proto(protocol), op.none, bytes)),
      ),
      { numRuns: 1500, seed: 3 },
    )
  })
})
