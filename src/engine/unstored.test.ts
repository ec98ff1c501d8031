import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineCheck } from '../core/check.ts'
import type { Plan } from '../core/plan.ts'
import type { CheckRecord, RunEvent } from '../core/run.ts'
import { shareArtifacts } from './artifacts.ts'
import { execute } from './execute.ts'

const check = defineCheck({
  ...{ id: 'mine/rows', title: 'Mine', protectsAgainst: 'Nothing', remediation: [], references: [] },
  ...{ modality: ['tabular'], task: ['binary'], needs: [], params: z.object({}) },
  async *run() {
    yield { subject: 's', statistic: { kind: 'exact', value: 1 }, n: 1 }
  },
  judge: () => ({ rule: 'inform' }),
  explain: () => 'seen',
})
const plan = { checks: [{ id: 'mine/rows', params: {}, severity: 'major', skip: null }], seed: 0 } as unknown as Plan

test.each(['stored', 'told'])(
  'a measurement that cannot be %s ends the run, and is not blamed on the check',
  async (what) => {
    const full = () => {
      throw new Error('the disk is full')
    }
    const ended: CheckRecord[] = []
    const execution = execute({
      plan,
      checks: new Map([[check.id, check]]),
      artifacts: shareArtifacts({}),
      recorder: { measured: what === 'stored' ? full : () => {}, ended: (record) => ended.push(record) },
      finished: new Map(),
      onEvent: ({ type }: RunEvent) => what === 'told' && type === 'measured' && full(),
      signal: new AbortController().signal,
      now: () => 0,
      pause: async () => {},
      concurrency: { asking: 1, reading: 1 },
    })
    await expect(execution).rejects.toThrow('the disk is full')
    expect(ended).toEqual([])
  },
)
