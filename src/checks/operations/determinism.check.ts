import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { count, number, percent } from '../../core/format.ts'
import type { Frame } from '../../core/frame.ts'
import { sliceRows } from '../../core/frame.ts'
import type { Attempt, Model } from '../../core/predictions.ts'
import { sampleRows, subStream } from '../../core/random.ts'
import { narrowProbe } from '../transformation/answers.ts'
import { answersOf, compareAnswers, rowsIn } from './compared-answers.ts'

export default defineCheck({
  id: 'operations/determinism',
  title: 'The same input gives the same answer',
  protectsAgainst:
    'The model answers the same case differently from one call to the next, so that no answer can be explained, audited or relied on, and every other finding is blurred.',
  remediation: [
    'Fix the seeds of the model, and switch off dropout and sampling at inference.',
    'Set the temperature to 0 where the model samples its answer.',
    'Look for state that one call leaves to the next: caches, running averages, counters.',
  ],
  references: [
    {
      title: 'Pham et al. 2020, Problems and Opportunities in Training Deep Learning Software Systems',
      url: 'https://doi.org/10.1145/3324884.3416545',
    },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  params: z.object({
    warn: z.number().min(0).max(1).default(0).describe('Share of changed answers that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.001).describe('Share of changed answers that fails.'),
    rows: z.int().min(1).default(1000).describe('Rows asked.'),
    calls: z.int().min(2).default(5).describe('How often each row is asked.'),
    tolerance: z
      .number()
      .min(0)
      .default(1e-6)
      .describe('Differences of a score up to this are rounding; relative beyond 1.'),
  }),

  async *run(context, { rows, calls, tolerance }) {
    const { model, key, signal } = context
    const probe = narrowProbe(context.probe, sampleRows(context.probe.frame.rowCount, rows, subStream(key, 'rows')))
    const n = probe.frame.rowCount
    // Two halves take turns, so that something else is asked between any two calls about a row.
    const middle = Math.ceil(n / 2)
    const halves = [sliceRows(probe.frame, 0, middle), sliceRows(probe.frame, middle, n)].filter(
      (half) => half.rowCount > 0,
    )
    const attempts: Attempt[][] = halves.map(() => [])
    for (let call = 0; call < calls; call++) {
      signal.throwIfAborted()
      for (const [i, half] of halves.entries()) attempts[i]!.push(await askAnew(model, half))
    }

    const changed = new Uint8Array(n)
    const flipped = new Uint8Array(n)
    let largest = 0
    for (const [i, [first, ...later]] of attempts.entries()) {
      for (const attempt of later) {
        const differences = compareAnswers(first!, attempt, tolerance)
        largest = Math.max(largest, differences.largest)
        differences.changed.forEach((flag, row) => {
          if (flag === 1) changed[i * middle + row] = 1
          if (first!.predictions.decisions[row] !== attempt.predictions.decisions[row]) flipped[i * middle + row] = 1
        })
      }
    }
    const unsteady = rowsIn(changed)
    yield {
      subject: 'answers to the same rows',
      metric: 'changed answers',
      // A fact about the rows asked. As a rate with an interval, 1,000 identical answers could not clear a limit of
      // 0.1 %, and nobody doubts a model for rows that it was not asked.
      statistic: { kind: 'exact', value: unsteady.length / n },
      n,
      coverage: { rows: n, of: probe.of },
      facts: { changed: unsteady.length, flips: rowsIn(flipped).length, largest, calls },
      evidence: answersOf(
        unsteady,
        probe.rows,
        Array.from({ length: calls }, (_, call) => ({
          name: `answer ${call + 1}`,
          at: (row) => [attempts[row < middle ? 0 : 1]![call]!.predictions, row < middle ? row : row - middle] as const,
        })),
      ),
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'count', warn, fail, worse: 'higher', neutral: 0 }),

  explain({ subject, n, statistic, facts }) {
    const calls = `over ${facts?.['calls']} calls`
    if (facts?.['changed'] === 0) return `none of ${count(n)} ${subject} changes ${calls}`
    const share = statistic.kind === 'exact' ? ` (${percent(statistic.value)})` : ''
    const by = Number(facts?.['largest'] ?? 0)
    const size = by > 0 ? `, scores by up to ${number(by)}` : ''
    return `${count(Number(facts?.['changed']))} of ${count(n)} ${subject}${share} change ${calls}${size}`
  },
})

function askAnew(model: Model, frame: Frame): Promise<Attempt> {
  return model.attempt(frame, { fresh: true })
}
