import { AirworthyError, messageOf } from '../core/errors.ts'
import type { Predictor } from './onnx-session.ts'
import type { Backend, CallReply, PoolOptions } from './worker-pool.ts'
import type { Call } from './worker-process.ts'

/**
 * A predict function in this process, one call at a time. A promise that does not settle in time is given up; a function
 * that never returns cannot be ended, which is what modules in their own process are for.
 */
export function functionBackend(predictor: Predictor, { limits, signal }: PoolOptions): Backend {
  let calls = 0
  let coldStartMs = Number.NaN
  let last: Promise<unknown> = Promise.resolve()
  return {
    workers: 1,
    get coldStartMs() {
      return coldStartMs
    },
    get counters() {
      return { calls, respawns: 0, bytesSent: 0 }
    },
    call(call) {
      const reply = last.then(() => run(call))
      last = reply.catch(() => {})
      return reply
    },
    async close() {},
  }

  async function run({ parts, from, to }: Call): Promise<CallReply> {
    if (signal?.aborted === true) throw new AirworthyError('CANCELLED')
    calls++
    const began = performance.now()
    const answer = predictor(
      parts.map((part) => part.data()),
      from,
      to,
    ).catch((error: unknown) => ({
      answer: { kind: 'raised', message: messageOf(error) } as const,
      ms: performance.now() - began,
    }))
    const reply = await withinLimit(answer)
    if (Number.isNaN(coldStartMs)) coldStartMs = performance.now() - began
    return reply
  }

  async function withinLimit(answer: Promise<CallReply>): Promise<CallReply> {
    const { promise, resolve, reject } = Promise.withResolvers<CallReply>()
    const message = `the model did not answer within ${limits.seconds} s`
    const timer = setTimeout(
      () => resolve({ died: { reason: 'timeout', message, limit: limits.seconds } }),
      1000 * limits.seconds,
    )
    const abort = (): void => reject(new AirworthyError('CANCELLED'))
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([answer, promise])
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }
}
