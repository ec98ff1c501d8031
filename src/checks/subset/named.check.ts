import { z } from 'zod'
import { targetOf } from '../../attack/target.ts'
import { defineCheck } from '../../core/check.ts'
import { AirworthyError } from '../../core/errors.ts'
import type { Cell, ExamplesEvidence } from '../../core/evidence.ts'
import { count, number, plural } from '../../core/format.ts'
import { valueAt } from '../../core/frame.ts'
import type { Column } from '../../core/frame.ts'
import { suggestion } from '../../core/nearest.ts'
import { rowOutcome } from '../../core/predictions.ts'
import type { Attempt, Labels, Task } from '../../core/predictions.ts'
import { isValidAnswer } from '../transformation/answers.ts'
import { truthAndAnswer } from '../witness-rows.ts'
import { answerAt, truthAt } from '../wrong-rows.ts'

/** Rows shown of one slice. */
const mostShown = 10

export default defineCheck({
  id: 'subset/named',
  title: 'Named slices and regression sets keep their floor',
  protectsAgainst:
    'Rows that matter most (a key customer, a law, the rows that a former model got wrong) are lost again in a release whose average improved.',
  remediation: [
    'Look at the rows shown: they were chosen because a wrong answer to them is costly.',
    'Compare with the last model that answered them right, and find what changed: data, features, training.',
    'Lower the floor only in writing, with the reason.',
  ],
  references: [
    { title: 'Breck et al. 2017, The ML Test Score, Model 6', url: 'https://research.google/pubs/pub46555/' },
    { title: 'Ribeiro et al. 2020, Beyond Accuracy: CheckList', url: 'https://arxiv.org/abs/2005.04118' },
  ],
  modality: ['tabular', 'text', 'image'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation', 'model'],
  idle: 'no column is named for it (checks.subset/named.column)',
  uses: ['labels'],
  params: z.object({
    column: z
      .string()
      .optional()
      .describe(
        'Column whose values name the slices; a row without one is in none. Without it there is nothing to do.',
      ),
    floor: z.number().min(0).max(1).default(1).describe('Share of the rows of a slice that have to be answered right.'),
    tolerance: z
      .number()
      .min(0)
      .optional()
      .describe(
        'Regression: how far a right answer may lie from the label. Without it half a median absolute deviation of the labels.',
      ),
  }),

  async *run({ task, evaluation, model, labels, signal }, { column: name, tolerance }) {
    if (name === undefined) return
    const column = evaluation.columns.get(name)
    if (column === undefined) throw noColumn(name, [...evaluation.columns.keys()])
    const attempt = await model.attempt(evaluation)
    const reach = tolerance ?? (labels === undefined ? 0 : targetOf(task, attempt.predictions, labels).margin)
    for (const [slice, rows] of slicesOf(column, evaluation.rowCount)) {
      signal.throwIfAborted()
      const wrong = rows.filter((row) => !isRight(task, attempt, labels, reach, row))
      const failed = wrong.filter((row) => attempt.outcomes[row] !== rowOutcome.answered).length
      yield {
        subject: slice,
        features: [name],
        metric: 'right answers',
        statistic: { kind: 'proportion', hits: rows.length - wrong.length, trials: rows.length },
        n: rows.length,
        facts: {
          wrong: wrong.length,
          failed,
          message: failed > 0 ? (attempt.messages[0] ?? '') : '',
          ...(task === 'regression' ? { tolerance: reach } : {}),
        },
        evidence: wrong.length === 0 ? [] : [wrongAnswers(attempt, labels, wrong)],
      }
    }
  },

  // Of a regression set nobody asks what other rows would be like: it is counted, whatever the interval.
  judge: (_measurement, { floor }) => ({
    rule: 'count',
    warn: floor,
    fail: floor,
    worse: 'lower',
    neutral: 1,
    fixed: true,
  }),

  explain({ subject, n, facts = {} }) {
    const [wrong, failed] = [Number(facts['wrong']), Number(facts['failed'])]
    const within = facts['tolerance'] === undefined ? '' : ` within ${number(Number(facts['tolerance']))}`
    if (wrong === 0)
      return `${n === 1 ? 'the one row' : `each of ${plural(n, 'row')}`} of ${subject} is answered right${within}`
    const message =
      failed === 0
        ? ''
        : `; ${count(failed)} without an answer${facts['message'] === '' ? '' : `: ${facts['message']}`}`
    return `${count(wrong)} of ${plural(n, 'row')} of ${subject} ${wrong === 1 ? 'is' : 'are'} not answered right${within}${message}`
  },
})

/** Rows by the value of the column, in the order in which the values first come. */
function slicesOf(column: Column, rowCount: number): Map<string, number[]> {
  const slices = new Map<string, number[]>()
  for (let row = 0; row < rowCount; row++) {
    const value = valueAt(column, row)
    if (value === null) continue
    const rows = slices.get(String(value))
    if (rows === undefined) slices.set(String(value), [row])
    else rows.push(row)
  }
  return slices
}

/**
 * The true class, or a value within the tolerance. Of a row without a label nothing is expected but a valid answer or
 * a clean refusal.
 */
function isRight(
  task: Task,
  { predictions, outcomes }: Attempt,
  labels: Labels | undefined,
  tolerance: number,
  row: number,
): boolean {
  const truth = labels === undefined ? null : truthAt(labels, row)
  if (truth === null && outcomes[row] === rowOutcome.refused) return true
  if (outcomes[row] !== rowOutcome.answered || !isValidAnswer(predictions, row)) return false
  if (truth === null) return true
  const answer = answerAt(predictions, row)
  return task === 'regression' ? Math.abs(Number(answer) - Number(truth)) <= tolerance : answer === truth
}

function wrongAnswers(
  { predictions, outcomes }: Attempt,
  labels: Labels | undefined,
  wrong: number[],
): ExamplesEvidence {
  const answer = (row: number): Cell => (outcomes[row] === rowOutcome.answered ? answerAt(predictions, row) : null)
  return {
    kind: 'examples',
    title: 'Rows that are not answered right',
    from: 'evaluation',
    columns: truthAndAnswer,
    rows: wrong.slice(0, mostShown).map((row) => ({
      row,
      values: [labels === undefined ? null : truthAt(labels, row), answer(row)],
    })),
  }
}

function noColumn(column: string, names: readonly string[]): AirworthyError {
  const role = 'checks.subset/named.column'
  return new AirworthyError('DATA_NO_COLUMN', {
    path: 'the evaluation data',
    column,
    role,
    suggestion: suggestion(column, names),
  })
}
