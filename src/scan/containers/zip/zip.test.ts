import { deflateRawSync } from 'node:zlib'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { type RawZipMember, end64, endRecord, rawZip } from '../../../../corpus/malicious/raw-zip.ts'
import { type ScanBytesOptions, rulesOf, scanBytes } from '../../fixtures/scan-bytes.ts'
import type { FormatReader, Sibling } from '../../scope.ts'
import { memorySource } from '../../source.ts'
import { containerReaders } from '../fixtures/readers.ts'
import { type ZipArchive, openZip, scanMembers } from './archive.ts'
import { peekZipNames, startOfZip } from './directory.ts'
import fixtures from './zip.fixtures.json' with { type: 'json' }

/** Keeps what a reader in the place of the generic one sees. */
async function withArchive<Result>(
  bytes: Uint8Array,
  use: (archive: ZipArchive) => Promise<Result> | Result,
  options: ScanBytesOptions = {},
): Promise<{ result: Result; scan: Awaited<ReturnType<typeof scanBytes>> }> {
  let result: Result | undefined
  const reader: FormatReader = {
    format: 'test',
    title: 'the archive under test',
    recognises: ({ source }) => peekZipNames(source) !== undefined || source.size === bytes.length,
    async read(source, scope) {
      const archive = openZip(source, scope)
      result = await use(archive)
      archive.close()
    },
  }
  const scan = await scanBytes(bytes, { readers: [reader], ...options })
  return { result: result as Result, scan }
}

const names = Object.keys(fixtures) as (keyof typeof fixtures)[]
const words = Buffer.from('some words, '.repeat(200))
const anything: FormatReader = {
  format: 'any',
  title: 'any bytes',
  recognises: ({ bytes }) => bytes[0] !== 0x50,
  read: (source, scope) => scope.account('data', 0, source.size),
}
const readers = [...containerReaders, anything]

describe('zips that Python wrote', () => {
  test.each(names.filter((name) => name !== 'zipapp'))(
    '%s: nothing to tell, and every byte has its use',
    async (name) => {
      const bytes = Buffer.from(fixtures[name], 'base64')
      const scan = await scanBytes(bytes, { readers })
      expect(scan.findings).toEqual([])
      expect(scan.gaps).toEqual([])
      expect(scan.format).toBe('zip')
      expect(scan.coverage).toMatchObject({ size: bytes.length, opaque: 0, data: 0 })
    },
  )

  test.each(names)('%s: names and contents are those that yauzl sees', async (name) => {
    const bytes = Buffer.from(fixtures[name], 'base64')
    const { result } = await withArchive(bytes, async (archive) => {
      const contents: [string, number, string][] = []
      for (const member of archive.members) {
        const content = await archive.open(member)
        contents.push([member.name, member.size, Buffer.from(content.bytes(0, content.size)).toString('latin1')])
      }
      return contents
    })
    const oracle = await fromBufferPromise(bytes)
    const expected: [string, number, string][] = []
    for await (const entry of oracle.eachEntry()) {
      const known = entry.compressionMethod === 0 || entry.compressionMethod === 8
      const content = known ? await buffer(await oracle.openReadStreamPromise(entry)) : words
      expected.push([entry.fileName, entry.uncompressedSize, content.toString('latin1')])
    }
    expect(result).toEqual(expected)
    expect(peekZipNames(memorySource(bytes))).toEqual(expected.map(([fileName]) => fileName))
  })

  test('what stands before the first member is told and looked at', async () => {
    const scan = await scanBytes(Buffer.from(fixtures.zipapp, 'base64'), { readers })
    expect(rulesOf(scan)).toEqual(['archive/hidden-bytes'])
    expect(scan.members.map(({ member }) => member[0])).toEqual(['__main__.py', '@0'])
    expect(scan.coverage.opaque).toBe(0)
  })
})

describe('an archive for other readers', () => {
  const members: RawZipMember[] = [
    { name: 'm/model.onnx', content: words },
    { name: 'm/data/weights.bin', content: Buffer.alloc(1000, 7) },
    { name: 'top.txt', content: words, method: 8, packed: deflateRawSync(words) },
  ]

  test('serves the members to each other, and nothing outside', async () => {
    const seen: Sibling[] = []
    const { result } = await withArchive(rawZip(members), async (archive) => {
      const siblings = archive.siblingsOf(archive.members[0]!)
      const paths = [
        'data/weights.bin',
        '../top.txt',
        '../../top.txt',
        '/top.txt',
        'data',
        'none',
        './data/../model.onnx',
      ]
      for (const path of paths) seen.push(siblings(path))
      const opened = siblings('../top.txt')
      return opened.kind === 'file' ? Buffer.from(opened.open().bytes(0, 4)).toString() : ''
    })
    expect(seen.map(({ kind }) => kind)).toEqual(['file', 'file', 'outside', 'outside', 'directory', 'missing', 'file'])
    expect(result).toBe('some')
  })

  test('skipped members are data, and the others are scanned', async () => {
    const reader: FormatReader = {
      format: 'model',
      title: 'a model',
      recognises: ({ source }) => peekZipNames(source)?.includes('m/model.onnx') ?? false,
      async read(source, scope) {
        const archive = openZip(source, scope)
        for (const member of archive.members) if (member.name.endsWith('.bin')) archive.skip(member)
        await scanMembers(archive, scope, (name) => name.endsWith('.bin'))
        archive.close()
      },
    }
    const scan = await scanBytes(rawZip(members), { readers: [reader, ...readers] })
    expect([scan.findings, scan.gaps]).toEqual([[], []])
    expect(scan.coverage).toMatchObject({ data: 1000, opaque: 0 })
    expect(scan.members.map(({ member }) => member)).toEqual([['m/model.onnx'], ['top.txt']])
  })

  test('opening reads no member: bytes of stored members are never touched', async () => {
    const bytes = rawZip([{ name: 'tensor', content: Buffer.alloc(500_000) }])
    const asked: number[] = []
    const plain = memorySource(bytes)
    const source = {
      size: plain.size,
      bytes: (at: number, length: number) => (asked.push(length), plain.bytes(at, length)),
    }
    const { result } = await withArchive(bytes, () => peekZipNames(source))
    expect(result).toEqual(['tensor'])
    expect(asked.reduce((sum, length) => sum + length, 0)).toBeLessThan(70_000)
  })
})

describe('what cannot be opened', () => {
  const gapsOf = async (member: Partial<RawZipMember>): Promise<string[]> => {
    const bytes = rawZip([{ name: 'a', content: words, ...member }])
    return (await scanBytes(bytes, { readers })).gaps.map(({ reason }) => reason)
  }

  test('encrypted members and unknown methods are gaps', async () => {
    const cipher = Buffer.from(Array.from({ length: words.length + 12 }, (_, at) => (at * 151) & 255))
    expect(await gapsOf({ flags: 1, packed: cipher })).toEqual(['encrypted'])
    expect(await gapsOf({ flags: 1, method: 8, packed: cipher })).toEqual(['encrypted'])
    expect(await gapsOf({ flags: 1, method: 99, packed: cipher })).toEqual(['encrypted'])
    expect(await gapsOf({ method: 98 })).toEqual(['unsupported'])
  })

  test('a directory without its end, or without a member', async () => {
    const whole = rawZip([{ name: 'a', content: words }])
    expect(rulesOf(await scanBytes(whole.subarray(0, -1), { readers }))).toEqual(['format/malformed'])
    const lost = rawZip([{ name: 'a', content: words, localOffset: 77 }], { before: words })
    expect(rulesOf(await scanBytes(lost, { readers }))).toContain('format/malformed')
  })

  test('after some bombs nothing more is decompressed', async () => {
    const zeros = Buffer.alloc(300_000)
    const packed = deflateRawSync(zeros)
    const bombs = Array.from({ length: 12 }, (_, at) => ({ name: `${at}`, content: zeros, method: 8, packed }))
    const scan = await scanBytes(rawZip(bombs), { readers, limits: { ratioFrom: 100_000, ratio: 100 } })
    expect(scan.findings.filter(({ rule, subject }) => rule === 'archive/bomb' && /^\d/.test(subject))).toHaveLength(8)
    expect(scan.gaps.filter(({ reason }) => reason === 'limit')).toHaveLength(12)
  })

  test('members that share bytes are a bomb together', async () => {
    const zeros = Buffer.alloc(90_000)
    const packed = deflateRawSync(zeros)
    const shared = Array.from({ length: 40 }, (_, at) => {
      return {
        name: `${at}`,
        content: zeros,
        method: 8,
        packed,
        ...(at > 0 && { localOffset: 0, compressedSize: packed.length - at }),
      }
    })
    const scan = await scanBytes(rawZip(shared), { readers, limits: { ratioFrom: 100_000, ratio: 100 } })
    const bombs = scan.findings.filter(({ rule }) => rule === 'archive/bomb')
    expect(bombs.map(({ subject }) => subject)).toEqual(['all members'])
    expect(scan.gaps.map(({ reason }) => reason)).toContain('limit')
  })

  test('names that differ in case only are mentioned, no more', async () => {
    const scan = await scanBytes(
      rawZip([
        { name: 'a', content: words },
        { name: 'A', content: words },
      ]),
      { readers },
    )
    expect(scan.findings.map(({ rule, level }) => [rule, level])).toEqual([['archive/duplicate-name', 'low']])
  })
})

test('an archive behind something else is found, however its offsets count, and can be cut out', async () => {
  const before = Buffer.alloc(500, 7)
  for (const isShifted of [true, false]) {
    const source = memorySource(rawZip([{ name: 'a', content: words }], { before, isShifted }))
    expect(startOfZip(source)).toBe(500)
    const scan = await scanBytes(source.bytes(500, source.size), { readers })
    expect([scan.findings, scan.gaps, scan.members.length]).toEqual([[], [], 1])
  }
  expect(startOfZip(memorySource(before))).toBeUndefined()
})

test('zip64 records are followed', async () => {
  const whole = rawZip([{ name: 'a', content: words }])
  const body = whole.subarray(0, -22)
  const directory = { count: 1, size: 47, offset: body.length - 47 }
  const full = { count: 0xffff, size: 0xffffffff, offset: 0xffffffff }
  for (const end of [directory, full]) {
    const bytes = Buffer.concat([body, end64(directory, body.length), endRecord(end, new Uint8Array(0))])
    const scan = await scanBytes(bytes, { readers })
    expect([scan.findings, scan.gaps, scan.members.length]).toEqual([[], [], 1])
  }
})

test('any members come back as they were put in', async () => {
  const member = fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8}){0,2}$/),
    content: fc.uint8Array({ maxLength: 300 }),
    isDeflated: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(member, { maxLength: 8, selector: ({ name }) => name }), async (members) => {
      const raw = members.map(({ name, content, isDeflated }) => {
        return isDeflated ? { name, content, method: 8, packed: deflateRawSync(content) } : { name, content }
      })
      const { result, scan } = await withArchive(rawZip(raw), async (archive) => {
        const contents: Uint8Array[] = []
        for (const each of archive.members) {
          const source = await archive.open(each)
          contents.push(Uint8Array.from(source.bytes(0, source.size)))
        }
        return contents
      })
      expect(scan.findings).toEqual([])
      expect(scan.coverage.opaque).toBe(0)
      expect(result).toEqual(members.map(({ content }) => content))
    }),
  )
})
