import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { describeFile } from './describe-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('finds what columns are likely to be for', async () => {
  const description = await describeFile(join(import.meta.dirname, 'fixtures', 'telco.csv'))
  expect(description).toMatchObject({
    format: 'CSV, delimiter ",", UTF-8',
    rows: 25,
    likely: { label: ['Churn'], id: ['customerID'], timestamp: [], protected: ['gender'], predictions: [] },
  })
  expect(description.columns.find(({ name }) => name === 'Contract')).toEqual({
    name: 'Contract',
    kind: 'category',
    role: 'feature',
    integer: false,
    missing: 0,
    distinct: 3,
    distinctIsEstimate: false,
    samples: ['Month-to-month', 'One year', 'Two year'],
    task: 'multiclass',
  })
  expect(description.columns.find(({ name }) => name === 'Churn')).toMatchObject({ task: 'binary' })
})

test('without a telling name the label is at an edge', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 3},${i * 1.5},${i * i * 0.1}`)
  const path = join(folder, 'edge.csv')
  writeFileSync(path, `kind,width,height\n${rows.join('\n')}\n`)
  const { likely, columns } = await describeFile(path)
  expect(likely.label).toEqual(['kind', 'height'])
  expect(columns.map(({ task }) => task)).toEqual(['multiclass', 'regression', 'regression'])
})

test('predictions, times and protected columns are known by name and kind', async () => {
  const path = join(folder, 'scored.csv')
  writeFileSync(path, 'when,maritalStatus,message,y,y_pred,score\n2024-01-01,a,x,0,1,0.5\n2024-01-02,b,y,1,0,0.25\n')
  const { likely } = await describeFile(path)
  expect(likely).toMatchObject({
    label: ['y'],
    timestamp: ['when'],
    protected: ['maritalStatus'],
    predictions: ['y_pred', 'score'],
  })
})

test('reads the file as it is told to', async () => {
  const path = join(folder, 'plain.csv')
  writeFileSync(path, '1;2\n3;4\n')
  const { columns } = await describeFile(path, { format: { columns: ['a', 'b'] } })
  expect(columns.map(({ name, samples }) => [name, samples])).toEqual([
    ['a', ['1', '3']],
    ['b', ['2', '4']],
  ])
})
