import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineCheck } from '../core/check.ts'
import type { Check } from '../core/check.ts'
import type { Measurement } from '../core/measurement.ts'
import { judge } from './judge.ts'

const limits = { warn: 0.02, fail: 0.05, worse: 'higher', neutral: 0 } as const

function findingOf(
  measurement: Omit<Measurement, 'subject'>,
  clause: string,
  quantity?: string,
  more: Partial<Check> = {},
) {
  const check = defineCheck({
    id: 'drift/feature',
    title: 'It holds',
    protectsAgainst: 'Nothing.',
    remediation: ['Do it.'],
    references: [],
    modality: ['tabular'],
    task: ['binary'],
    needs: [],
    params: z.object({}),
    async *run() {},
    judge: ({ metric }) => (metric === 'shown' ? { rule: 'inform' } : { rule: 'limit', ...limits }),
    explain: () => clause,
    ...(quantity === undefined ? {} : { quantity: () => quantity }),
  })
  const judgement = { check: { ...check, ...more }, params: {}, severity: 'major', severityIsFixed: false } as const
  const record = {
    check: check.id,
    outcome: 'measured',
    measurements: [{ subject: 'age', ...measurement }],
  } as const
  return judge([record], new Map([[check.id, judgement]]), 'default')[0]!
}

const fall = (estimate: number, standardError: number, n: number): Omit<Measurement, 'subject'> => ({
  metric: 'auc',
  statistic: { kind: 'normal', estimate, standardError },
  n,
})

test('what is inconclusive tells its bounds as the sentence before writes its numbers, the limit, and the rows that would tell', () => {
  const found = findingOf(fall(0.045, 0.01, 1000), 'AUC falls by 0.045')
  expect(found.verdict).toBe('inconclusive')
  expect(found.reason).toBe(
    `AUC falls by 0.045 (too few rows to tell: between 0.0254 and 0.0646, and the limit is 0.05; about ${found.rowsNeeded!.toLocaleString('en')} rows would tell)`,
  )
  expect(findingOf(fall(0.045, 0.01, 1000), 'RMSE rises by 4.5 %').reason).toMatch(
    /between 2\.5\s% and 6\.5\s%, and the limit is 5\.0\s%/,
  )
})

test('where no practical number of rows would tell, none is advised', () => {
  const found = findingOf(fall(0.0499, 0.01, 1000), 'AUC falls by 0.0499')
  expect(found).toMatchObject({ verdict: 'inconclusive', rowsNeeded: null })
  expect(found.reason).toBe('AUC falls by 0.0499 (too close to the limit of 0.05 to tell: between 0.0303 and 0.0695)')
})

test('what the estimate is stands beside the metric, where it is not its value', () => {
  expect(findingOf(fall(0.1, 0.01, 1000), 'AUC falls by 0.1', 'fall of AUC')).toMatchObject({
    metric: 'auc',
    quantity: 'fall of AUC',
    estimate: 0.1,
  })
  expect(findingOf(fall(0.1, 0.01, 1000), 'AUC is 0.1')).toMatchObject({ metric: 'auc', quantity: null })
})

test('what nobody can tell is told once', () => {
  const nothing = {
    metric: 'auc',
    statistic: { kind: 'undefined', because: 'all rows are of one class' },
    n: 9,
  } as const
  expect(findingOf(nothing, 'AUC is unknown: all rows are of one class').reason).toBe(
    'AUC is unknown: all rows are of one class',
  )
  const shown = { ...nothing, metric: 'shown', tooFew: { needed: 30 } }
  expect(findingOf(shown, 'it is unknown: all rows are of one class')).toMatchObject({
    verdict: 'inconclusive',
    gating: false,
    reason: 'it is unknown: all rows are of one class',
  })
  expect(findingOf(nothing, 'AUC is unknown').reason).toBe(
    'AUC is unknown (nothing can be told: all rows are of one class)',
  )
})

test.each<[what: string, broken: Partial<Check>, reason: string]>([
  ['judge throws', { judge: () => JSON.parse('{') as never }, `Expected property name or '}' in JSON at position 1`],
  ['judge states nothing', { judge: () => undefined as never }, 'judge states no requirement of "age"'],
  [
    'judge states no limit',
    { judge: () => ({ ...limits, rule: 'limit', fail: Number.NaN }) },
    'judge states no requirement',
  ],
  ['explain throws', { explain: () => [].at(0)!['x'] }, 'Cannot read properties of undefined'],
  ['explain says nothing', { explain: () => undefined as never }, 'explain says nothing of "age"'],
])('a check whose %s has broken, and the run has not', (_, broken, reason) => {
  const found = findingOf(fall(0.1, 0.01, 1000), 'AUC falls', undefined, broken)
  expect(found).toMatchObject({ outcome: 'errored', verdict: null, errorCode: 'CHECK_FAILED', subject: null })
  expect(found.reason).toContain(reason)
})
