import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { checks } from '../src/checks/registry.generated.ts'
import type { Plan } from '../src/core/plan.ts'
import { airworthy, temporaryFolder } from './airworthy.ts'
import { csv, people, write } from './people.ts'
import { writeSmallAdult } from './small-adult.ts'

const folder = temporaryFolder()
const adult = join(folder, 'adult')

beforeAll(async () => {
  mkdirSync(adult)
  await writeSmallAdult(adult)
  writeFileSync(join(adult, 'mine.yaml'), 'task: binary # by hand\n')
})

test('init writes a configuration from what lies in the folder, and it can be planned and run', async () => {
  const written = await airworthy(adult, 'init', '--output', 'seen.yaml')
  expect(written).toMatchObject({ exitCode: 0, stderr: '' })
  expect(written.stdout).toMatch(/^Wrote seen\.yaml: binary, label income, positive >50K, protected .*\bsex\b/)
  expect(written.stdout).toMatch(/run: airworthy test seen\.yaml\n$/)
  const text = readFileSync(join(adult, 'seen.yaml'), 'utf8')
  expect(text).toMatch(/^task: binary #/m)
  expect(text).toMatch(/^ {2}onnx: model\.onnx$/m)
  expect(text).toMatch(/^ {2}reference: train\.parquet #/m)
  expect(text).toMatch(/^ {2}evaluation: test\.parquet #/m)
  expect(text).toMatch(/^ {2}label: income #/m)
  expect(text).toMatch(/^ {2}positive: ">50K" # of "<=50K" and ">50K"$/m)

  const planned = await airworthy(adult, 'plan', 'seen.yaml')
  expect(planned).toMatchObject({ exitCode: 0, stderr: '' })
  expect(planned.stdout).toMatch(new RegExp(`^${Object.keys(checks).length} checks will run$`, 'm'))

  const ran = await airworthy(adult, 'test', 'seen.yaml', '--only', 'drift')
  expect(ran.exitCode).toBe(0)
  expect(ran.stdout).toMatch(/✓ drift\/feature/)
}, 60_000)

test('init overwrites nothing unless it is told to', async () => {
  const refused = await airworthy(adult, 'init', '--output', 'mine.yaml')
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toMatch(/OUTPUT_EXISTS {2}mine\.yaml[^]*→ .*--force/)
  expect(readFileSync(join(adult, 'mine.yaml'), 'utf8')).toBe('task: binary # by hand\n')
  expect(await airworthy(adult, 'init', '--output', 'mine.yaml', '--force')).toMatchObject({ exitCode: 0 })
  expect(readFileSync(join(adult, 'mine.yaml'), 'utf8')).toMatch(/label: income/)
})

test('init without a model takes a column that looks like its answers', async () => {
  const here = join(folder, 'people')
  mkdirSync(here)
  write(here, { 'old people.csv': csv(people(200, 'a')), 'people.csv': csv(people(200, 'b')) })
  const options = ['--reference', 'old people.csv', '--evaluation', 'people.csv', '--label', 'outcome']
  expect(await airworthy(here, 'init', ...options)).toMatchObject({ exitCode: 0, stderr: '' })
  const text = readFileSync(join(here, 'airworthy.yaml'), 'utf8')
  expect(text).toMatch(/predictions: \{ score: score \}/)
  expect(text).toMatch(/reference: "old people\.csv"/)
  expect(text).toMatch(/positive: "yes"/)
  const ran = await airworthy(here, 'test')
  expect(ran.stderr).not.toMatch(/→/)
  expect([0, 1]).toContain(ran.exitCode)
})

test.each([
  [['--label', 'incom'], /DATA_NO_COLUMN.*"incom"[^]*"income"/],
  [['--evaluation', 'none.parquet'], /DATA_NOT_FOUND.*none\.parquet/],
  [['--output', 'none/airworthy.yaml'], /OUTPUT_UNWRITABLE.*none/],
])('init with %j writes nothing', async (args, says) => {
  const before = readdirSync(adult)
  const { exitCode, stdout, stderr } = await airworthy(adult, 'init', '--output', 'other.yaml', ...args)
  expect(stderr).toMatch(says)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(readdirSync(adult)).toEqual(before)
})

test('init where there is nothing says which files it wants', async () => {
  const here = join(folder, 'empty')
  mkdirSync(here)
  const { exitCode, stderr } = await airworthy(here, 'init')
  expect(stderr).toMatch(/INIT_NO_DATA[^]*airworthy init train\.csv/)
  expect([exitCode, readdirSync(here)]).toEqual([2, []])
})

test('plan tells what will run and what will not, as a text and as JSON, and leaves nothing behind', async () => {
  const before = readdirSync(adult)
  const { stdout, exitCode } = await airworthy(adult, 'plan', '--json', '--skip', 'adversarial', '--seed', '3')
  expect(exitCode).toBe(0)
  const plan = JSON.parse(stdout) as Plan
  expect(plan).toMatchObject({ task: 'binary', seed: 3, classes: ['<=50K', '>50K'], model: { kind: 'onnx' } })
  expect(plan.checks.map(({ id }) => id)).toEqual(Object.keys(checks).toSorted((a, b) => (a < b ? -1 : 1)))
  expect(plan.checks.filter(({ skip }) => skip !== null)).toEqual([
    expect.objectContaining({ id: 'adversarial/single-feature', skip: 'left out on request' }),
  ])
  const text = await airworthy(adult, 'plan', '--only', 'drift')
  expect(text.stdout).toMatch(/^4 checks will run\n {2}drift\/correlation .*\n {2}drift\/feature /m)
  expect(readdirSync(adult)).toEqual(before)
})

test('checks lists every check, and describes one', async () => {
  const list = await airworthy(folder, 'checks')
  expect(list.exitCode).toBe(0)
  const lines = list.stdout.split('\n').map((line) => line.trim().replace(/\s+/g, ' '))
  expect(lines).toEqual(expect.arrayContaining(Object.entries(checks).map(([id, { title }]) => `${id} ${title}`)))
  const one = await airworthy(folder, 'checks', 'drift/feature')
  expect(one.stdout).toMatch(/^Features look as in the reference\n[^]*Parameters\n {2}warn +default 0\.1/)
  expect(readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['adult', 'empty', 'people'])
})

test('--version and --help answer at once, and nothing else is an answer without a command', async () => {
  expect((await airworthy(folder, '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const help = await airworthy(folder, '--help')
  for (const command of ['init', 'test', 'scan', 'judge', 'checks', 'plan'])
    expect(help.stdout).toMatch(new RegExp(`^ +${command} `, 'm'))
  expect(help.exitCode).toBe(0)
  const none = await airworthy(folder)
  expect([none.exitCode, none.stdout]).toEqual([2, ''])
  expect(none.stderr).toMatch(/Usage: airworthy/)
})

test('init takes a module for a model, and leaves out no file in silence', async () => {
  const here = join(folder, 'module')
  mkdirSync(here)
  write(here, {
    'people.csv': csv(people(200, 'b')),
    'model.js': 'export default (frame) => Array(frame.rowCount).fill(0.5)\n',
  })
  write(here, { 'vite.config.ts': 'export default {}\n', 'model.pkl': 'pickled' })
  expect(await airworthy(here, 'init', '--label', 'outcome')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(readFileSync(join(here, 'airworthy.yaml'), 'utf8')).toMatch(/^ {2}module: model\.js$/m)
  const refused = await airworthy(here, 'init', 'people.csv', 'model.pkl', '--output', 'other.yaml')
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toMatch(/INIT_UNKNOWN_FILE {2}model\.pkl is neither data nor a model[^]*→ .*ONNX/)
})

test('folders of parts and patterns are data', async () => {
  const place = join(folder, 'parts')
  for (const name of ['train', 'test']) mkdirSync(join(place, name), { recursive: true })
  for (const name of ['train/part-0.csv', 'train/part-1.csv', 'test/part-0.csv']) {
    write(place, { [name]: csv(people(100, name)) })
  }
  write(place, { 'train/_SUCCESS': '' })
  const written = await airworthy(place, 'init', 'train', 'test/part-*.csv')
  expect(written).toMatchObject({ exitCode: 0, stderr: '' })
  const text = readFileSync(join(place, 'airworthy.yaml'), 'utf8')
  expect(text).toMatch(/^ {2}reference: train #/m)
  expect(text).toMatch(/^ {2}evaluation: "test\/part-\*\.csv" #/m)
  const planned = await airworthy(place, 'plan')
  expect(planned.stdout).toMatch(/reference +train .*2 parts/)

  const parts = ['test/part-0.csv', 'train/part-0.csv', 'train/part-1.csv']
  const filledIn = await airworthy(place, 'init', ...parts, '--output', 'some.yaml')
  expect(filledIn.stdout).toMatch(/^ {2}left out train\/part-1\.csv; .*pattern in quotes$/m)
})
