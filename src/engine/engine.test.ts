import { z } from 'zod'
import { describe, expect, test } from 'vitest'
import { parseConfig, settleChecks } from '../config/config.ts'
import { defineCheck } from '../core/check.ts'
import type { Check, CheckContext } from '../core/check.ts'
import { columnChoice } from '../core/column-choice.ts'
import { AirworthyError } from '../core/errors.ts'
import type { Measurement, Requirement } from '../core/measurement.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord, RunEvent } from '../core/run.ts'
import { featuresOf } from '../core/schema.ts'
import { frameOf, numbers, schemaOf } from '../testing/frames.ts'
import { shareArtifacts } from './artifacts.ts'
import { execute } from './execute.ts'
import type { Execution } from './execute.ts'
import { gate } from './gate.ts'
import { judge } from './judge.ts'
import { makePlan } from './plan.ts'
import { makeReport } from './report.ts'

const frame = frameOf({ age: numbers([1, 2, 3]), income: numbers([4, 5, 6]) })
const limit: Requirement = { rule: 'limit', warn: 0.05, fail: 0.1, worse: 'higher', neutral: 0 }

function checkOf(
  id: `${string}/${string}`,
  measurements: readonly Measurement[] | Error,
  more: Partial<Check> = {},
): Check {
  return {
    ...defineCheck({
      id,
      title: id,
      protectsAgainst: 'P',
      remediation: ['R'],
      references: [],
      modality: ['tabular'],
      task: ['binary'],
      needs: ['evaluation'],
      params: z.object({}),
      async *run() {
        if (measurements instanceof Error) throw measurements
        yield* measurements
      },
      judge: () => limit,
      explain: ({ subject }) => `saw ${subject}`,
    }),
    ...more,
  }
}

const rate = (subject: string, hits: number, more: Partial<Measurement> = {}): Measurement => ({
  subject,
  statistic: { kind: 'proportion', hits, trials: 1000 },
  n: 1000,
  ...more,
})

const good = checkOf('drift/good', [rate('age', 10)])
const bad = checkOf('leakage/bad', [rate('age', 300), rate('city', 1)])
const broken = checkOf('subset/broken', new Error('division by zero'))
const needy = checkOf('fairness/needy', [], { needs: ['labels', 'model'] })
const forNumbers = checkOf('label/numbers', [], { task: ['regression'] })
const idle = checkOf('abnormal/idle', [], { idle: 'no feature is a category' })
const mute = checkOf('abnormal/mute', [])
const all = [good, bad, broken, needy, forNumbers, idle]

const config = (more: object = {}) =>
  parseConfig({ task: 'binary', data: { evaluation: 'e.csv' }, ...more }, '/x/airworthy.yaml')

function planOf(checks: readonly Check[], more: object = {}): Plan {
  const settings = config(more)
  const data = { file: 'e.csv', format: 'CSV', sha256: 'e'.repeat(64), rows: 3, used: 3 }
  const { seed, sensitivity, budget } = settings
  const planFrame = {
    ...{ version: '1', title: 't', task: 'binary' as const, classes: ['no', 'yes'], seed, sensitivity, budget },
    ...{ schema: schemaOf(frame), model: null },
    data: { reference: null, evaluation: data, decisions: [], warnings: [] },
  }
  return makePlan(planFrame, settleChecks(checks, settings), (need) => need === 'evaluation')
}

function executionOf(checks: readonly Check[], more: Partial<Execution> = {}) {
  const log: string[] = []
  const stored: CheckRecord[] = []
  let asked = 0
  const execution: Execution = {
    plan: planOf(checks),
    checks: new Map(checks.map((check) => [check.id, check])),
    artifacts: shareArtifacts({ evaluation: () => (asked++, frame) }),
    recorder: {
      measured: (check, { subject }) => log.push(`stored ${check} ${subject}`),
      ended: (record) => stored.push(record),
    },
    finished: new Map(),
    onEvent: (event) => log.push(describeEvent(event)),
    signal: new AbortController().signal,
    now: () => 0,
    pause: async () => {},
    concurrency: { asking: 1, reading: 1 },
    ...more,
  }
  return { execution, log, stored, asked: () => asked }
}

function describeEvent(event: RunEvent): string {
  switch (event.type) {
    case 'phase':
      return event.name
    case 'planned':
      return `planned ${event.checks}, ${event.skipped} skipped`
    case 'errored':
      return `errored ${event.check} ${event.code}`
    case 'skipped':
      return `skipped ${event.check}: ${event.reason}`
    case 'started':
    case 'measured':
    case 'finished':
    case 'resumed':
      return `${event.type} ${event.check}`
  }
}

test('a plan says what runs and why the rest does not', () => {
  const skips = planOf(all, { skip: ['drift'] }).checks.map(({ id, skip }) => [id, skip])
  expect(skips).toEqual([
    ['abnormal/idle', null],
    ['drift/good', 'left out on request'],
    ['fairness/needy', 'needs labels in the evaluation data and a model that can be asked'],
    ['label/numbers', 'not for binary models'],
    ['leakage/bad', null],
    ['subset/broken', null],
  ])
})

test('an execution stores each measurement as it is made, and a broken check ends nobody else', async () => {
  const { execution, log, stored, asked } = executionOf([good, bad, broken, idle, mute])
  const records = await execute(execution)
  expect(log).toEqual([
    'planned 5, 0 skipped',
    'started abnormal/idle',
    'skipped abnormal/idle: no feature is a category',
    'started abnormal/mute',
    'skipped abnormal/mute: there is nothing in these data for it to measure',
    'started drift/good',
    'stored drift/good age',
    'measured drift/good',
    'finished drift/good',
    'started leakage/bad',
    'stored leakage/bad age',
    'measured leakage/bad',
    'stored leakage/bad city',
    'measured leakage/bad',
    'finished leakage/bad',
    'started subset/broken',
    'errored subset/broken CHECK_FAILED',
  ])
  expect(records).toEqual(stored)
  expect(asked(), 'an artifact is made once').toBe(1)
})

test('what was finished before is not done again, and the records are the same', async () => {
  const whole = await execute(executionOf([good, bad, broken]).execution)
  const { execution, log } = executionOf([good, bad, broken], { finished: new Map([[bad.id, whole[1]!]]) })
  expect(await execute(execution)).toEqual(whole)
  expect(log).toContain('resumed leakage/bad')
  expect(log).not.toContain('started leakage/bad')
})

test('any concurrency gives the same records; what takes times runs alone and last', async () => {
  const timing = { ...checkOf('calibration/timing', [rate('ms', 1)]), alone: true }
  const one = executionOf([timing, good, bad, broken])
  const many = executionOf([timing, good, bad, broken], { concurrency: { asking: 8, reading: 8 } })
  expect(await execute(many.execution)).toEqual(await execute(one.execution))
  const started = many.log.filter((line) => line.startsWith('started'))
  expect(started.at(-1)).toBe('started calibration/timing')
})

test('checks that ask the model begin first', async () => {
  const asking = checkOf('subset/asking', [rate('age', 1)], { needs: ['model'] })
  const { execution, log } = executionOf([good, bad])
  const plan = {
    ...execution.plan,
    checks: [...execution.plan.checks, { ...execution.plan.checks[0]!, id: asking.id }],
  }
  const checks = new Map([good, bad, asking].map((check) => [check.id, check]))
  const artifacts = { has: () => true, get: async () => null as never }
  await execute({ ...execution, plan, checks, artifacts })
  expect(log.filter((line) => line.startsWith('started'))[0]).toBe('started subset/asking')
})

test('what goes on alongside is over before times are taken, and its failure ends no check', async () => {
  const order: string[] = []
  const timing = {
    ...checkOf('calibration/timing', [rate('ms', 1)]),
    alone: true,
    run: async function* () {
      order.push('times')
      yield rate('ms', 1)
    },
  }
  const alongside = new Promise<void>((_, reject) => {
    setImmediate(() => {
      order.push('alongside')
      reject(new Error('gone'))
    })
  })
  const { execution } = executionOf([timing, good], { alongside })
  const records = await execute(execution)
  expect(order).toEqual(['alongside', 'times'])
  expect(records.map(({ outcome }) => outcome)).toEqual(['measured', 'measured'])
})

test('example rows of a sample are numbered as in their source, in the record and in the store', async () => {
  const rows = [0, 2].map((row) => ({ row, values: [] }))
  const examples = { kind: 'examples', title: 'Rows', columns: [], rows } as const
  const evidence = [
    { ...examples, from: 'evaluation' },
    { ...examples, from: 'reference' },
    { kind: 'table', title: 'T', columns: ['row'], rows: [[0]] },
  ] as const
  const shown = checkOf('drift/shown', [rate('age', 1, { evidence })])
  const numbered = async (more: Partial<Execution>) => {
    const stored: Measurement[] = []
    const recorder = { measured: (_: string, one: Measurement) => stored.push(one), ended: () => {} }
    const [record] = await execute(executionOf([shown], { recorder, ...more }).execution)
    if (record?.outcome !== 'measured') throw new Error('not measured')
    expect(record.measurements).toEqual(stored)
    return record.measurements[0]!.evidence!.map((one) =>
      one.kind === 'examples' ? one.rows.map(({ row }) => row) : one.kind === 'table' ? one.rows : null,
    )
  }
  const rowNumbers = { evaluation: Int32Array.of(3, 8, 21), reference: null }
  expect(await numbered({ rowNumbers })).toEqual([[3, 21], [0, 2], [[0]]])
  expect(await numbered({})).toEqual([[0, 2], [0, 2], [[0]]])
})

test('two measurements of one subject are a broken check', async () => {
  const [record] = await execute(executionOf([checkOf('drift/twice', [rate('age', 1), rate('age', 2)])]).execution)
  expect(record).toMatchObject({ outcome: 'errored', reason: expect.stringContaining('age') })
})

describe('columns that a check is to look at', () => {
  const looking = checkOf('drift/looking', [], { params: z.object(columnChoice) })
  looking.run = async function* ({ schema }: CheckContext<never>) {
    for (const { name } of featuresOf(schema)) yield rate(name, 1)
  }
  const looked = async (choice: object) => {
    const plan = planOf([looking], { checks: { 'drift/looking': choice } })
    const [record] = await execute(executionOf([looking], { plan }).execution)
    return record?.outcome === 'measured' ? record.measurements.map(({ subject }) => subject) : record?.outcome
  }
  const all = featuresOf(schemaOf(frame)).map(({ name }) => name)

  test('are all, those named, or all but those named', async () => {
    expect(all.length).toBeGreaterThan(1)
    expect(await looked({})).toEqual(all)
    expect(await looked({ columns: [all[1]] })).toEqual([all[1]])
    expect(await looked({ exclude: [all[1]] })).toEqual(all.filter((name) => name !== all[1]))
    expect(await looked({ exclude: all })).toBe('skipped')
  })

  test('have to be there, which is said before anything runs', () => {
    const choose = (choice: object) => () => planOf([looking], { checks: { 'drift/looking': choice } })
    expect(choose({ exclude: ['nobody'] })).toThrow(/nobody/)
    expect(choose({ columns: ['nobody'] })).toThrow(expect.objectContaining({ code: 'DATA_NO_COLUMN' }))
  })
})

test('a cancelled execution ends with the reason, not with a broken check', async () => {
  const controller = new AbortController()
  const stop = checkOf('drift/stop', [])
  stop.run = async function* () {
    yield rate('age', 1)
    controller.abort(new AirworthyError('CANCELLED', { run: 'r' }))
    yield rate('city', 1)
  }
  const { execution, stored } = executionOf([stop, bad], { signal: controller.signal })
  await expect(execute(execution)).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(stored).toEqual([])
})

async function reportOf(checks: readonly Check[], more: object = {}) {
  const records = await execute({ ...executionOf(checks).execution, plan: planOf(checks, more) })
  const judgements = new Map(settleChecks(checks, config(more)).map((one) => [one.check.id, one]))
  const summary = { metrics: { reference: {}, evaluation: {} }, columns: [] }
  return makeReport({
    plan: planOf(checks, more),
    planHash: 'h',
    records,
    summary,
    judgements,
    gate: config(more).gate,
  })
}

describe('the gate', () => {
  test('passes when nothing failed at its severity', async () => {
    expect((await reportOf([good, needy])).gate).toMatchObject({ passed: true, exitCode: 0, reasons: [] })
  })
  test('fails by a fail of major severity, and names it', async () => {
    expect((await reportOf([good, bad])).gate).toMatchObject({
      passed: false,
      exitCode: 1,
      reasons: [{ check: 'leakage/bad', subject: 'age', cause: 'failed' }],
    })
  })
  test('a minor fail does not block by default', async () => {
    expect((await reportOf([bad], { checks: { 'leakage/bad': { severity: 'minor' } } })).gate.passed).toBe(true)
    expect(
      (await reportOf([bad], { checks: { 'leakage/bad': { severity: 'minor' } }, gate: { blockOn: 'minor' } })).gate
        .passed,
    ).toBe(false)
  })
  test('what could not run blocks with an exit code of its own, unless allowed', async () => {
    expect((await reportOf([good, broken])).gate).toMatchObject({
      passed: false,
      exitCode: 3,
      reasons: [{ cause: 'could not run' }],
    })
    expect((await reportOf([bad, broken])).gate.exitCode).toBe(1)
    expect((await reportOf([good, broken], { gate: { allowErrors: true } })).gate.passed).toBe(true)
  })
  test('a required check may not be skipped', async () => {
    expect((await reportOf([good, needy], { gate: { required: ['fairness'] } })).gate).toMatchObject({
      exitCode: 1,
      reasons: [{ cause: 'required but skipped' }],
    })
  })
  test('an inconclusive verdict blocks only on request', async () => {
    const unsure = checkOf('leakage/unsure', [rate('age', 105)])
    expect((await reportOf([unsure])).gate.passed).toBe(true)
    expect((await reportOf([unsure], { gate: { inconclusive: 'block' } })).gate).toMatchObject({
      exitCode: 1,
      reasons: [{ cause: 'inconclusive' }],
    })
  })
})

test('failed, broken, skipped and passed are four different things in the report', async () => {
  const report = await reportOf([good, bad, broken, needy])
  expect(report.findings.map(({ check, outcome, verdict }) => [check, outcome, verdict])).toEqual([
    ['drift/good', 'judged', 'pass'],
    ['fairness/needy', 'skipped', null],
    ['leakage/bad', 'judged', 'fail'],
    ['leakage/bad', 'judged', 'pass'],
    ['subset/broken', 'errored', null],
  ])
  expect(report.counts.checks).toEqual({ planned: 4, judged: 2, skipped: 1, errored: 1 })
  expect(report.checks.map(({ verdict }) => verdict)).toEqual(['pass', null, 'fail', null])
})

test('impact moves the severity, unless the user has set it', async () => {
  const severityWith = async (hits: number, more: object = {}) => {
    const impact = { kind: 'rate-difference', a: { hits, trials: 1000 }, b: { hits: 100, trials: 1000 } } as const
    return (await reportOf([checkOf('leakage/bad', [rate('age', 300, { impact })])], more)).findings[0]!.severity
  }
  expect(await severityWith(130)).toBe('major')
  expect(await severityWith(300)).toBe('blocker')
  expect(await severityWith(60)).toBe('minor')
  expect(await severityWith(300, { checks: { 'leakage/bad': { severity: 'minor' } } })).toBe('minor')
})

test('old measurements are judged again under new limits, without running anything', async () => {
  const records = await execute(executionOf([bad]).execution)
  const strict = { ...bad, judge: () => ({ ...limit, warn: 0.5, fail: 0.6 }) as Requirement }
  const judgement = { check: strict, params: {}, severity: 'major', severityIsFixed: false } as const
  const findings = judge(records, new Map([[bad.id, judgement]]), 'default')
  expect(findings.map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
  expect(gate(findings, config().gate).passed).toBe(true)
})

test('a run in which every check was skipped has not passed', async () => {
  const { gate: shut } = await reportOf([needy, good], { skip: ['drift'] })
  expect(shut).toMatchObject({ passed: false, exitCode: 3 })
  // What the user left out is not what is missing.
  expect(shut.reasons.map(({ check, cause }) => [check, cause])).toEqual([['fairness/needy', 'nothing judged']])
  const { gate: empty } = await reportOf([good], { skip: ['drift'] })
  expect(empty).toMatchObject({ passed: false, exitCode: 3, reasons: [{ check: 'drift/good' }] })
})

test('a time is left out of the report unless it is judged', async () => {
  const slow = checkOf('operations/latency', [rate('p95', 300, { volatile: true })])
  const informed = { ...slow, judge: () => ({ rule: 'inform' }) as const }
  expect((await reportOf([informed])).findings[0]).toMatchObject({
    estimate: null,
    interval: null,
    volatile: true,
    verdict: 'pass',
    gating: false,
  })
  expect((await reportOf([slow])).findings[0]).toMatchObject({ estimate: 0.3, verdict: 'fail' })
})
