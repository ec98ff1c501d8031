import { AirworthyError } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import type { Frame } from '../core/frame.ts'
import { type Attempt, type Model, type Predictions, rowOutcome, scoreWidth } from '../core/predictions.ts'
import type { DetailedAttempt } from './assemble.ts'
import type { OpenedModel } from './pooled-model.ts'

/**
 * The predictions on data that the model has to be able to answer. Throws when a row is not answered, or with something
 * that is no prediction: a score that is no number, a probability outside 0 to 1, a label that is no class.
 */
export async function predictOrThrow(model: Model, frame: Frame, role: string): Promise<Predictions> {
  const attempt = await model.attempt(frame)
  refuseFailures(attempt, model as Partial<OpenedModel>, role)
  refuseInvalid(attempt.predictions, model as Partial<OpenedModel>, role)
  return attempt.predictions
}

function refuseFailures(
  attempt: Attempt & Partial<DetailedAttempt>,
  { description }: Partial<OpenedModel>,
  role: string,
): void {
  const failed = attempt.outcomes.reduce((count, outcome) => count + (outcome === rowOutcome.answered ? 0 : 1), 0)
  if (attempt.wrongLength) throw new AirworthyError('PREDICTIONS_WRONG_LENGTH', attempt.wrongLength)
  if (failed === 0) return
  const { died } = attempt
  if (died?.limit !== undefined) {
    throw new AirworthyError(died.reason === 'memory' ? 'MODEL_OUT_OF_MEMORY' : 'MODEL_TIMED_OUT', {
      limit: died.limit,
    })
  }
  const first = attempt.outcomes.findIndex((outcome) => outcome !== rowOutcome.answered)
  const problem = `${attempt.messages.join(' · ').replace(/\.$/, '')}, first in row ${first + 1}`
  if (description?.kind === 'module' || description?.kind === 'function') {
    throw new AirworthyError('FUNCTION_FAILED', {
      path: description.path ?? 'the library',
      problem: `${problem} (${plural(failed, 'row')} of the ${role} data)`,
    })
  }
  throw new AirworthyError('MODEL_FAILED_ON_DATA', { failed, rows: attempt.outcomes.length, role, problem })
}

function refuseInvalid(predictions: Predictions, { description }: Partial<OpenedModel>, role: string): void {
  const { scores, decisions, classes, rowCount } = predictions
  const fail = (count: number, problem: string): never => {
    throw new AirworthyError('MODEL_FAILED_ON_DATA', { failed: count, rows: rowCount, role, problem })
  }
  if (scores !== null) {
    const width = scoreWidth(predictions)
    const isBad = (score: number): boolean => !Number.isFinite(score)
    const bad = scores.findIndex(isBad)
    if (bad !== -1) {
      fail(
        new Set([...scores.keys()].filter((i) => isBad(scores[i]!)).map((i) => Math.floor(i / width))).size,
        `it answered ${scores[bad]} in row ${Math.floor(bad / width) + 1}`,
      )
    }
    const outside = classes.length === 0 ? -1 : scores.findIndex((score) => score < -tolerance || score > 1 + tolerance)
    if (outside !== -1) {
      const row = Math.floor(outside / width) + 1
      const told = { ...outOfRange(description), value: scores[outside]!, row }
      throw new AirworthyError('PREDICTIONS_OUT_OF_RANGE', told)
    }
  }
  const undecided = decisions.filter((decision) => decision === -1).length
  if (undecided > 0)
    fail(undecided, `its label is no class of ${classes.join(', ')}, first in row ${decisions.indexOf(-1) + 1}`)
}

/** What rounding in float32 may add to a probability. */
const tolerance = 1e-5

/** Who gave the score, and what can be done about it. */
function outOfRange(description: OpenedModel['description'] | undefined): Record<string, string> {
  const outputs = description?.outputs ?? []
  const scores = outputs.find(({ use }) => use === 'scores')
  if (scores === undefined) {
    const suggestion = 'Return percentages divided by 100, raw scores through the sigmoid or softmax.'
    return { what: 'The answer', column: 'scores', suggestion }
  }
  const labels = outputs.some(({ use }) => use === 'label')
    ? ', or model.output.scores: false to judge its labels alone'
    : ''
  const suggestion = `If these are logits, set model.output.apply: sigmoid, or softmax with a column for each class${labels}; a value is task: regression.`
  return { what: 'The output', column: scores.name, suggestion }
}
