import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Report } from '../src/core/report.ts'
import { airworthy, temporaryFolder } from './airworthy.ts'
import { write } from './people.ts'
import { adult, copyRows, smallAdult, writeSmallAdult } from './small-adult.ts'

const folder = temporaryFolder()
const rows = 5000
const formats = ['json', 'junit.xml', 'sarif', 'md']

beforeAll(async () => {
  // Over 4,096 rows, so that one question takes several calls of the model.
  await writeSmallAdult(folder, smallAdult, rows)
  await testTo('first', '--workers', '1')
}, 120_000)

test.each(['1', '2', '4'])(
  '%s workers give the same bytes',
  async (workers) => {
    await testTo(`workers-${workers}`, '--workers', workers)
    expectSameBytes(`workers-${workers}`)
  },
  60_000,
)

test('another working folder gives the same bytes', async () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  const outputs = formats.flatMap((format) => ['-o', join(folder, `elsewhere.${format}`)])
  expect(await airworthy(elsewhere, 'test', join(folder, 'airworthy.yaml'), ...outputs)).toMatchObject({ exitCode: 1 })
  expectSameBytes('elsewhere')
}, 60_000)

test('the same data as CSV give the same findings and other hashes', async () => {
  await copyRows(join(adult, 'train.parquet'), join(folder, 'train.csv'), rows)
  await copyRows(join(adult, 'test.parquet'), join(folder, 'test.csv'), rows)
  const config = JSON.stringify(smallAdult).replaceAll('.parquet', '.csv')
  write(folder, { 'csv.yaml': config })
  await airworthy(folder, 'test', 'csv.yaml', '-o', 'csv.json')
  const [parquet, csv] = [read('first.json'), read('csv.json')]
  expect(csv.findings).toEqual(parquet.findings)
  expect(csv.metrics).toEqual(parquet.metrics)
  expect(csv.hashes.model).toBe(parquet.hashes.model)
  expect(csv.hashes.evaluation).not.toBe(parquet.hashes.evaluation)
  expect(csv.hashes.plan).not.toBe(parquet.hashes.plan)
}, 60_000)

test('another seed changes nothing but what is drawn at random', async () => {
  await testTo('seed', '--seed', '7')
  const [zero, seven] = [read('first.json'), read('seed.json')]
  expect(seven.seed).toBe(7)
  expect(seven.metrics).toEqual(zero.metrics)
  // These look at all rows and draw nothing; nearly equal rows are looked for in a sample.
  const settled =
    /^(drift\/(correlation|feature|prediction)|fairness|leakage\/overlap|cleanliness|performance\/quality|abnormal\/(null|type|unseen-category))/
  const [before, after] = [zero, seven].map(({ findings }) =>
    findings.filter(({ check, subject }) => settled.test(check) && subject !== 'evaluation rows, nearly'),
  )
  expect(new Set(before!.map(({ check }) => check)).size).toBeGreaterThanOrEqual(8)
  expect(after).toEqual(before)
  expect(seven.findings).not.toEqual(zero.findings)
}, 60_000)

async function testTo(name: string, ...args: string[]): Promise<void> {
  const outputs = formats.flatMap((format) => ['-o', `${name}.${format}`])
  expect(await airworthy(folder, 'test', ...args, ...outputs)).toMatchObject({ exitCode: 1 })
}

function expectSameBytes(name: string): void {
  for (const format of formats) {
    const [one, other] = ['first', name].map((file) => readFileSync(join(folder, `${file}.${format}`), 'utf8'))
    expect(other, format).toBe(one)
  }
}

function read(name: string): Report {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report
}
