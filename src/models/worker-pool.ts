import { AirworthyError } from '../core/errors.ts'
import type { RawAnswer, StartMessage } from './protocol.ts'
import { type Call, type WorkerEnd, WorkerProcess, type WorkerSettings } from './worker-process.ts'

export interface CallOptions {
  /** Prefers the worker of that number, which then remembers the columns. */
  readonly affinity: number
  /** Runs there and nowhere else. */
  readonly pinned?: boolean
}

export type CallReply =
  | { readonly answer: RawAnswer; readonly ms: number }
  /** The process died of it, or was ended because of it. */
  | { readonly died: WorkerEnd }

/** What answers the rows of some parts: a pool of processes, or a function in this one. */
export interface Backend {
  call(call: Call, options: CallOptions): Promise<CallReply>
  readonly workers: number
  readonly counters: { readonly calls: number; readonly respawns: number; readonly bytesSent: number }
  readonly coldStartMs: number
  close(): Promise<void>
}

export interface PoolOptions {
  readonly workers: number
  readonly limits: { readonly seconds: number; readonly memoryMb: number }
  readonly signal?: AbortSignal | undefined
}

/**
 * Child processes that hold one model. The first is started at once, others when the work does not fit those that run.
 * A process that dies is replaced; the call it was at is answered `died`, the ones behind it are asked again.
 */
export class WorkerPool implements Backend {
  readonly workers: number
  coldStartMs = Number.NaN
  #limits: PoolOptions['limits']
  #signal: AbortSignal | undefined
  #settings: WorkerSettings
  #processes: (WorkerProcess<Job> | undefined)[]
  #launched = new Set<number>()
  #queue: Job[] = []
  #calls = 0
  #respawns = 0
  #bytesSent = 0
  #start: StartMessage | undefined
  #startupMs = Number.NaN
  #firstReady: PromiseWithResolvers<void> = Promise.withResolvers()
  /** Deaths since the last answer: a model that only dies is not asked for ever. */
  #deathsInARow = 0
  #stopped: Error | undefined
  #timer: NodeJS.Timeout | undefined
  #abort = () => this.#stop(new AirworthyError('CANCELLED'))

  constructor({ workers, limits, signal }: PoolOptions, settings: WorkerSettings = {}) {
    this.#settings = settings
    this.workers = Math.max(1, workers)
    this.#limits = limits
    this.#signal = signal
    this.#processes = Array.from({ length: this.workers })
    this.#firstReady.promise.catch(() => {})
    this.#processes[0] = this.#spawn(0)
    if (signal?.aborted === true) this.#abort()
    else signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** Hands the model to the first process, which is running already, and waits until it has loaded it. */
  async start(message: StartMessage): Promise<void> {
    this.#start = message
    this.#processes[0]?.start(message)
    this.#watch()
    await this.#firstReady.promise
  }

  get counters(): Backend['counters'] {
    const alive = this.#processes.reduce((sum, process) => sum + (process?.bytesSent ?? 0), 0)
    return { calls: this.#calls, respawns: this.#respawns, bytesSent: this.#bytesSent + alive }
  }

  /** The ids of the processes that run, for whoever has to watch them. */
  get pids(): readonly number[] {
    return this.#processes.flatMap((process) => process?.pid ?? [])
  }

  call(call: Call, { affinity, pinned = false }: CallOptions): Promise<CallReply> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped)
    if (this.#deathsInARow >= deathsInARowLimit) return Promise.resolve({ died: givenUp })
    const { promise, resolve, reject } = Promise.withResolvers<CallReply>()
    this.#queue.push({ call, worker: affinity % this.workers, pinned, resolve, reject, sentAt: 0 })
    this.#dispatch()
    return promise
  }

  async close(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#abort)
    this.#stop(new Error('the model is closed'))
    clearInterval(this.#timer)
    await Promise.all(this.#processes.map((process) => process?.close() ?? Promise.resolve()))
  }

  #spawn(index: number): WorkerProcess<Job> {
    this.#launched.add(index)
    const worker: WorkerProcess<Job> = new WorkerProcess(
      index,
      {
        onReady: (startupMs) => {
          if (Number.isNaN(this.#startupMs)) this.#startupMs = startupMs
          this.#firstReady.resolve()
          this.#dispatch()
        },
        onAnswer: (job, answer, ms) => this.#answered(job, answer, ms),
        onEnd: (end, jobs) => this.#ended(worker, end, jobs),
      },
      this.#settings,
    )
    return worker
  }

  #answered(job: Job, answer: RawAnswer, ms: number): void {
    this.#deathsInARow = 0
    // What lies between the start and the first question is not the model's.
    if (Number.isNaN(this.coldStartMs)) this.coldStartMs = this.#startupMs + performance.now() - job.sentAt
    job.resolve({ answer, ms })
    this.#dispatch()
  }

  #ended(worker: WorkerProcess<Job>, end: WorkerEnd, jobs: readonly Job[]): void {
    this.#processes[worker.index] = undefined
    this.#bytesSent += worker.bytesSent
    this.#firstReady.reject(new WorkerStartError(end))
    const [blamed, ...others] = jobs
    this.#queue.unshift(...others)
    blamed?.resolve({ died: end })
    // One that never came up counts too, or what waits would wait for ever.
    if (blamed !== undefined || !worker.isReady) this.#deathsInARow++
    if (this.#deathsInARow >= deathsInARowLimit) {
      for (const job of this.#queue.splice(0)) job.resolve({ died: givenUp })
    }
    this.#dispatch()
  }

  #stop(reason: Error): void {
    this.#stopped ??= reason
    this.#firstReady.reject(reason)
    for (const job of this.#queue.splice(0)) job.reject(reason)
    for (const process of this.#processes) {
      for (const { owner } of process?.inFlight ?? []) owner.reject(reason)
    }
  }

  /** Idle processes first take what they know, then anything; only then are more calls put into a pipe. */
  #dispatch(): void {
    // Before all processes are up, what does not fit is what calls for more of them.
    const deepest = this.#processes.every((process) => process?.isReady === true) ? deepestPipe : 2
    for (let depth = 1; depth <= deepest && this.#queue.length > 0; depth++) {
      for (const steals of [false, true]) {
        for (const process of this.#processes) {
          if (process === undefined || !process.isReady || process.inFlight.length >= depth) continue
          // A process that answers quickly is given more, so that it has work while this thread computes.
          if (depth > 2 && depth * process.meanMs > pipedMs) continue
          const job = this.#take(process.index, steals)
          if (job === undefined) continue
          this.#calls++
          job.sentAt = performance.now()
          process.call(job, job.call)
        }
      }
    }
    if (this.#queue.length > 0) this.#grow()
    this.#watch()
  }

  #take(worker: number, steals: boolean): Job | undefined {
    const at = this.#queue.findIndex((job) => job.worker === worker || (steals && !job.pinned))
    return at === -1 ? undefined : this.#queue.splice(at, 1)[0]
  }

  /** More processes, as long as there is more work than processes on their way up. */
  #grow(): void {
    if (this.#start === undefined || this.#stopped !== undefined) return
    let coming = this.#processes.filter((process) => process?.isReady === false).length
    while (coming < this.#queue.length) {
      const wanted = this.#queue[coming]!.worker
      const index = this.#processes[wanted] === undefined ? wanted : this.#processes.indexOf(undefined)
      if (index === -1) return
      if (this.#launched.has(index)) this.#respawns++
      this.#processes[index] = this.#spawn(index)
      this.#processes[index].start(this.#start)
      coming++
    }
  }

  #watch(): void {
    const isBusy = this.#processes.some(
      (process) => process !== undefined && (!process.isReady || process.inFlight.length > 0),
    )
    if (!isBusy || this.#stopped !== undefined) {
      clearInterval(this.#timer)
      this.#timer = undefined
      return
    }
    if (this.#timer !== undefined) return
    let last = performance.now()
    this.#timer = setInterval(() => {
      const now = performance.now()
      // While this process itself was busy no answer could be heard; that time is not held against the model.
      const elapsed = Math.min(now - last, 2 * watchEveryMs)
      last = now
      for (const process of this.#processes) if (process !== undefined) this.#hold(process, elapsed)
    }, watchEveryMs)
  }

  #hold(process: WorkerProcess<Job>, elapsedMs: number): void {
    const { seconds, memoryMb } = this.#limits
    const head = process.inFlight[0]
    if (head === undefined && process.isReady) return
    if (process.readRss() > memoryMb) {
      return process.end({ reason: 'memory', message: `the model used over ${memoryMb} MB`, limit: memoryMb })
    }
    const waitedMs = head === undefined ? (process.startWaitedMs += elapsedMs) : (head.waitedMs += elapsedMs)
    const limitMs = 1000 * (head === undefined ? Math.max(seconds, startSecondsAtLeast) : seconds)
    if (waitedMs > limitMs) {
      const limit = limitMs / 1000
      process.end({
        reason: 'timeout',
        message: `the model ${head === undefined ? 'was not loaded' : 'did not answer'} within ${limit} s`,
        limit,
      })
    }
  }
}

/** The first process of a model did not come up. */
export class WorkerStartError extends Error {
  readonly end: WorkerEnd

  constructor(end: WorkerEnd) {
    super(end.message)
    this.end = end
  }
}

interface Job {
  readonly call: Call
  readonly worker: number
  readonly pinned: boolean
  readonly resolve: (reply: CallReply) => void
  readonly reject: (error: Error) => void
  sentAt: number
}

const watchEveryMs = 50
const deepestPipe = 16
/** How long the calls in a pipe may take together, from the third on: what waits there cannot go to another process. */
const pipedMs = 250
const startSecondsAtLeast = 60
const deathsInARowLimit = 64
const givenUp: WorkerEnd = {
  reason: 'crash',
  message: `the process of the model ended ${deathsInARowLimit} times in a row`,
}
