import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { columnOf } from '../core/frame.ts'
import type { DataOptions } from './options.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const csv = 'n,place\n1,Zürich\n2,Genève\n3,Bern\n'
const jsonl = '{"n": 1, "place": "Zürich"}\n{"n": 2, "place": "Genève"}\n{"n": 3, "place": "Bern"}\n'

async function read(name: string, content: Uint8Array | string | null, more: Partial<DataOptions> = {}) {
  const evaluation = join(folder, name)
  if (content !== null) writeFileSync(evaluation, content)
  const options = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const
  const data = await readData({ ...options, ...more, evaluation })
  await data.close()
  return data
}

test.each<[string, Uint8Array]>([
  ['a.csv.gz', gzipSync(csv)],
  ['b.csv.zst', zstdCompressSync(csv)],
  ['c.jsonl.zst', zstdCompressSync(jsonl)],
  ['packed-whatever-the-name.csv', gzipSync(csv)],
  ['packed-in-another-encoding.csv', zstdCompressSync(Buffer.from(csv, 'utf16le'))],
])('%s is unpacked', async (name, content) => {
  const data = await read(name, content)
  expect(columnOf(data.evaluation.frame, 'place')).toMatchObject({ dictionary: ['Bern', 'Genève', 'Zürich'] })
})

test('Parquet is Parquet whatever its name', async () => {
  copyFileSync(join(import.meta.dirname, 'fixtures/pyarrow.parquet'), join(folder, 'really-parquet.csv'))
  expect((await read('really-parquet.csv', null)).evaluation.format).toBe('Parquet')
})

test.each<[string, string, RegExp]>([
  ['zip.csv', '504b03041400', /zip archive or an Excel workbook/],
  ['book.xls', 'd0cf11e0a1b11ae1', /Excel workbook; export the sheet as CSV/],
  ['a.csv.bz2', '425a6839314159265359', /packed with bzip2/],
  ['a.csv.xz', 'fd377a585a0000', /packed with xz/],
  ['frame.feather', '4152524f57310000', /write it as Parquet/],
  ['frame.pkl', '80049500', /a pickle, which is never loaded/],
  ['wide.csv', Buffer.from(csv, 'utf16le').toString('hex').replaceAll(/..../g, '$&0000'), /no text in UTF-8, UTF-16/],
  ['random.csv', '0102030405060708'.repeat(40), /no text in UTF-8, UTF-16/],
])('%s is told for what it is', async (name, hex, says) => {
  const reading = read(name, Buffer.from(hex, 'hex'))
  await expect(reading).rejects.toMatchObject({ code: 'DATA_UNREADABLE', message: expect.stringMatching(says) })
})

test('encodings that are named are read, and one that is guessed is told', async () => {
  // "n,地\n1,京\n2,東\n" in GBK.
  const gbk = Buffer.from('6e2cb5d80a312cbea90a322c967c0a', 'hex')
  const data = await read('gbk.csv', gbk, { format: { encoding: 'gbk' } })
  expect(columnOf(data.evaluation.frame, '地')).toMatchObject({ dictionary: ['京', '東'] })
  expect(data.evaluation.format).toMatch(/GBK$/)
  const latin = await read('latin.csv', Buffer.from(csv, 'latin1'))
  expect(latin.decisions).toContainEqual(expect.stringMatching(/read as Windows-1252; data\.format\.encoding/))
  await expect(read('none.csv', csv, { format: { encoding: 'klingon' } })).rejects.toThrow(/klingon/)
})

test('\\N of a database is a missing value among texts too', async () => {
  const data = await read('copy.tsv', 'n\tplace\n1\tBern\n2\t\\N\n\\N\tBern\n')
  expect(columnOf(data.evaluation.frame, 'place')).toMatchObject({ dictionary: ['Bern'] })
  expect(data.decisions).toContain('missing markers: "\\N" in n, place')
})
