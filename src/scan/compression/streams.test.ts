import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { constants, crc32, deflateSync, gzipSync, inflateRawSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Malformed } from '../limits.ts'
import { type ScanBytesOptions, rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import type { FormatReader } from '../scope.ts'
import { memorySource } from '../source.ts'
import { bzip2 } from './bzip2.ts'
import { type Codec, Unsupported } from './codec.ts'
import { gzip } from './gzip.ts'
import { rawDeflate } from './inflate.ts'
import { Input } from './input.ts'
import { lzmaAlone } from './lzma-alone.ts'
import { lz4 } from './lz4.ts'
import { spillPrefix } from './spill.ts'
import fixtures from './streams.fixtures.json' with { type: 'json' }
import { nameWithin, streamReaders } from './streams.ts'
import { xz } from './xz.ts'
import { zf } from './zf.ts'
import { zlib } from './zlib.ts'
import { zstd } from './zstd.ts'

const codecs: Record<string, Codec> = { deflate: rawDeflate, zlib, gzip, bzip2, xz, lzma: lzmaAlone, lz4, zstd, ZF: zf }
const contents: Record<string, { length: number; sha256: string }> = fixtures.contents
const streams = fixtures.streams.map((stream) => ({ ...stream, packed: Buffer.from(stream.bytes, 'base64') }))
const small = streams.filter(({ packed }) => packed.length > 30 && packed.length < 2500)

interface Unpacked {
  readonly bytes: Buffer
  readonly taken: number
  readonly complaints: readonly string[]
  readonly error: unknown
}

function unpack(codec: Codec, packed: Uint8Array): Unpacked {
  const input = new Input(memorySource(packed))
  const chunks: Buffer[] = []
  const complaints: string[] = []
  const report = { wrongChecksum: (detail: string) => void complaints.push(detail), aside: () => undefined }
  let error: unknown
  try {
    for (const chunk of codec.decompress(input, report)) chunks.push(Buffer.from(chunk))
  } catch (thrown) {
    error = thrown
  }
  return { bytes: Buffer.concat(chunks), taken: input.position, complaints, error }
}

describe('what other programs compressed', () => {
  test.each(streams)('$codec, variant $variant, $content', ({ codec, content, packed }) => {
    const { bytes, taken, complaints, error } = unpack(codecs[codec]!, packed)
    expect(error).toBeUndefined()
    expect(complaints).toEqual([])
    expect(taken).toBe(packed.length)
    expect({ length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual(
      contents[content],
    )
  })

  test('bytes behind the stream are not taken', () => {
    for (const { codec, variant, packed } of small) {
      // A legacy frame of lz4 ends with the file only.
      if (codec === 'lz4' && variant === 3) continue
      const { taken, error } = unpack(codecs[codec]!, Buffer.concat([packed, Buffer.from('!!foreign')]))
      expect([codec, variant, taken, error]).toEqual([codec, variant, packed.length, undefined])
    }
  })
})

describe('whatever happens to the bytes', () => {
  const stream = fc.constantFrom(...small)

  test('a cut stream gives a prefix of the content', () => {
    fc.assert(
      fc.property(stream, fc.nat(), ({ codec, packed }, at) => {
        const whole = unpack(codecs[codec]!, packed).bytes
        const { bytes, error } = unpack(codecs[codec]!, packed.subarray(0, at % packed.length))
        expect(whole.subarray(0, bytes.length).equals(bytes)).toBe(true)
        if (error !== undefined) expect(error).toBeInstanceOf(Malformed)
        else if (codec !== 'lz4' && codec !== 'gzip' && codec !== 'xz') expect(bytes.length).toBe(whole.length)
      }),
      { numRuns: 400 },
    )
  })

  test('a flipped bit is never a crash, and where there is a checksum it is noticed', () => {
    fc.assert(
      fc.property(stream, fc.nat(), ({ codec, packed }, at) => {
        const flipped = Buffer.from(packed)
        const bit = at % (packed.length * 8)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        const { bytes, error, complaints, taken } = unpack(codecs[codec]!, flipped)
        if (error !== undefined) {
          expect(error instanceof Malformed || error instanceof Unsupported || isLimit(error)).toBe(true)
        }
        if (codec !== 'zlib' || error !== undefined || complaints.length > 0 || taken < packed.length) return
        expect(bytes.equals(unpack(zlib, packed).bytes)).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  test('inflating agrees with zlib on all bytes that zlib takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (packed) => {
        let expected: Buffer | undefined
        try {
          expected = inflateRawSync(packed)
        } catch {
          return
        }
        expect(unpack(rawDeflate, packed).bytes.equals(expected)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  const content = fc.oneof(
    fc.uint8Array({ maxLength: 5000 }),
    fc
      .array(fc.constantFrom('abc', 'abcd', 'xyz', '\0\0\0\0'), { maxLength: 3000 })
      .map((words) => Buffer.from(words.join(''))),
  )

  test('any bytes, deflated by zlib, come back', () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 9 }), (bytes, level) => {
        expect(unpack(zlib, deflateSync(bytes, { level })).bytes.equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })

  test('any bytes, compressed by the zstd of the runtime, come back with the right checksum', () => {
    fc.assert(
      fc.property(content, fc.integer({ min: -5, max: 19 }), (bytes, level) => {
        const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 }
        const { bytes: back, complaints } = unpack(zstd, zstdCompressSync(bytes, { params }))
        expect(back.equals(Buffer.from(bytes))).toBe(true)
        expect(complaints).toEqual([])
      }),
    )
  })
})

function isLimit(error: unknown): boolean {
  return error instanceof Error && error.name === 'LimitReached'
}

/** Stands for the formats that lie within streams. */
const plain: FormatReader = {
  format: 'plain',
  title: 'plain bytes',
  recognises: ({ bytes }) => bytes.every((byte) => byte < 0x80),
  read: (source, scope) => scope.account('parsed', 0, source.size),
}
const readers = [...streamReaders, plain]
const scan = (bytes: Uint8Array, options: ScanBytesOptions = {}) => scanBytes(bytes, { readers, ...options })
const words = Buffer.from('some words, '.repeat(100))

describe('the readers of streams', () => {
  const formats: Record<string, string> = { bzip2: 'bz2', ZF: 'zf' }
  const recognised = streams.filter(
    ({ codec, content }) => codec !== 'deflate' && (content === 'table' || content === 'zeros'),
  )

  test.each(recognised)('hand on what $codec holds ($content)', async ({ codec, packed, content }) => {
    const result = await scan(packed, { name: 'table.csv.gz' })
    expect(result.format).toBe(formats[codec] ?? codec)
    expect(result.findings).toEqual([])
    expect(result.gaps).toEqual([])
    expect(result.coverage).toMatchObject({ size: packed.length, member: packed.length, opaque: 0 })
    expect(result.members.map(({ member, coverage }) => [member, coverage.size])).toEqual([
      [['table.csv'], contents[content]!.length],
    ])
  })

  test('streams lie within streams, and tar endings become .tar', async () => {
    const result = await scan(gzipSync(gzipSync(words)), { name: 'a.txt.gz.gz' })
    expect(result.members.map(({ member }) => member)).toEqual([['a.txt.gz'], ['a.txt.gz', 'a.txt']])
    expect(['model.tgz', 'model.pkl.bz2', 'model.joblib', '.gz'].map(nameWithin)).toEqual([
      'model.tar',
      'model.pkl',
      'model.joblib',
      '.gz',
    ])
  })

  test('a wrong checksum is told, and the content looked at all the same', async () => {
    const packed = gzipSync(words)
    packed[packed.length - 5]! ^= 1
    const result = await scan(packed)
    expect(rulesOf(result)).toEqual(['archive/wrong-checksum'])
    expect(result.members[0]!.coverage.parsed).toBe(words.length)
    expect(result.gaps).toEqual([])
  })

  test('a cut stream is told, and what came before is looked at', async () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (Math.imul(at, 2654435761) >>> 25) & 0x7f))
    const packed = gzipSync(noise)
    const result = await scan(packed.subarray(0, packed.length >> 1))
    expect(rulesOf(result)).toEqual(['format/malformed'])
    expect(result.gaps.map(({ reason }) => reason)).toEqual(['malformed'])
    expect(result.members[0]!.coverage.parsed).toBeGreaterThan(500)
  })

  test('bytes behind a stream are looked at on their own', async () => {
    const result = await scan(Buffer.concat([gzipSync(words), deflateSync(words)]), { name: 'a.txt.gz' })
    expect(result.members.map(({ format }) => format)).toEqual(['plain', 'zlib', 'plain'])
    expect(result.gaps).toEqual([])
  })

  test('a long field of a gzip header and a skippable frame are looked at', async () => {
    const packed = gzipSync(words)
    const field = Buffer.alloc(600, 'x')
    const header = Buffer.concat([packed.subarray(0, 10), Buffer.from([field.length & 255, field.length >> 8]), field])
    header[3] = 4
    const inGzip = await scan(Buffer.concat([header, packed.subarray(10)]))
    const skippable = streams.find(
      ({ codec, variant, content }) => codec === 'zstd' && variant === 4 && content === 'mixed',
    )!
    const inZstd = await scan(skippable.packed)
    for (const { members } of [inGzip, inZstd]) expect(members.map(({ member }) => member[0]![0])).toContain('@')
  })

  test('a bomb is told and cut', async () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000))
    const result = await scan(bomb, { limits: { ratioFrom: 1_000_000, ratio: 100 } })
    expect(rulesOf(result)).toEqual(['archive/bomb'])
    expect(result.gaps.map(({ reason }) => reason)).toEqual(['limit'])
    expect(result.members[0]!.coverage.size).toBeLessThan(1_500_000)
  })

  test('text that begins like a stream is none', async () => {
    for (const text of ['x^2 + y^2', 'BZh9 is a magic', 'ZF0x is one too', `x^${'a'.repeat(3000)}`, 'x\u0001']) {
      expect((await scan(Buffer.from(text))).format).toBe('plain')
    }
  })

  test('more than 32 MiB go through a file without a name', async () => {
    const content = Buffer.alloc(40 * 2 ** 20, 'the quick brown fox ')
    let sum = 0
    const reader: FormatReader = {
      ...plain,
      read(source, scope) {
        for (let at = 0; at < source.size; at += 1 << 20) sum = crc32(source.bytes(at, 1 << 20), sum)
        scope.account('parsed', 0, source.size)
      },
    }
    const result = await scan(gzipSync(content, { level: 1 }), { readers: [...streamReaders, reader] })
    expect(result.gaps).toEqual([])
    expect(sum).toBe(crc32(content))
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(spillPrefix))).toEqual([])
  })

  test('random bytes behind each magic never fail', async () => {
    const heads = streams.filter(({ codec }) => codec !== 'deflate').map(({ packed }) => packed.subarray(0, 20))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.nat(20),
        fc.uint8Array({ maxLength: 300 }),
        async (head, keep, rest) => {
          const result = await scan(Buffer.concat([head.subarray(0, keep), rest]))
          expect(result.gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })
})
