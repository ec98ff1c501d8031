import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(csv: string) {
  const evaluation = join(folder, 'data.csv')
  writeFileSync(evaluation, csv)
  const options = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 100_000, seed: 1 } as const
  const data = await readData({ ...options, evaluation })
  await data.close()
  return data
}

test('UUIDs and hashes are ids, sentences are texts, in few rows and in many', async () => {
  for (const rows of [40, 21_000]) {
    const lines = Array.from({ length: rows }, (_, row) => {
      const hash = createHash('sha256').update(String(row)).digest('hex')
      const uuid = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
      return `${hash},${uuid},这是一条没有空格的很长很长的评论内容其实是一句话而已编号为${row}结束了吗,the review number ${row} of many others,${row % 7}`
    })
    const { schema } = await read(`hash,uuid,chinese,english,n\n${lines.join('\n')}\n`)
    expect(schema.columns.map(({ role }) => role)).toEqual(['id', 'id', 'feature', 'feature', 'feature'])
  }
})
