import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { loadConfig, test as testModel } from '../src/index.ts'
import type { Finding, Frame, Report } from '../src/index.ts'
import { streamKey, uniformAt } from '../src/core/random.ts'
import { airworthy, temporaryFolder } from './airworthy.ts'
import { csv, write } from './people.ts'
import { smallAdult, writeSmallAdult } from './small-adult.ts'

const folder = temporaryFolder()

/** People whose answer depends on their hours alone, which also stand there as minutes; `later` they work longer. */
function workers(rows: number, draw: string, later = 0) {
  const key = streamKey(5, draw)
  const numbers = Array.from({ length: rows }, (_, row) => row)
  const hours = numbers.map((row) => Math.round(600 * uniformAt(key, row, 0)) / 10 + later)
  return {
    hours,
    minutes: hours.map((hour) => Math.round(hour * 60)),
    city: numbers.map((row) => ['Koper', 'Lima', 'Oslo'][Math.floor(3 * uniformAt(key, row, 1))]!),
    outcome: hours.map((hour) => (hour >= 30 ? 'yes' : 'no')),
  }
}

/** Right about every row, whichever value is lost; the flaws are put in by the tests. */
const model = (flaw: string) => `export default ({ rowCount, columns }) => {
  const { hours, minutes, city } = Object.fromEntries(columns)
  return Array.from({ length: rowCount }, (_, row) => {
    const right = (hours.valid[row] === 1 ? hours.values[row] : minutes.values[row] / 60) >= 30 ? 0.9 : 0.1
    const name = city.codes[row] === -1 ? null : city.dictionary[city.codes[row]]
    ${flaw}
    return right
  })
}
`
const flipsNulls = 'if (name === null) return 1 - right'
const raisesOnNews =
  'if (name !== null && !["Koper", "Lima", "Oslo"].includes(name)) throw new Error("no such city: " + name)'

const config = {
  task: 'binary',
  model: { module: 'predict.js' },
  data: { reference: 'reference.csv', evaluation: 'evaluation.csv', label: 'outcome', positive: 'yes' },
  only: ['transformation/null-substitution', 'transformation/unseen-category-substitution', 'drift/feature'],
  checks: { 'transformation/null-substitution': { shares: [] } },
}
const nulls = 'transformation-null-substitution'
const news = 'transformation-unseen-category-substitution'

const found = join(folder, 'found')
let first = ''

beforeAll(async () => {
  mkdirSync(found)
  write(found, {
    'reference.csv': csv(workers(240, 'reference', 20)),
    'evaluation.csv': csv(workers(240, 'evaluation')),
    'predict.js': model(`${flipsNulls}\n${raisesOnNews}`),
    'airworthy.yaml': JSON.stringify(config),
  })
  const { exitCode, stdout } = await airworthy(found, 'test', '--witnesses', 'kept')
  expect(exitCode, stdout).toBe(1)
  first = stdout
}, 60_000)

/** A copy of the folder in which the witnesses were found, with another model. */
function withModel(name: string, flaw: string): string {
  const here = join(folder, name)
  cpSync(found, here, { recursive: true })
  write(here, { 'predict.js': model(flaw) })
  return here
}

async function replayed(here: string, path: string): Promise<{ exitCode: number | null; findings: Finding[] }> {
  const { exitCode, stderr } = await airworthy(here, 'test', path, '-o', 'replayed.json')
  expect(existsSync(join(here, 'replayed.json')), stderr).toBe(true)
  const { findings } = JSON.parse(readFileSync(join(here, 'replayed.json'), 'utf8')) as Report
  return { exitCode, findings: findings.filter(({ outcome }) => outcome !== 'skipped') }
}

test('every failing check that names rows writes a folder, and the command counts them and tells the others', () => {
  expect(readdirSync(join(found, 'kept')).toSorted()).toEqual([nulls, news])
  for (const name of [nulls, news]) {
    expect(readdirSync(join(found, 'kept', name)).toSorted()).toEqual(['airworthy.yaml', 'rows.jsonl'])
  }
  // Five rows of a column that is lost, and five of each of four ways to be new; one row of each class beside them.
  expect(
    readFileSync(join(found, 'kept', nulls, 'rows.jsonl'), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(5 + 2)
  expect(first).toMatch(/kept: witnesses, 25 rows of 2 failing checks\n/)
  expect(first).toMatch(/no witnesses of drift\/feature: its failure names no rows\n/)
  expect(readFileSync(join(found, 'kept', news, 'airworthy.yaml'), 'utf8')).toMatch(
    /# "outcome" is the answer to expect.*\n# A row without it made the model fail/,
  )
})

test('the model that they come from fails on every one of them', async () => {
  const lost = await replayed(found, join('kept', nulls))
  expect(lost.exitCode).toBe(1)
  expect(lost.findings).toMatchObject([
    { check: 'subset/named', subject: 'city is missing', verdict: 'fail', estimate: 0 },
  ])

  const fresh = await replayed(found, join('kept', news))
  expect(fresh.exitCode).toBe(1)
  expect(fresh.findings.map(({ subject, verdict, estimate }) => [subject, verdict, estimate])).toEqual(
    ['is misspelt', 'is a word never seen', 'is an empty string', 'is OTHER'].map((what) => [
      `city ${what}: valid answers`,
      'fail',
      0,
    ]),
  )
  expect(fresh.findings[0]!.reason).toMatch(/5 without an answer: no such city/)
})

test('a model that answers them right passes, and one that mends half of them fails on the rest', async () => {
  const right = withModel('right', '')
  for (const name of [nulls, news]) {
    const { exitCode, findings } = await replayed(right, join('kept', name))
    expect(findings.map(({ verdict }) => verdict)).not.toContain('fail')
    expect([exitCode, findings.length]).toEqual([0, name === nulls ? 1 : 4])
  }
  const half = withModel('half', flipsNulls)
  expect(await replayed(half, join('kept', nulls))).toMatchObject({ exitCode: 1 })
  expect(await replayed(half, join('kept', news))).toMatchObject({ exitCode: 0 })
})

test('without its model a regression test fails instead of passing by being skipped', async () => {
  const here = withModel('without', '')
  const path = join(here, 'kept', nulls, 'airworthy.yaml')
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^model:\n.*\n/m, ''))
  expect(await replayed(here, join('kept', nulls))).toMatchObject({ exitCode: 1, findings: [] })
})

test('judge writes the same bytes from what was stored, and refuses data that have changed', async () => {
  const here = withModel('judged', 'throw new Error("asked")')
  const run = /run (\S+)/.exec(first)![1]!
  const judged = await airworthy(here, 'judge', run, '--witnesses', 'again')
  expect(judged).toMatchObject({ exitCode: 1, stderr: '' })
  expect(judged.stdout).toMatch(/again: witnesses, 25 rows of 2 failing checks\n/)
  // The stored configuration names the model where it was.
  for (const name of [nulls, news]) {
    expect(readFileSync(join(here, 'again', name, 'rows.jsonl'), 'utf8')).toBe(
      readFileSync(join(here, 'kept', name, 'rows.jsonl'), 'utf8'),
    )
  }
  // Nothing fails under wider limits but what raises; of that the rows are written.
  const wide = {
    ...config,
    checks: { 'transformation/*': { warn: 1, fail: 1 }, 'drift/feature': { warn: 1, fail: 1 } },
  }
  write(here, { 'wide.yaml': JSON.stringify(wide) })
  await airworthy(here, 'judge', run, '-c', 'wide.yaml', '--witnesses', 'wide')
  expect(readdirSync(join(here, 'wide'))).toEqual([news])

  const original = readFileSync(join(found, 'evaluation.csv'), 'utf8')
  write(found, { 'evaluation.csv': csv(workers(240, 'other')) })
  const refused = await airworthy(here, 'judge', run, '--witnesses', 'refused', '-o', 'refused.json')
  write(found, { 'evaluation.csv': original })
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
  expect(refused.stderr).toMatch(/WITNESS_DATA_CHANGED {2}.*evaluation\.csv .*\n {2}→ Put that file back/)
  expect(readdirSync(here)).not.toContain('refused')
  expect(readdirSync(here)).not.toContain('refused.json')
}, 60_000)

test.each([
  ['kept', 'WITNESSES_KEPT', /not empty/],
  ['evaluation.csv', 'OUTPUT_UNWRITABLE', /evaluation\.csv/],
  ['evaluation.csv/below', 'OUTPUT_UNWRITABLE', /not a folder/],
])('a folder that cannot take witnesses is refused before anything is done: %s', async (path, code, says) => {
  const here = withModel(`refused-${code}-${path.length}`, 'throw new Error("asked")')
  const before = readdirSync(here, { recursive: true }).map(String).toSorted()
  for (const args of [['test'], ['judge', 'latest']]) {
    const { exitCode, stdout, stderr } = await airworthy(here, ...args, '--witnesses', path)
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`^${code} {2}`, 'm'))
    expect(stderr).toMatch(says)
    expect(readdirSync(here, { recursive: true }).map(String).toSorted()).toEqual(before)
  }
})

test('nothing is written where nothing fails', async () => {
  const here = join(folder, 'fine')
  mkdirSync(here)
  const { reference: _, ...data } = config.data
  write(here, {
    'evaluation.csv': csv(workers(240, 'evaluation')),
    'predict.js': model(''),
    'airworthy.yaml': JSON.stringify({ ...config, data }),
  })
  const { exitCode, stdout } = await airworthy(here, 'test', '--witnesses', 'kept')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/no witnesses in kept\n/)
  expect(readdirSync(here)).not.toContain('kept')
})

test('of a sample the rows are those of the source; values are wrong beyond half a deviation of the labels', async () => {
  const here = join(folder, 'sampled')
  mkdirSync(here)
  const key = streamKey(7, 'sampled')
  const x = Array.from({ length: 900 }, (_, row) => Math.round(1e6 * uniformAt(key, row, 0)) / 1e6)
  write(here, { 'values.csv': csv({ place: x.map((_, row) => `row-${row}`), x, y: x }) })
  const offBy =
    (most: number) =>
    ({ rowCount, columns }: Frame) => {
      const own = columns.get('x')
      if (own?.kind !== 'number') throw new Error('x is a number')
      return Array.from({ length: rowCount }, (_, row) => own.values[row]! + (own.values[row]! > 0.8 ? most : 0))
    }
  const result = await testModel(
    {
      task: 'regression',
      model: { function: offBy(5) },
      data: { evaluation: join(here, 'values.csv'), label: 'y', id: 'place' },
      checks: { 'performance/quality': { metrics: ['rmse'], max: { rmse: 0.1 } } },
      only: ['performance/quality'],
      budget: { rows: 200 },
    },
    { store: join(here, 'store'), witnesses: join(here, 'kept') },
  )
  const examples = result.report.findings.flatMap(({ evidence }) => evidence.filter((one) => one.kind === 'examples'))
  expect(examples).toHaveLength(1)
  const named = examples[0]!.rows.map(({ row }) => row)
  expect(Math.max(...named)).toBeGreaterThan(200)
  expect(named.every((row) => x[row]! > 0.8)).toBe(true)

  const kept = join(here, 'kept/performance-quality')
  expect(result.witnesses).toEqual({
    folder: join(here, 'kept'),
    written: [{ check: 'performance/quality', folder: kept, rows: 10 }],
    without: [],
  })
  const lines = readFileSync(join(kept, 'rows.jsonl'), 'utf8').trim().split('\n')
  const rows = lines.map((line) => JSON.parse(line) as { witness: string | null; place: string; x: number; y: number })
  expect(rows.slice(0, 10).map(({ place, x: own }) => [place, own])).toEqual(named.map((row) => [`row-${row}`, x[row]]))

  // A function cannot be written into a file: it is handed in.
  const replay = async (most: number) => {
    const pinned = { ...(await loadConfig(kept)), model: { function: offBy(most) } }
    const { report } = await testModel(pinned, { store: join(here, 'store') })
    return [report.gate.exitCode, report.findings.find(({ check }) => check === 'subset/named')!.verdict]
  }
  expect(await replay(5)).toEqual([1, 'fail'])
  expect(await replay(0.05)).toEqual([0, 'pass'])
}, 60_000)

test('an ONNX model fails on all the rows that it was found to fail on', async () => {
  const here = join(folder, 'adult')
  mkdirSync(here)
  const only = ['transformation/*', 'subset/weak-slices', 'adversarial/*']
  await writeSmallAdult(here, { ...smallAdult, only, checks: { 'transformation/*': { warn: 0, fail: 0.001 } } }, 2000)
  await airworthy(here, 'test', '--witnesses', 'kept')
  const kept = readdirSync(join(here, 'kept'))
  expect(kept.length).toBeGreaterThan(0)
  for (const name of kept) {
    const { exitCode, findings } = await replayed(here, join('kept', name))
    expect(exitCode).toBe(1)
    for (const { estimate, verdict, subject } of findings) {
      expect({ name, subject, verdict, estimate }).toMatchObject({ verdict: 'fail', estimate: 0 })
    }
  }
}, 120_000)
