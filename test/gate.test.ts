import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Report } from '../src/core/report.ts'
import { airworthy, root, temporaryFolder } from './airworthy.ts'
import { csv, people, write } from './people.ts'

const folder = temporaryFolder()
const base = {
  task: 'binary',
  data: { evaluation: 'evaluation.csv' },
  plugins: ['mine.ts'],
  only: ['mine/fine'],
}

/** Checks of a user: each ends in its own way, whatever the data. */
const mine = `
import { defineCheck } from ${JSON.stringify(join(root, 'src/index.ts'))}
import { z } from ${JSON.stringify(join(root, 'node_modules/zod/index.js'))}

const shared = {
  title: 'Mine', protectsAgainst: 'Nothing.', remediation: ['Do it.'], references: [], modality: ['tabular'],
  task: ['binary'], params: z.object({ fail: z.number().default(0.5).describe('Most.') }),
  judge: (_, { fail }) => ({ rule: 'count', warn: 0, fail, worse: 'higher', neutral: 0 }),
  explain: ({ subject }) => subject + ' was seen',
}
const sees = (...measurements) => ({ needs: ['evaluation'], async *run() { yield* measurements } })
const exact = (value) => ({ subject: 'all of <it>', statistic: { kind: 'exact', value }, n: 10 })

export const fine = defineCheck({ ...shared, id: 'mine/fine', ...sees(exact(0)) })
export const flawed = defineCheck({ ...shared, id: 'mine/flawed', ...sees(exact(1)) })
export const unsure = defineCheck({ ...shared, id: 'mine/unsure', ...sees({ ...exact(0), tooFew: { needed: 99 } }) })
export const needy = defineCheck({ ...shared, id: 'mine/needy', needs: ['model'], async *run() {} })
export const broken = defineCheck({
  ...shared, id: 'mine/broken', needs: [],
  async *run() { yield exact(0); throw new Error('the "disk" is <full> & gone') },
})
`

beforeAll(() => {
  write(folder, { 'mine.ts': mine, 'evaluation.csv': csv(people(60, 'gate')) })
})

const [fine, flawed, unsure, needy, broken] = ['fine', 'flawed', 'unsure', 'needy', 'broken'].map((id) => `mine/${id}`)
const failed = `failed ${flawed}`

test.each<[what: string, config: object, args: string[], exitCode: number, reasons: string[]]>([
  ['a pass', {}, [], 0, []],
  ['a fail', { only: ['mine/f*'] }, [], 1, [failed]],
  ['a fail of a minor check', { only: [flawed], checks: { 'mine/*': { severity: 'minor' } } }, [], 0, []],
  [
    'a fail of a minor check where minor blocks',
    { only: [flawed], checks: { 'mine/*': { severity: 'minor' } }, gate: { blockOn: 'minor' } },
    [],
    1,
    [failed],
  ],
  ['a major fail where only blockers block', { only: [flawed], gate: { blockOn: 'blocker' } }, [], 0, []],
  [
    'a fail raised to a blocker',
    { only: [flawed], checks: { [flawed!]: { severity: 'blocker' } }, gate: { blockOn: 'blocker' } },
    [],
    1,
    [failed],
  ],
  ['a fail within a wider limit', { only: [flawed], checks: { [flawed!]: { fail: 2 } } }, [], 0, []],
  ['a check that breaks', { only: [broken, fine] }, [], 3, [`could not run ${broken}`]],
  ['a check that breaks where that is allowed', { only: [broken, fine], gate: { allowErrors: true } }, [], 0, []],
  [
    'nothing but a check that breaks, where that is allowed',
    { only: [broken], gate: { allowErrors: true } },
    [],
    3,
    [`nothing judged ${broken}`],
  ],
  ['a fail beside a check that breaks', { only: [broken, flawed] }, [], 1, [`could not run ${broken}`, failed]],
  ['a skip', { only: [needy, fine] }, [], 0, []],
  ['nothing but skips', { only: [needy] }, [], 3, [`nothing judged ${needy}`]],
  [
    'a skip of a required check',
    { only: [needy, fine], gate: { required: ['mine'] } },
    [],
    1,
    [`required but skipped ${broken}`, `required but skipped ${flawed}`, `required but skipped ${needy}`].concat(
      `required but skipped ${unsure}`,
    ),
  ],
  ['an inconclusive verdict', { only: [unsure] }, [], 0, []],
  [
    'an inconclusive verdict where that blocks',
    { only: [unsure], gate: { inconclusive: 'block' } },
    [],
    1,
    [`inconclusive ${unsure}`],
  ],
  ['--only', { only: [] }, ['--only', fine!, '--only', unsure!], 0, []],
  ['--skip', { only: ['mine'] }, ['--skip', flawed!, '--skip', broken!], 0, []],
  ['a check switched off', { only: [fine, flawed], checks: { [flawed!]: false } }, [], 0, []],
])('%s decides the gate as it should, in every report', async (what, config, args, exitCode, reasons) => {
  const here = join(folder, what)
  mkdirSync(here)
  write(here, {
    'airworthy.yaml': JSON.stringify({
      ...base,
      ...config,
      data: { evaluation: '../evaluation.csv' },
      plugins: ['../mine.ts'],
    }),
  })
  const outputs = ['report.json', 'report.junit.xml', 'report.sarif', 'report.md'].flatMap((file) => ['-o', file])
  const ended = await airworthy(here, 'test', ...args, ...outputs)

  const report = JSON.parse(readFileSync(join(here, 'report.json'), 'utf8')) as Report
  expect(report.gate.reasons.map(({ cause, check }) => `${cause} ${check}`).toSorted()).toEqual(reasons.toSorted())
  expect([ended.exitCode, report.gate.exitCode, report.gate.passed]).toEqual([exitCode, exitCode, exitCode === 0])
  expect(ended.stdout).toMatch(sentences[exitCode]!)
  expectJunit(readFileSync(join(here, 'report.junit.xml'), 'utf8'), report)
  expectSarif(JSON.parse(readFileSync(join(here, 'report.sarif'), 'utf8')), report)
})

test.each<[what: string, run: string, exitCode: number, told: RegExp]>([
  ['ends the process', 'process.exit(0)', 3, /ENDED_EARLY/],
  ['ends the process as if the gate had failed', 'process.exit(1)', 3, /ENDED_EARLY/],
  ['waits for what never comes', 'await new Promise(() => {})', 3, /ENDED_EARLY/],
  [
    'leaves a rejection behind',
    `Promise.reject(new Error('late')); await new Promise(setImmediate)`,
    70,
    /Error: late/,
  ],
  ['yields nonsense', `yield { subject: 's', statistic: { kind: 'wat' }, n: 1 }`, 3, /CHECK_FAILED.*no measurement/],
])('a check that %s can be taken neither for a pass nor for a fail', async (what, run, exitCode, told) => {
  const here = join(folder, what)
  mkdirSync(here)
  const plugin = `${mine}
    export const odd = defineCheck({ ...shared, id: 'mine/odd', needs: [], async *run() { ${run} } })`
  const config = { ...base, data: { evaluation: '../evaluation.csv' }, plugins: ['odd.ts'], only: ['mine/odd'] }
  write(here, { 'odd.ts': plugin, 'airworthy.yaml': JSON.stringify(config) })
  const ended = await airworthy(here, 'test')
  expect(ended.stderr).toMatch(told)
  expect(ended.exitCode).toBe(exitCode)
})

test('a run with checks of a user is judged again with them, and not without', async () => {
  write(folder, {
    'with.yaml': JSON.stringify({ ...base, only: [flawed] }),
    'without.yaml': JSON.stringify({ task: 'binary', data: base.data }),
    'wide.yaml': JSON.stringify({ ...base, only: [flawed], checks: { [flawed!]: { fail: 2 } } }),
  })
  const tested = await airworthy(folder, 'test', 'with.yaml')
  expect(tested).toMatchObject({ exitCode: 1 })
  expect(tested.stdout, 'how to get a report afterwards').toContain('airworthy judge latest -o report.html')
  expect(await airworthy(folder, 'judge', 'latest')).toMatchObject({ exitCode: 1 })
  expect(await airworthy(folder, 'judge', 'latest', '-c', 'wide.yaml')).toMatchObject({ exitCode: 0 })
  const without = await airworthy(folder, 'judge', 'latest', '-c', 'without.yaml', '-o', 'without.json')
  expect(without.stderr).toMatch(/CONFIG_UNKNOWN_CHECK {2}There is no check "mine\/\w+"\.\n {2}→ .*plugins/)
  expect([without.exitCode, existsSync(join(folder, 'without.json'))]).toEqual([2, false])
})

test('judging again leaves out what the new configuration leaves out, and says what it cannot give', async () => {
  const files = {
    'both.json': { ...base, only: ['mine/f*'] },
    'off.json': { ...base, only: [], checks: { [flawed!]: false }, gate: { required: [flawed] } },
    'threshold.json': { ...base, only: ['mine/f*'], threshold: 0.3 },
    'task.json': { ...base, task: 'regression' },
  }
  write(folder, Object.fromEntries(Object.entries(files).map(([name, config]) => [name, JSON.stringify(config)])))
  expect(await airworthy(folder, 'test', 'both.json')).toMatchObject({ exitCode: 1 })

  await airworthy(folder, 'judge', 'latest', '-c', 'off.json', '-o', 'off-report.json')
  const { checks, gate } = JSON.parse(readFileSync(join(folder, 'off-report.json'), 'utf8')) as Report
  const outcomes = new Map<string, string>(checks.map(({ id, outcome }) => [id, outcome]))
  expect([outcomes.get(fine!), outcomes.get(flawed!)]).toEqual(['judged', 'skipped'])
  expect(gate.reasons).toMatchObject([{ cause: 'required but skipped', check: flawed }])

  const threshold = await airworthy(folder, 'judge', 'latest', '-c', 'threshold.json')
  expect(threshold.stderr).toBe('! not applied: the run had threshold 0.5, not 0.3; that takes a new run\n')
  const task = await airworthy(folder, 'judge', 'latest', '-c', 'task.json')
  expect(task.stderr).toMatch(/JUDGE_OTHER_TASK {2}Run \S+ was binary, the configuration is for regression\./)
  expect(task.exitCode).toBe(2)
})

/** How the summary ends, by exit code. */
const sentences: Readonly<Record<number, RegExp>> = { 0: /Gate passed/, 1: /Gate failed/, 3: /Gate not decided/ }
/** What stands in the test case of the gate, by exit code. */
const gateResults = { 0: /^$/, 1: /^<failure /, 3: /^<error / } as const
/** What must stand in a test case of each state. */
const results: Readonly<Record<string, RegExp>> = {
  pass: /^$/,
  fail: /^<failure /,
  inconclusive: /^<(skipped|failure) /,
  skipped: /^<(skipped|error) /,
  errored: /^<error /,
}

function expectJunit(xml: string, { findings, gate }: Report): void {
  const cases = [...xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"(?:\/>|>\s*([^]*?)\s*<\/testcase>)/g)]
  const bodies = Map.groupBy(cases, ([, check]) => check!)
  expect(cases).toHaveLength(findings.length + 1)
  for (const { check, outcome, verdict } of findings) {
    expect(bodies.get(check)![0]![3] ?? '', check).toMatch(results[verdict ?? outcome]!)
  }
  expect(bodies.get('gate')![0]![3] ?? '').toMatch(gateResults[gate.exitCode])
  const [, failures, errors] = /<testsuites [^>]*failures="(\d+)" errors="(\d+)"/.exec(xml)!
  expect(Number(failures) + Number(errors) > 0).toBe(
    !gate.passed || findings.some(({ outcome, verdict }) => verdict === 'fail' || outcome === 'errored'),
  )
  expect(xml.replace(/&(amp|lt|gt|quot|apos|#\d+);/g, '')).not.toMatch(/&/)
}

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly { readonly ruleId: string; readonly kind?: string; readonly level?: string }[]
    readonly invocations: readonly {
      readonly executionSuccessful: boolean
      readonly exitCode: number
      readonly toolExecutionNotifications: readonly {
        readonly descriptor: { readonly id: string }
        readonly associatedRule: { readonly id: string }
      }[]
    }[]
  }[]
}

function expectSarif({ runs }: Sarif, { findings, gate }: Report): void {
  const { results: told, invocations } = runs[0]!
  const { executionSuccessful, exitCode, toolExecutionNotifications } = invocations[0]!
  const noted = (id: string) =>
    toolExecutionNotifications.flatMap((one) => (one.descriptor.id === id ? [one.associatedRule.id] : []))
  expect(exitCode).toBe(gate.exitCode)
  expect(executionSuccessful).toBe(!findings.some(({ outcome }) => outcome === 'errored') && exitCode !== 3)
  for (const { check, outcome, verdict } of findings) {
    const levels = told.flatMap((one) => (one.ruleId === check ? [one.level] : []))
    const isProblem = verdict === 'fail' || verdict === 'warn'
    expect(levels, check).toHaveLength(isProblem ? 1 : 0)
    if (verdict === 'fail') expect(levels[0]).toMatch(/error|warning/)
    expect(noted('could-not-run').includes(check), check).toBe(outcome === 'errored')
    expect(noted('skipped').includes(check), check).toBe(outcome === 'skipped')
    expect(noted('inconclusive').includes(check), check).toBe(verdict === 'inconclusive')
  }
  // A reader that shows results only sees a shut gate all the same.
  expect(told.some(({ level }) => level === 'error')).toBe(!gate.passed || findings.some(isSevereFail))
}

function isSevereFail({ verdict, severity }: Report['findings'][number]): boolean {
  return verdict === 'fail' && severity !== 'minor'
}
