import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { columnarReader } from './columnar.ts'
import { arrowFile, arrowStream, parquetFile } from './fixtures/tables.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'

const readers = [columnarReader]
const schema = (type: string): string => Buffer.from(`\xff\xff\xff\xff schema of ${type} and more`).toString('base64')
const pickling = 'arrow.py_extension_type'

describe('a table', () => {
  test.each([
    ['Parquet', parquetFile('ARROW:schema', schema('numbers').repeat(4))],
    ['Arrow', arrowFile('numbers')],
    ['an Arrow stream', arrowStream('the schema of numbers')],
    ['Feather', Buffer.from('FEA1values\x06\0\0\0FEA1')],
  ])('in %s is data, and clean', async (_what, bytes) => {
    const scan = await scanBytes(bytes, { readers })
    expectClean(scan)
    expect(scan.format).toBe('columnar-data')
    expect(scan.coverage.data).toBeGreaterThan(0)
  })

  test.each([
    ['Parquet', parquetFile('ARROW:schema', Buffer.from(`${'schema '.repeat(40)}${pickling}`).toString('base64'))],
    ['Arrow', arrowFile(`a column of ${pickling}`)],
    ['an Arrow stream', arrowStream(`a column of ${pickling}`)],
  ])('in %s with a type that is unpickled is told', async (_what, bytes) => {
    expect(rulesOf(await scanBytes(bytes, { readers }))).toEqual(['config-code/runs-code'])
  })

  test('whose description is longer than the file is malformed', async () => {
    const bytes = Buffer.from('PAR1values\xff\0\0\0PAR1', 'latin1')
    expect(rulesOf(await scanBytes(bytes, { readers }))).toEqual(['format/malformed'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(parquetFile('ARROW:schema', schema('numbers')), { readers }, 4)
    await expectSturdy(arrowStream('the schema of numbers'), { readers }, 16)
  })
})
