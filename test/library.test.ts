import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { defineConfig, judgeRun, loadConfig, plan, render, test as testModel } from '../src/index.ts'
import type { AirworthyError, Frame, RunEvent } from '../src/index.ts'
import { airworthy, start, temporaryFolder } from './airworthy.ts'
import { csv, people, write } from './people.ts'

const folder = temporaryFolder()
const store = join(folder, 'store')
const data = {
  reference: join(folder, 'reference.csv'),
  evaluation: join(folder, 'evaluation.csv'),
  label: 'outcome',
  positive: 'yes',
  protected: ['sex'],
  ignore: ['score'],
}

/** A module with the rule behind the invented people, so that it can be a file and a function. */
const module = `export default ({ columns }) => {
  const [age, hours] = [columns.get('age'), columns.get('hours')]
  return Array.from(age.values, (years, row) => 1 / (1 + Math.exp(-(years + hours.values[row] - 75) / 12)))
}`
write(folder, { 'predict.mjs': module })
const { default: predict } = (await import(join(folder, 'predict.mjs'))) as { default: (frame: Frame) => number[] }

const config = defineConfig({
  title: 'People',
  task: 'binary',
  model: { function: predict },
  data,
  budget: { transformRows: 100, attackRows: 30 },
})

beforeAll(() => {
  write(folder, { 'reference.csv': csv(people(300, 'reference')), 'evaluation.csv': csv(people(300, 'evaluation')) })
})

test('a function is tested, tells what happens, and the result can be rendered, stored and judged again', async () => {
  const events: RunEvent[] = []
  const output = join(folder, 'report.json')
  const result = await testModel(config, { store, output: [output], onEvent: (event) => events.push(event) })

  const { report } = result
  expect(report).toMatchObject({ title: 'People', task: 'binary', classes: ['no', 'yes'], model: { kind: 'function' } })
  expect(report.counts.checks.errored).toBe(0)
  expect(report.metrics.evaluation['auc']).toBeGreaterThan(0.8)
  expect(result.written).toEqual([output])
  expect(readFileSync(output, 'utf8')).toBe(render(report, 'json'))

  const ended = (type: RunEvent['type']) => events.filter((event) => event.type === type).length
  expect(events[0]).toEqual({ type: 'phase', name: 'reading the data' })
  expect(ended('started')).toBe(ended('finished') + ended('skipped') - plannedSkips(events))
  expect(ended('finished')).toBe(report.counts.checks.judged)
  expect(ended('measured')).toBe(report.findings.filter(({ outcome }) => outcome === 'judged').length)

  const again = await judgeRun(result.run, { store })
  expect(again.report).toEqual(report)
}, 60_000)

function plannedSkips(events: readonly RunEvent[]): number {
  return events.find((event) => event.type === 'planned')!.skipped
}

test('the library and the command line come to the same bytes', async () => {
  const { model: _, ...rest } = config
  write(folder, { 'airworthy.json': JSON.stringify({ ...rest, model: { module: 'predict.mjs' } }) })
  const settings = await loadConfig(join(folder, 'airworthy.json'))
  const { report } = await testModel(settings, { store, workers: 1 })
  const ended = await airworthy(folder, 'test', 'airworthy.json', '-o', 'cli.json')
  expect(ended.exitCode).toBe(report.gate.exitCode)
  expect(readFileSync(join(folder, 'cli.json'), 'utf8')).toBe(render(report, 'json'))

  const byFunction = await testModel(config, { store })
  expect(byFunction.report.findings).toEqual(report.findings)
  expect(byFunction.report.metrics).toEqual(report.metrics)
}, 90_000)

test('a plan asks the model nothing', async () => {
  let asked = 0
  const counting = { ...config, model: { function: (frame: Frame) => (asked++, predict(frame)) } }
  const planned = await plan(counting)
  expect(planned.checks.find(({ id }) => id === 'drift/feature')).toMatchObject({ skip: null })
  expect(asked).toBe(0)
})

test('an abort stops the run, and it is gone on with', async () => {
  const controller = new AbortController()
  const here = join(folder, 'aborted')
  mkdirSync(here)
  const output = [join(here, 'report.json')]
  const stopped = testModel(config, {
    store: here,
    output,
    signal: controller.signal,
    onEvent: ({ type }) => type === 'finished' && controller.abort(),
  })
  const error = await stopped.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'CANCELLED', hint: expect.stringMatching(/--resume \S+/) })
  expect(readdirSync(here)).toEqual(['runs.sqlite'])

  const inStore = await start(here, ['test', '--resume', 'latest'], { AIRWORTHY_HOME: here }).ended
  expect(inStore.stderr).toMatch(/RUN_OF_FUNCTION .* is a function, which is not stored\.\n {2}→ Go on in the program/)
  expect(inStore.exitCode).toBe(2)

  const resumed: string[] = []
  const result = await testModel(config, {
    store: here,
    output,
    resume: 'latest',
    onEvent: (event) => event.type === 'resumed' && resumed.push(event.check),
  })
  expect(resumed.length).toBeGreaterThan(0)
  const undisturbed = await testModel(config, { store })
  expect(render(result.report, 'json')).toBe(render(undisturbed.report, 'json'))
}, 60_000)

test('a signal that was aborted before starts nothing', async () => {
  let asked = 0
  const model = { function: (frame: Frame) => (asked++, predict(frame)) }
  const started = testModel({ ...config, model }, { store, signal: AbortSignal.abort() })
  await expect(started).rejects.toMatchObject({ code: 'CANCELLED_EARLY' })
  expect(asked).toBe(0)
})

test('a report that cannot be written in the end leaves a run that need not be made again', async () => {
  const here = join(folder, 'gone')
  mkdirSync(here)
  const failed = testModel(
    { ...config, only: ['drift/feature'] },
    {
      store,
      output: [join(here, 'report.json')],
      onEvent: (event) => event.type === 'finished' && rmSync(here, { recursive: true, force: true }),
    },
  )
  const error = (await failed.catch((thrown: unknown) => thrown)) as AirworthyError
  expect(error).toMatchObject({ code: 'OUTPUT_NOT_WRITTEN', exit: 3, message: expect.stringContaining('report.json') })
  const [, run] = /airworthy judge (\S+) --output/.exec(error.hint)!
  mkdirSync(here)
  const { report } = await judgeRun(run!, { store, output: [join(here, 'report.json')] })
  expect(readFileSync(join(here, 'report.json'), 'utf8')).toBe(render(report, 'json'))
})

test.each([undefined, null, 'airworthy.yaml', 7, []])('%j is no configuration', async (given) => {
  const mistaken = testModel(given as never, { store })
  await expect(mistaken).rejects.toMatchObject({ name: 'AirworthyError', code: expect.stringMatching(/^CONFIG_/) })
})

test('mistakes are thrown with their code and hint', async () => {
  const mistaken = testModel({ ...config, data: { ...data, label: 'outcomes' } }, { store })
  const hint = expect.stringMatching(/"outcome"/)
  await expect(mistaken).rejects.toMatchObject({ name: 'AirworthyError', code: 'DATA_NO_COLUMN', exit: 2, hint })
})
