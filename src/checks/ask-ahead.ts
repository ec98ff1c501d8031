import type { Frame } from '../core/frame.ts'
import type { Attempt, Model } from '../core/predictions.ts'

interface Asking {
  readonly model: Model
  readonly signal: AbortSignal
}

/** Questions that may be open besides the one that is read: enough that the model need not wait for the reader. */
const ahead = 3

/** Asks about the frame of each question while earlier answers are read; the answers come in the order of the questions. */
export async function* askAhead<Question extends { readonly frame: Frame }>(
  { model, signal }: Asking,
  questions: Iterable<Question>,
): AsyncGenerator<readonly [Question, Attempt]> {
  const open: (readonly [Question, Promise<Attempt>])[] = []
  for (const question of questions) {
    signal.throwIfAborted()
    const attempt = model.attempt(question.frame)
    // Whoever reads it hears of its failure; nobody does once an earlier one has ended it all.
    attempt.catch(() => {})
    open.push([question, attempt])
    if (open.length > ahead) yield await next()
  }
  while (open.length > 0) yield await next()

  async function next(): Promise<readonly [Question, Attempt]> {
    const [question, attempt] = open.shift()!
    return [question, await attempt]
  }
}
