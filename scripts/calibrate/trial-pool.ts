import { Worker } from 'node:worker_threads'
import type { RunRecord } from '../../zoo/record.ts'
import type { Trial } from '../../zoo/trial.ts'

/** Threads that run trials. All of them load the sources at once, so that no result is of later ones. */
export class TrialPool {
  #workers: readonly Worker[]

  constructor(threads: number) {
    this.#workers = Array.from({ length: threads }, () => new Worker(new URL('worker.ts', import.meta.url)))
  }

  /** Hands over each result as it comes; the order may change with the threads, no result does. */
  async run(
    trials: readonly Trial[],
    onResult: (trial: Trial, record: RunRecord) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let next = 0
    const lane = async (worker: Worker) => {
      while (next < trials.length && !signal.aborted) {
        const trial = trials[next++]!
        onResult(trial, await answerOf(worker, trial, signal))
      }
    }
    await Promise.all(this.#workers.map(lane)).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}

function answerOf(worker: Worker, trial: Trial, signal: AbortSignal): Promise<RunRecord> {
  const { promise, resolve, reject } = Promise.withResolvers<RunRecord>()
  const stop = () => reject(signal.reason as Error)
  worker.once('message', resolve)
  worker.once('error', reject)
  signal.addEventListener('abort', stop, { once: true })
  worker.postMessage(trial)
  return promise.finally(() => {
    worker.off('message', resolve)
    worker.off('error', reject)
    signal.removeEventListener('abort', stop)
  })
}
