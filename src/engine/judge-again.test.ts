import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseConfig, settleChecks } from '../config/config.ts'
import { defineCheck } from '../core/check.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord } from '../core/run.ts'
import { judgeAgain } from './judge-again.ts'

const check = defineCheck({
  ...{ id: 'mine/rows', title: 'Mine', protectsAgainst: 'Nothing', remediation: [], references: [] },
  ...{ modality: ['tabular'], task: ['binary'], needs: [] },
  params: z.object({
    fail: z.number().default(1),
    failRise: z.number().default(1),
    bins: z.number().default(10),
    columns: z.array(z.string()).default([]),
  }),
  async *run() {},
  judge: (_, { fail }) => ({ rule: 'count', warn: 0, fail, worse: 'higher', neutral: 0 }),
  explain: () => '',
})
const measured: CheckRecord = {
  check: 'mine/rows',
  outcome: 'measured',
  measurements: [{ subject: 's', statistic: { kind: 'exact', value: 1 }, n: 1 }],
}

function again(
  wanted: object,
  { params = { fail: 1, failRise: 1, bins: 10, columns: [] as string[] }, record = measured } = {},
) {
  const config = parseConfig({ task: 'binary', data: { evaluation: 'e.csv' }, ...wanted }, '/x/airworthy.yaml')
  const plan = { checks: [{ id: 'mine/rows', params }] } as unknown as Plan
  const { records, checks, unapplied } = judgeAgain(plan, [record], settleChecks([check], config))
  return { records, params: checks[0]!.params, unapplied }
}

test('a limit is the new one, and what steers measuring stays what it was', () => {
  const wanted = { checks: { 'mine/rows': { fail: 7, bins: 20, columns: ['a'] } } }
  expect(again(wanted)).toEqual({
    records: [measured],
    params: { fail: 7, failRise: 1, bins: 10, columns: [] },
    unapplied: ['mine/rows was measured with bins 10, not 20', 'mine/rows was measured with columns [], not ["a"]'],
  })
})

test('nothing is said where nothing else was asked for, nor of a check that measured nothing', () => {
  expect(again({}).unapplied).toEqual([])
  const skipped = { record: { check: 'mine/rows', outcome: 'skipped', reason: 'no labels' } } as const
  const wanted = { checks: { 'mine/rows': { bins: 20 } } }
  expect(again(wanted, { params: { fail: 1, failRise: 1, bins: 10, columns: [] }, ...skipped })).toMatchObject({
    unapplied: [],
  })
})

test('a limit that these measurements do not need is no setting that was not applied', () => {
  expect(again({ checks: { 'mine/rows': { failRise: 0.5 } } }).unapplied).toEqual([])
})

test('a check that the new settings leave out is skipped for their reason', () => {
  const skipped = (reason: string) => [{ check: 'mine/rows', outcome: 'skipped', reason }]
  expect(again({ checks: { 'mine/rows': false } }).records).toEqual(skipped('switched off in the configuration'))
  expect(again({ only: ['mine/row*'] }).records).toEqual([measured])
  expect(again({ skip: ['mine'] }).records).toEqual(skipped('left out on request'))
})
