import { expect, test } from 'vitest'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { delimitedTextReader } from './delimited-text.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'

const readers = [delimitedTextReader]
const table = Buffer.from('name,size\r\n"Zoë",3\n')

test('a table as text is data, and clean', async () => {
  const scan = await scanBytes(table, { readers, name: 'train.csv' })
  expectClean(scan)
  expect(scan.coverage.data).toBe(table.length)
})

test('bytes that are no text, or have another name, are not taken for one', async () => {
  for (const [name, bytes] of [
    ['train.csv', Buffer.from('\x80\x04N.', 'latin1')],
    ['model.bin', table],
  ] as const) {
    expect((await scanBytes(bytes, { readers, name })).format).toBe('unknown')
  }
})

test('it survives what is done to it', async () => {
  await expectSturdy(table, { readers, name: 'train.csv' })
})
