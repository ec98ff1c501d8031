import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { count, number } from '../../core/format.ts'
import { takeRows } from '../../core/frame.ts'
import type { Frame } from '../../core/frame.ts'
import type { Statistic } from '../../core/measurement.ts'
import { sampleRows, shuffledRows, subStream } from '../../core/random.ts'
import type { StreamKey } from '../../core/random.ts'
import { everyRow } from '../../core/rows.ts'
import { narrowProbe } from '../transformation/answers.ts'
import { answersOf, compareAnswers, rowsIn } from './compared-answers.ts'

export default defineCheck({
  id: 'operations/row-invariance',
  title: 'Neighbouring rows do not matter',
  protectsAgainst:
    'What a case is answered depends on the other cases that happen to be asked with it, so that a test in batches says nothing of single requests.',
  remediation: [
    'Take statistics of the batch out of inference: normalise with those of the training data.',
    'Put layers such as batch normalisation into inference mode before export.',
    'Look for code that ranks, fills or encodes over the rows of a request.',
  ],
  references: [
    { title: 'Ioffe and Szegedy 2015, Batch Normalization', url: 'https://arxiv.org/abs/1502.03167' },
    {
      title: 'Xie et al. 2011, Testing and validating machine learning classifiers by metamorphic testing',
      url: 'https://doi.org/10.1016/j.jss.2010.11.920',
    },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  params: z.object({
    rows: z.int().min(2).default(512).describe('Rows asked in each arrangement.'),
    batches: z.array(z.int().min(1)).default([1, 7, 64]).describe('Batch sizes; 1 asks each row alone.'),
    tolerance: z
      .number()
      .min(0)
      .default(1e-6)
      .describe('Differences of a score up to this are rounding; relative beyond 1.'),
  }),

  async *run(context, { rows, batches, tolerance }) {
    const { model, key, signal } = context
    const probe = narrowProbe(context.probe, sampleRows(context.probe.frame.rowCount, rows, subStream(key, 'rows')))
    const n = probe.frame.rowCount
    const ask = (frame: Frame, batchRows: number) => model.attempt(frame, { fresh: true, batchRows })
    const together = await ask(probe.frame, n)
    // Rows that are not even answered alike in the same company are a matter of determinism.
    const unsteady = compareAnswers(together, await ask(probe.frame, n), tolerance).changed
    const steady = n - rowsIn(unsteady).length

    for (const { subject, frame, batchRows, positions } of arrangements(probe.frame, batches, key)) {
      signal.throwIfAborted()
      const otherwise = await ask(frame, batchRows)
      const differences = positions.map((at) => compareAnswers(together, otherwise, tolerance, at))
      const changed = rowsIn(
        unsteady.map((flag, row) => (flag === 1 ? 0 : Math.max(...differences.map((one) => one.changed[row]!)))),
      )
      const largest = Math.max(...differences.map((one) => one.largest))
      const because = 'no row is answered alike twice, even in the same company'
      const statistic: Statistic =
        steady === 0 ? { kind: 'undefined', because } : { kind: 'exact', value: changed.length }
      yield {
        subject,
        metric: 'changed answers',
        statistic,
        n: steady,
        coverage: { rows: n, of: probe.of },
        facts: { changed: changed.length, largest, unsteady: n - steady },
        evidence: answersOf(changed, probe.rows, [
          { name: 'answer all together', at: (row) => [together.predictions, row] },
          { name: `answer ${subject}`, at: (row) => [otherwise.predictions, positions.at(-1)![row]!] },
        ]),
      }
    }
  },

  judge: () => ({ rule: 'count', warn: 0, fail: 0, worse: 'higher', neutral: 0 }),

  explain({ subject, n, statistic, facts }) {
    if (statistic.kind === 'undefined') return `nothing is known of rows ${subject}: ${statistic.because}`
    const aside =
      Number(facts?.['unsteady'] ?? 0) > 0 ? `; ${count(Number(facts?.['unsteady']))} unsteady ones aside` : ''
    if (facts?.['changed'] === 0) return `each of ${count(n)} rows is answered alike ${subject}${aside}`
    const by = Number(facts?.['largest'] ?? 0)
    const size = by > 0 ? `, scores by up to ${number(by)}` : ''
    return `${count(Number(facts?.['changed']))} of ${count(n)} rows are answered differently ${subject}${size}${aside}`
  },
})

interface Arrangement {
  /** Reads after "rows are answered differently". */
  readonly subject: string
  readonly frame: Frame
  readonly batchRows: number
  /** Where row i stands in the frame, once for each time that it does. */
  readonly positions: readonly Int32Array[]
}

function* arrangements(frame: Frame, batches: readonly number[], key: StreamKey): Generator<Arrangement> {
  const n = frame.rowCount
  const inPlace = everyRow(n)
  const order = shuffledRows(n, subStream(key, 'order'))
  const shuffled = new Int32Array(n)
  order.forEach((row, at) => {
    shuffled[row] = at
  })
  yield { subject: 'in another order', frame: takeRows(frame, order), batchRows: n, positions: [shuffled] }
  const twice = Int32Array.from({ length: 2 * n }, (_, at) => at % n)
  const positions = [inPlace, inPlace.map((row) => row + n)]
  yield { subject: 'together with themselves', frame: takeRows(frame, twice), batchRows: 2 * n, positions }
  for (const batchRows of batches) {
    const subject = batchRows === 1 ? 'alone' : `in batches of ${batchRows}`
    yield { subject, frame, batchRows, positions: [inPlace] }
  }
}
