import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import type { CurveEvidence } from '../../core/evidence.ts'
import { count, number } from '../../core/format.ts'
import type { Measurement, Statistic } from '../../core/measurement.ts'
import { quantileSorted } from '../../stats/describe.ts'
import { quantileInterval, valuesNeeded } from './quantile-interval.ts'

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const
const coldStart = 'cold start'

const limit = (what: string) =>
  z.number().positive().nullable().default(null).describe(`Most milliseconds for ${what}.`)

export default defineCheck({
  id: 'operations/latency',
  title: 'Answers come in time',
  protectsAgainst: 'The model is right but too late: callers time out, queues grow, and the slowest cases are lost.',
  remediation: [
    'Ask in batches where the caller can wait for them.',
    'Quantise or prune the model, or take a smaller one.',
    'Keep the model loaded and warmed up, where the cold start is what is slow.',
  ],
  references: [{ title: 'Dean and Barroso 2013, The Tail at Scale', url: 'https://doi.org/10.1145/2408776.2408794' }],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  alone: true,
  params: z.object({
    coldStartMs: limit('the first answer, from nothing'),
    p50Ms: limit('half of the answers'),
    p95Ms: limit('95 % of the answers'),
    p99Ms: limit('99 % of the answers'),
    calls: z.int().min(1).default(500).describe('Calls timed, of one row each.'),
    warmUp: z.int().min(0).default(50).describe('Calls made before those.'),
  }),

  async *run({ model, probe, signal }, { calls, warmUp }) {
    yield coldStartOf(model.coldStartMs)
    signal.throwIfAborted()
    const sorted = (await model.time(probe.frame, { batchRows: 1, calls, warmUp })).toSorted()
    const evidence = [cumulative(sorted)]
    for (const [subject, q] of Object.entries(quantiles)) yield { ...percentileOf(subject, q, sorted), evidence }
  },

  judge({ subject }, params) {
    const most = { [coldStart]: params.coldStartMs, p50: params.p50Ms, p95: params.p95Ms, p99: params.p99Ms }[subject]
    if (most === null || most === undefined) return { rule: 'inform' }
    return { rule: 'limit', warn: most, fail: most, worse: 'higher', neutral: 0, fixed: true }
  },

  explain({ subject, facts, n }) {
    const ms = number(Number(facts?.['ms']))
    if (subject === coldStart) return `the first answer comes ${ms} ms after a cold start`
    const range =
      facts?.['low'] === undefined ? '' : ` (${number(Number(facts['low']))} to ${number(Number(facts['high']))})`
    return `${subject} of ${count(n)} single rows is ${ms} ms${range}`
  },
})

function coldStartOf(ms: number): Measurement {
  const statistic: Statistic = Number.isFinite(ms)
    ? { kind: 'exact', value: ms }
    : { kind: 'undefined', because: 'it was not timed' }
  return { subject: coldStart, metric: 'milliseconds', statistic, n: 1, facts: { ms }, volatile: true }
}

function percentileOf(subject: string, q: number, sorted: Float64Array): Measurement {
  const estimate = quantileSorted(sorted, q)
  const interval = quantileInterval(sorted, q)
  const shared = { subject, metric: 'milliseconds', n: sorted.length, volatile: true }
  if (interval === null) {
    const tooFew = { needed: valuesNeeded(q) }
    return { ...shared, statistic: { kind: 'exact', value: estimate }, facts: { ms: estimate }, tooFew }
  }
  return { ...shared, statistic: { kind: 'bootstrap', estimate, ...interval }, facts: { ms: estimate, ...interval } }
}

function cumulative(sorted: Float64Array): CurveEvidence {
  const shares = [0.01, 0.05, ...Array.from({ length: 9 }, (_, i) => (i + 1) / 10), 0.95, 0.99, 1]
  return {
    kind: 'curve',
    title: 'Answers by time',
    x: 'milliseconds',
    y: 'share of calls answered by then',
    series: [{ name: 'single rows', points: shares.map((share) => ({ x: quantileSorted(sorted, share), y: share })) }],
  }
}
