import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineCheck } from '../core/check.ts'
import type { Plan } from '../core/plan.ts'
import { shareArtifacts } from './artifacts.ts'
import { execute } from './execute.ts'

const check = defineCheck({
  ...{ id: 'mine/columns', title: 'Mine', protectsAgainst: 'Nothing', remediation: [], references: [] },
  ...{ modality: ['tabular'], task: ['binary'], needs: [], params: z.object({}) },
  async *run() {
    for (const subject of ['a', 'b', 'c']) yield { subject, statistic: { kind: 'exact', value: 1 }, n: 1 }
  },
  judge: () => ({ rule: 'inform' }),
  explain: () => 'seen',
})
const plan = { checks: [{ id: check.id, params: {}, severity: 'major', skip: null }], seed: 0 } as unknown as Plan

test('whoever stops it while a check computes is heard at its next measurement', async () => {
  const stopped = new AbortController()
  const measured: string[] = []
  const execution = execute({
    plan,
    checks: new Map([[check.id, check]]),
    artifacts: shareArtifacts({}),
    recorder: { measured: (_, { subject }) => measured.push(subject), ended: () => {} },
    finished: new Map(),
    onEvent: () => {},
    signal: stopped.signal,
    now: () => 0,
    pause: async () => stopped.abort(new Error('stopped')),
    concurrency: { asking: 1, reading: 1 },
  })
  await expect(execution).rejects.toThrow('stopped')
  expect(measured).toEqual(['a'])
})
