import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rawTar } from '../../../../corpus/malicious/raw-tar.ts'
import { rulesOf, scanBytes } from '../../fixtures/scan-bytes.ts'
import type { FormatReader, Sibling } from '../../scope.ts'
import { containerReaders } from '../fixtures/readers.ts'
import { readPax } from './pax.ts'
import { tarReader } from './tar.ts'
import fixtures from './tar.fixtures.json' with { type: 'json' }

const archives = Object.entries(fixtures).map(([kind, text]) => ({
  kind,
  bytes: gunzipSync(Buffer.from(text, 'base64')),
}))
const long = `${'a-long-folder-name/'.repeat(12)}words.txt`
const words = Buffer.from('some words, '.repeat(200))
const names: Record<string, readonly string[]> = {
  ustar: ['folder/words.txt', `${'x'.repeat(90)}/${'y'.repeat(90)}`, 'empty'],
  gnu: ['folder/words.txt', long, 'empty'],
  pax: ['folder/words.txt', long, 'näme.txt', 'empty'],
}

describe('tars that Python wrote', () => {
  test.each(archives)('$kind: nothing to tell, and every byte has its use', async ({ kind, bytes }) => {
    const scan = await scanBytes(bytes, { readers: containerReaders })
    expect([scan.format, scan.findings, scan.gaps]).toEqual(['tar', [], []])
    expect(scan.coverage).toMatchObject({ size: bytes.length, opaque: 0 })
    expect(scan.members.map(({ member }) => member[0])).toEqual(names[kind])
    const sizes = scan.members.map(({ coverage }) => coverage.size)
    expect(sizes).toEqual(names[kind]!.map((name) => (name === 'empty' ? 0 : words.length)))
  })

  test.each(archives)('$kind: cut anywhere, the scan ends and says so', async ({ bytes }) => {
    for (let cut = 0; cut < 200; cut++) {
      const part = bytes.subarray(0, Math.floor((bytes.length * cut) / 200))
      const { gaps, coverage } = await scanBytes(part, { readers: containerReaders })
      expect(gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
      if (coverage.opaque > 0) expect(gaps.length).toBeGreaterThan(0)
    }
  })
})

test('members see each other', async () => {
  const seen: Sibling['kind'][] = []
  const probe: FormatReader = {
    format: 'probe',
    title: 'a probe',
    recognises: () => true,
    read(source, scope) {
      scope.account('parsed', 0, source.size)
      if (scope.name === 'model.onnx') {
        for (const path of ['weights.bin', '../top', '../../top', 'link']) {
          const sibling = scope.sibling(path)
          seen.push(sibling.kind)
          if (path === 'link' && sibling.kind === 'file') expect(sibling.isLink).toBe(true)
        }
      }
    },
  }
  const bytes = rawTar([
    { name: 'm/model.onnx', content: words },
    { name: 'm/weights.bin', content: words },
    { name: 'm/link', type: '2', linkName: 'weights.bin' },
    { name: 'top', content: words },
  ])
  await scanBytes(bytes, { readers: [tarReader, probe] })
  expect(seen).toEqual(['file', 'file', 'outside', 'file'])
})

test('sparse members and unknown types are gaps', async () => {
  const sparse = await scanBytes(rawTar([{ name: 'a', type: 'S', content: words }]), { readers: containerReaders })
  expect(sparse.gaps.map(({ reason }) => reason)).toEqual(['unsupported'])
  const unknown = await scanBytes(rawTar([{ name: 'a', type: 'Z', content: words }]), { readers: containerReaders })
  expect(unknown.gaps.map(({ reason }) => reason)).toEqual(['unsupported'])
})

test('zeros in front are no tar, nor is text', async () => {
  for (const bytes of [Buffer.alloc(2048), Buffer.from('word '.repeat(300))]) {
    expect((await scanBytes(bytes, { readers: [tarReader] })).format).toBe('unknown')
  }
})

test('PAX records are read until one does not fit', () => {
  expect([...readPax(Buffer.from('12 path=abc\n11 size=12\n'))]).toEqual([
    ['path', 'abc'],
    ['size', '12'],
  ])
  expect([...readPax(Buffer.from('12 path=abc\n99 size=1\n'))]).toEqual([['path', 'abc']])
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void readPax(bytes)))
})

test('flipped bits and odd sizes never fail', async () => {
  const bytes = rawTar([
    { name: 'a', content: words },
    { name: 'b', type: '2', linkName: 'a' },
  ])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 4 }), async (bits) => {
      const spoilt = Buffer.from(bytes)
      for (const bit of bits) spoilt[bit >> 3]! ^= 1 << (bit & 7)
      const scan = await scanBytes(spoilt, { readers: containerReaders })
      expect(scan.gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
      if (scan.coverage.opaque > 0) expect(scan.gaps.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

test('a header with a wrong checksum in the middle is told', async () => {
  const bytes = rawTar([
    { name: 'a', content: words },
    { name: 'b', content: words, checksum: 3 },
  ])
  expect(rulesOf(await scanBytes(bytes, { readers: containerReaders }))).toEqual(['format/malformed'])
})
