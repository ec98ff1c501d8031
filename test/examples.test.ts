import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { reportSchema } from '../src/core/report.ts'
import type { Finding, Report } from '../src/core/report.ts'
import { airworthy, root, temporaryFolder } from './airworthy.ts'
import type { Ended } from './airworthy.ts'

const folder = temporaryFolder()
const published = z.fromJSONSchema(readJson(join(root, 'schema/report.json')) as Parameters<typeof z.fromJSONSchema>[0])

interface Example {
  /** The gate's: every example has a flaw that its README tells of. */
  readonly exitCode: 0 | 1
  /** What can't be told without a model, labels or groups. */
  readonly skipped: RegExp
  /** Subjects that fail, by check. */
  readonly fails: Readonly<Record<string, readonly string[]>>
  /** Checks without a fail. */
  readonly holds: readonly string[]
}

const wineFeatures = 'chlorides citric_acid density fixed_acidity free_sulfur_dioxide ph residual_sugar sulphates'
const sound = ['abnormal/null', 'performance/quality', 'leakage/overlap', 'calibration/reliability']

const examples: Readonly<Record<string, Example>> = {
  adult: {
    exitCode: 1,
    skipped: /^no column (names or dates the rows|is named for it)/,
    fails: { 'fairness/demographic-parity': ['race', 'sex'] },
    holds: [...sound, 'drift/feature', 'drift/prediction', 'performance/degradation', 'operations/determinism'],
  },
  'adult-predictions': {
    exitCode: 1,
    skipped: /^(needs a model that can be asked$|needs a model file$|no column names or dates the rows)/,
    fails: { 'fairness/demographic-parity': ['sex'] },
    holds: [...sound, 'drift/feature', 'drift/prediction', 'performance/degradation'],
  },
  wine: {
    exitCode: 1,
    skipped:
      /^(not for regression models|needs protected columns|no column|no feature is (a category|written as text))/,
    fails: {
      'drift/feature': [...wineFeatures.split(' '), 'total_sulfur_dioxide', 'volatile_acidity'],
      'drift/prediction': ['prediction'],
      'performance/degradation': ['mae', 'rmse'],
    },
    holds: ['abnormal/null', 'performance/quality', 'leakage/overlap'],
  },
  'wine-grade': {
    exitCode: 1,
    skipped: /^(needs protected columns|no column|no feature is (a category|written as text))/,
    fails: {},
    holds: [...sound, 'drift/feature', 'drift/prediction', 'performance/degradation'],
  },
}

describe.each(Object.entries(examples))('the example %s', (name, { exitCode, skipped, fails, holds }) => {
  const output = (ending: string) => join(folder, `${name}.${ending}`)
  let ended: Ended
  let report: Report

  beforeAll(async () => {
    const outputs = ['json', 'md', 'junit.xml', 'sarif'].flatMap((ending) => ['-o', output(ending)])
    ended = await airworthy(folder, 'test', join(root, 'examples', name, 'airworthy.yaml'), ...outputs)
    report = reportSchema.parse(readJson(output('json')))
  }, 120_000)

  test('ends with the exit code of its gate, and a report that keeps to the published schema', () => {
    expect(ended.exitCode).toBe(exitCode)
    expect(report.gate.exitCode).toBe(exitCode)
    expect(published.safeParse(report).error).toBeUndefined()
    expect(published.safeParse({ ...report, findings: [{}] }).success).toBe(false)
    expect(report.counts.checks.errored).toBe(0)
    expect(report.coverage.evaluation.rows).toBe(report.coverage.evaluation.of)
  })

  test('has the metrics that scikit-learn finds', () => {
    const expected = readJson(join(root, 'examples', name, 'expected-metrics.json')) as Report['metrics']
    for (const set of ['reference', 'evaluation'] as const) {
      expect(Object.keys(expected[set]).length).toBeGreaterThanOrEqual(6)
      for (const [metric, value] of Object.entries(expected[set])) {
        expect(Math.abs(report.metrics[set][metric]! - value!), `${metric} of the ${set} data`).toBeLessThan(1e-6)
      }
    }
  })

  test('shows the flaws that it has, and none where it has none', () => {
    const failing = report.findings.filter(({ verdict }) => verdict === 'fail')
    for (const [check, subjects] of Object.entries(fails)) expect(subjectsOf(failing, check)).toEqual(subjects)
    for (const check of holds) {
      expect(report.checks.find(({ id }) => id === check)?.outcome, check).toBe('judged')
      expect(subjectsOf(failing, check), check).toEqual([])
    }
    const reasons = report.findings.flatMap(({ outcome, reason }) => (outcome === 'skipped' ? [reason] : []))
    for (const reason of reasons) expect(reason).toMatch(skipped)
  })

  test('has the report that is kept here, which counts what it leaves out', async () => {
    const text = readFileSync(output('md'), 'utf8')
    await expect(text).toMatchFileSnapshot(`golden/${name}.md`)
    const numbersOf = (words: string) =>
      Array.from(words.matchAll(/[\d,]+(?= )/g), ([word]) => Number(word.replace(',', '')))
    for (const [, rest, states] of text.matchAll(/… and ([\d,]+ )more, in the report: (.*)\./g)) {
      expect(numbersOf(rest!)).toEqual([numbersOf(states!).reduce((sum, one) => sum + one, 0)])
    }
  })
})

function subjectsOf(findings: readonly Finding[], check: string): string[] {
  const subjects = findings.flatMap((one) => (one.check === check && one.subject !== null ? [one.subject] : []))
  return subjects.toSorted((a, b) => (a < b ? -1 : 1))
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
