import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/secrets.ts'
import { nothingListed, rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { Budget } from '../limits.ts'
import { scanSource } from '../scan-source.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { textReader } from './text.ts'

const readers = [textReader]
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a text', () => {
  test.each([
    ['README.md', '# Bert\n\nA model of `[MASK]`. See https://host.net/a?b=c#d — naïve, 日本語.\n'],
    ['merges.txt', '#version: 0.2\nĠ t\nĠ a\nh e\ni n\n'],
    ['vocab.txt', '[PAD]\n[UNK]\nthe\n##ing\nsk-\nhf_\n'],
    ['LICENSE', 'Apache License\r\nVersion 2.0\r\n'],
    ['rows.csv', 'age,income\n39,77516\n'],
    ['log', '\u001b[32mdone\u001b[0m\n'],
  ])('%s is clean', async (name, text) => {
    const scan = await scanBytes(utf8(text), { readers, name })
    expectClean(scan)
    expect(scan.format).toBe('text')
  })

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const scan = await scanBytes(await sample.bytes(), { readers, name })
    expect(rulesOf(scan)).toEqual([sample.rule])
    expect(scan.findings.every(({ detail }) => !/Lm2Zx9Kc4V|LM2ZX5|Tr0ub4dor/.test(detail))).toBe(true)
  })

  test('bytes with NUL or broken UTF-8 are none', async () => {
    for (const bytes of [new Uint8Array([65, 0, 66]), new Uint8Array([65, 0xff, 0xfe, 66])]) {
      expect((await scanBytes(bytes, { readers })).gaps).toMatchObject([{ reason: 'unknown-format' }])
    }
  })

  test('that turns into something else is a gap from there', async () => {
    const bytes = new Uint8Array(3 << 20).fill(0x61)
    bytes[(2 << 20) + 5] = 0
    const scan = await scanBytes(bytes, { readers, name: 'notes.txt' })
    expect(scan.gaps).toMatchObject([{ reason: 'unknown-format', offset: 2 << 20 }])
    expect(scan.coverage).toMatchObject({ parsed: 2 << 20, opaque: 1 << 20 })
  })

  test('that stands in for a file that was not fetched is a gap', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`
    expect((await scanBytes(utf8(pointer), { readers })).gaps).toMatchObject([{ reason: 'unreadable' }])
  })

  test('has credentials found where two windows meet, once', async () => {
    const bytes = new Uint8Array((1 << 20) + 5000).fill(0x20)
    bytes.set(await samples[0]!.bytes(), (1 << 20) - 40)
    expect((await scanBytes(bytes, { readers })).findings).toHaveLength(1)
  })

  test('of a gigabyte is not read to its end', async () => {
    let read = 0
    const size = 2 ** 30
    const bytes = (offset: number, length: number): Uint8Array => {
      const given = Math.min(length, size - offset)
      read += given
      return new Uint8Array(given).fill(0x31)
    }
    const scan = await scanSource(
      { size, bytes },
      { path: 'rows.txt', allow: nothingListed, readers, budget: new Budget() },
    )
    expect(scan.coverage).toMatchObject({ parsed: 2 ** 26, data: 2 ** 30 - 2 ** 26, opaque: 0 })
    expect(read).toBeLessThan(2 ** 28)
  })

  test('survives damage', () => expectSturdy(utf8('# A read-me\n\nWith words.\n'), { readers, name: 'README.md' }, 4))
})
