import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { count, number } from '../../core/format.ts'
import type { Measurement, Statistic } from '../../core/measurement.ts'
import { mean, standardDeviation } from '../../stats/describe.ts'

/** Rows per call, the calls timed, and the calls made before. */
const batches = [
  { rows: 1, calls: 200, warmUp: 20 },
  { rows: 32, calls: 50, warmUp: 5 },
  { rows: 1024, calls: 20, warmUp: 2 },
] as const

const limit = (how: string) =>
  z.number().positive().nullable().default(null).describe(`Fewest rows per second, ${how}.`)

export default defineCheck({
  id: 'operations/throughput',
  title: 'Volume is met',
  protectsAgainst:
    'The nightly batch is not done by morning, or a peak of requests piles up, because the model answers fewer rows than arrive.',
  remediation: [
    'Raise the batch size: most models answer many rows at hardly more cost than one.',
    'Run more copies of the model, or give it more cores.',
    'Quantise or prune the model, or take a smaller one.',
  ],
  references: [{ title: 'Reddi et al. 2020, MLPerf Inference Benchmark', url: 'https://arxiv.org/abs/1911.02549' }],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  alone: true,
  params: z.object({
    min1: limit('asked one at a time'),
    min32: limit('asked in batches of 32'),
    min1024: limit('asked in batches of 1,024'),
  }),

  async *run({ model, probe, signal }) {
    for (const { rows, calls, warmUp } of batches) {
      signal.throwIfAborted()
      yield throughputOf(rows, await model.time(probe.frame, { batchRows: rows, calls, warmUp }))
    }
  },

  judge({ facts }, { min1, min32, min1024 }) {
    const fewest = new Map([
      [1, min1],
      [32, min32],
      [1024, min1024],
    ]).get(Number(facts?.['batch']))
    if (fewest === null || fewest === undefined) return { rule: 'inform' }
    return { rule: 'limit', warn: fewest, fail: fewest, worse: 'lower', neutral: 0, fixed: true }
  },

  explain({ subject, statistic, facts }) {
    if (statistic.kind === 'undefined') return `the rows per second ${subject} are unknown: ${statistic.because}`
    return `${number(Number(facts?.['rate']))} rows per second are answered ${subject}`
  },
})

/** Rows over seconds, with the error of the mean time carried over (delta method). */
function throughputOf(rows: number, times: Float64Array): Measurement {
  const ms = mean(times)
  const rate = (1000 * rows) / ms
  const standardError = (rate * standardDeviation(times)) / ms / Math.sqrt(times.length)
  const isKnown = ms > 0 && Number.isFinite(rate) && Number.isFinite(standardError)
  const statistic: Statistic = isKnown
    ? { kind: 'normal', estimate: rate, standardError, range: { low: 0 } }
    : { kind: 'undefined', because: 'the calls took no time that could be measured' }
  return {
    subject: rows === 1 ? 'one at a time' : `in batches of ${count(rows)}`,
    metric: 'rows per second',
    statistic,
    n: times.length,
    facts: isKnown ? { batch: rows, rate } : { batch: rows },
    volatile: true,
  }
}
