import { expect, test } from 'vitest'
import type { Frame } from '../core/frame.ts'
import type { Attempt, Model } from '../core/predictions.ts'
import { frameOf, numbers } from '../testing/frames.ts'
import { binaryModel } from '../testing/models.ts'
import { askAhead } from './ask-ahead.ts'

const plain = binaryModel(() => 0.5)
const questions = Array.from({ length: 9 }, (_, number) => ({ number, frame: frameOf({ x: numbers([number]) }) }))
const signal = new AbortController().signal

/** A model whose answers come when they are released. */
function heldModel() {
  const asked: Frame[] = []
  const release: (() => void)[] = []
  const attempt = async (frame: Frame): Promise<Attempt> => {
    asked.push(frame)
    await new Promise<void>((resolve) => release.push(resolve))
    return plain.attempt(frame)
  }
  return { model: { ...plain, attempt } satisfies Model, asked, release }
}

test('answers come in the order of the questions, whatever the order in which they were given', async () => {
  const { model, asked, release } = heldModel()
  const read: number[] = []
  const reading = (async () => {
    for await (const [{ number, frame }, attempt] of askAhead({ model, signal }, questions)) {
      expect(attempt.predictions.rowCount).toBe(frame.rowCount)
      read.push(number)
    }
  })()
  while (read.length < questions.length) {
    release
      .splice(0)
      .toReversed()
      .forEach((give) => give())
    await new Promise(setImmediate)
  }
  await reading
  expect(read).toEqual(questions.map(({ number }) => number))
  expect(asked).toHaveLength(questions.length)
})

test('a few questions are open at once, not all of them', async () => {
  const { model, asked } = heldModel()
  void askAhead({ model, signal }, questions).next()
  await new Promise(setImmediate)
  expect(asked).toHaveLength(4)
})

test('a failure is told once it is read, and ends the asking', async () => {
  const model = { ...plain, attempt: () => Promise.reject(new Error('gone')) }
  await expect(askAhead({ model, signal }, questions).next()).rejects.toThrow('gone')
})

test('nothing is asked any more after an abort', async () => {
  const aborted = AbortSignal.abort(new Error('stopped'))
  const { model, asked } = heldModel()
  await expect(askAhead({ model, signal: aborted }, questions).next()).rejects.toThrow('stopped')
  expect(asked).toHaveLength(0)
})
