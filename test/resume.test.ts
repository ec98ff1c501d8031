import { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Report } from '../src/core/report.ts'
import type { StoredRun } from '../src/store/rows.ts'
import { RunStore } from '../src/store/run-store.ts'
import { airworthy, start, temporaryFolder } from './airworthy.ts'
import type { Ended } from './airworthy.ts'
import { smallAdult, writeSmallAdult } from './small-adult.ts'

const folder = temporaryFolder()
const undisturbed = join(folder, 'undisturbed')
const files = ['report.json', 'report.junit.xml', 'report.sarif', 'report.md']
const outputs = files.flatMap((file) => ['-o', file])

beforeAll(async () => {
  mkdirSync(undisturbed)
  await writeSmallAdult(undisturbed)
  expect(await airworthy(undisturbed, 'test', ...outputs)).toMatchObject({ exitCode: 1 })
}, 120_000)

/** A folder in which a run was begun, and ended by a signal to its whole group once some checks were stored. */
async function interrupted(
  name: string,
  signal: NodeJS.Signals,
  project = '.',
): Promise<{ here: string; ended: Ended }> {
  const here = join(folder, name)
  mkdirSync(join(here, project), { recursive: true })
  await writeSmallAdult(join(here, project))
  const running = start(here, ['test', project, '--workers', '2', ...outputs])
  await running.saying(/performance\/quality .*measured/)
  const group = processesOf(running.process.pid!)
  expect(group.length).toBeGreaterThan(1)
  process.kill(signal === 'SIGKILL' ? running.process.pid! : -running.process.pid!, signal)
  const ended = await running.ended
  await expect.poll(() => group.filter(isAlive), { timeout: 10_000 }).toEqual([])
  expect(readdirSync(here).filter((file) => file.startsWith('report') || file.endsWith('.part'))).toEqual([])
  return { here, ended }
}

function storedIn(here: string): StoredRun {
  const store = new RunStore(join(here, '.airworthy/runs.sqlite'))
  try {
    return store.find('latest')
  } finally {
    store.close()
  }
}

/** What is stored of the run: how it stands, and the checks that measured something and those that are yet to run. */
function progress(here: string): { status: string; measured: string[]; pending: string[] } {
  const store = new RunStore(join(here, '.airworthy/runs.sqlite'))
  const run = store.find('latest')
  const records = store.records(run)
  store.close()
  const ended = new Set(records.map(({ check }) => check))
  return {
    status: run.status,
    measured: records.flatMap(({ check, outcome }) => (outcome === 'measured' ? [check] : [])),
    pending: run.plan.checks.flatMap(({ id }) => (ended.has(id) ? [] : [id])),
  }
}

function expectSameReports(here: string): void {
  for (const file of files) {
    expect(readFileSync(join(here, file), 'utf8'), file).toBe(readFileSync(join(undisturbed, file), 'utf8'))
  }
}

test('a run that was killed is gone on with, and ends in the same bytes', async () => {
  const { here, ended } = await interrupted('killed', 'SIGKILL')
  expect(ended.exitCode).toBeNull()
  const { status, measured, pending } = progress(here)
  expect(status).toBe('running')
  expect(measured.length).toBeGreaterThan(0)
  expect(pending.length).toBeGreaterThan(0)

  const resumed = await airworthy(here, 'test', '--resume', 'latest', '--workers', '1', ...outputs)
  expect(resumed.exitCode).toBe(1)
  const again = Array.from(resumed.stderr.matchAll(/^ {2}(\S+) .* measured$/gm), ([, check]) => check!)
  expect(again.filter((check) => measured.includes(check))).toEqual([])
  expect(again.filter((check) => !pending.includes(check))).toEqual([])
  expect(again.length).toBeGreaterThan(0)
  expectSameReports(here)
  expect(progress(here)).toMatchObject({ status: 'finished', pending: [] })
  expect(readdirSync(join(here, '.airworthy'))).toEqual(['runs.sqlite'])
}, 120_000)

test('Ctrl-C tells how to go on, and going on ends in the same bytes', async () => {
  const { here, ended } = await interrupted('stopped', 'SIGINT')
  expect(ended.exitCode).toBe(130)
  expect(ended.stdout).toBe('')
  const command = /CANCELLED {2}.*kept\.\n {2}→ Go on with "airworthy (test --resume \S+)"/.exec(ended.stderr)
  expect(command, ended.stderr).not.toBeNull()
  const { status, pending } = progress(here)
  expect(status).toBe('cancelled')
  expect(pending.length).toBeGreaterThan(0)

  const judged = await airworthy(here, 'judge', 'latest', ...outputs)
  expect(judged.exitCode).toBe(2)
  expect(judged.stderr).toMatch(/RUN_INCOMPLETE .*\n {2}→ Finish it with "airworthy test --resume/)

  const resumed = await airworthy(here, ...command![1]!.split(' '), ...outputs)
  expect(resumed.exitCode).toBe(1)
  expectSameReports(here)
}, 120_000)

test('a run is gone on with under the configuration it began with, wherever that is, and under no other', async () => {
  const { here, ended } = await interrupted('elsewhere', 'SIGINT', 'project')
  const [, command] = /Go on with "airworthy (test --resume \S+)"/.exec(ended.stderr)!
  writeFileSync(join(here, 'project/lenient.json'), JSON.stringify({ ...smallAdult, sensitivity: 'lenient' }))
  const other = await airworthy(here, 'test', 'project/lenient.json', '--resume', 'latest', ...outputs)
  expect(other.stderr).toMatch(/RUN_CHANGED .* cannot be resumed: the sensitivity changed/)
  expect(other.exitCode).toBe(2)

  expect(await airworthy(here, ...command!.split(' '), ...outputs)).toMatchObject({ exitCode: 1 })
  expectSameReports(here)

  // Once more, as after a kill between the end of the run and its reports: nothing is measured again.
  const finished = storedIn(here)
  for (const file of files) rmSync(join(here, file))
  const again = await airworthy(here, ...command!.split(' '), ...outputs)
  expect(again.stderr).not.toMatch(/measured|asking the model/)
  expectSameReports(here)
  expect(storedIn(here)).toEqual(finished)

  // What blocks may be another matter by now.
  const gate = { blockOn: 'blocker' }
  writeFileSync(join(here, 'project/gate.json'), JSON.stringify({ ...smallAdult, gate }))
  await airworthy(here, 'test', 'project/gate.json', '--resume', 'latest', '-o', 'gate.json')
  const report = JSON.parse(readFileSync(join(here, 'gate.json'), 'utf8')) as Report
  expect(report.gate.blockOn).toBe('blocker')
}, 120_000)

test('a run that is under way is not taken over', async () => {
  const here = join(folder, 'busy')
  mkdirSync(here)
  await writeSmallAdult(here, { ...smallAdult, budget: { transformRows: 2000, attackRows: 600 } }, 2000)
  const running = start(here, ['test', ...outputs])
  await running.saying(/performance\/quality .*measured/)
  // Held there, so that it is still under way when the second has opened everything.
  running.process.kill('SIGSTOP')
  const second = await airworthy(here, 'test', '--resume', 'latest', '-o', 'second.json')
  running.process.kill('SIGCONT')
  expect(second.stderr).toMatch(/RUN_BUSY .*\n {2}→ Wait/)
  expect(second.exitCode).toBe(2)
  expect(await running.ended).toMatchObject({ exitCode: 1 })
  expect(progress(here)).toMatchObject({ status: 'finished' })
  expect(readdirSync(here)).not.toContain('second.json')
}, 120_000)

test('a run cannot be gone on with when what it was about has changed', async () => {
  const { here } = await interrupted('changed', 'SIGKILL')
  const model = readFileSync(join(here, 'model.onnx'))
  // A field that no reader knows: the same model in other bytes.
  appendFileSync(join(here, 'model.onnx'), Buffer.from([0xfa, 0x3f, 0x01, 0x00]))
  const { exitCode, stderr } = await airworthy(here, 'test', '--resume', 'latest', ...outputs)
  expect(stderr).toMatch(/RUN_CHANGED {2}Run \S+ cannot be resumed: the model changed/)
  expect(exitCode).toBe(2)

  // With the model as it was it can.
  writeFileSync(join(here, 'model.onnx'), model)
  expect(await airworthy(here, 'test', '--resume', 'latest', ...outputs)).toMatchObject({ exitCode: 1 })
  expectSameReports(here)
}, 120_000)

test('a stored run is judged again without its model and its data', async () => {
  for (const file of ['model.onnx', 'train.parquet', 'test.parquet']) {
    renameSync(join(undisturbed, file), join(undisturbed, `${file}.away`))
  }
  const again = files.flatMap((file) => ['-o', `again-${file}`])
  expect(await airworthy(undisturbed, 'judge', 'latest', ...again)).toMatchObject({ exitCode: 1, stderr: '' })
  for (const file of files) {
    expect(readFileSync(join(undisturbed, `again-${file}`), 'utf8'), file).toBe(
      readFileSync(join(undisturbed, file), 'utf8'),
    )
  }

  // Nothing fails when no fail blocks but a blocker, and everything drifts when nothing may.
  const strict = { ...smallAdult, checks: { 'drift/feature': { warn: 0, fail: 0 } } }
  writeFileSync(join(undisturbed, 'strict.yaml'), JSON.stringify(strict))
  await airworthy(undisturbed, 'judge', 'latest', '--config', 'strict.yaml', '-o', 'strict.json')
  const [before, after] = ['report.json', 'strict.json'].map((file) => verdicts(undisturbed, file))
  expect(new Set(before!.values())).toEqual(new Set(['pass']))
  expect([...after!.values()]).not.toContain('pass')
}, 60_000)

/** Verdicts of drift/feature by subject. */
function verdicts(here: string, file: string): Map<string | null, string | null> {
  const { findings } = JSON.parse(readFileSync(join(here, file), 'utf8')) as Report
  return new Map(findings.filter(({ check }) => check === 'drift/feature').map((one) => [one.subject, one.verdict]))
}

/** A process and what it started, by id. */
function processesOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const children = [...table.matchAll(/(\d+)\s+(\d+)/g)].filter(([, , parent]) => Number(parent) === pid)
  return [pid, ...children.map(([, child]) => Number(child))]
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
