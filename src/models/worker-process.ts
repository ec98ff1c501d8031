import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Part } from './encode-column.ts'
import type { CallMessage, ChildMessage, PartMessage, RawAnswer, StartMessage } from './protocol.ts'

export interface Call {
  readonly parts: readonly Part[]
  /** Whether the parts are worth remembering in the process: later calls send only what changed. */
  readonly remember: boolean
  readonly from: number
  readonly to: number
}

export interface InFlight<Owner> {
  readonly owner: Owner
  /** Since it was the oldest, in which the parent could have heard an answer. */
  waitedMs: number
}

/** What the pool wants to hear of a process. */
export interface WorkerEvents<Owner> {
  readonly onReady: (startupMs: number) => void
  readonly onAnswer: (owner: Owner, answer: RawAnswer, ms: number) => void
  /** It is gone; `owners` were not answered, the first is the one it was at. */
  readonly onEnd: (end: WorkerEnd, owners: readonly Owner[]) => void
}

export interface WorkerSettings {
  /** A package that the child loads while it waits for its model. */
  readonly preload?: string | undefined
  /** Of the columns that it may remember. */
  readonly rememberedBytes?: number | undefined
}

export interface WorkerEnd {
  readonly reason: 'crash' | 'timeout' | 'memory' | 'runtime' | 'model'
  readonly message: string
  /** The seconds or megabytes that were passed. */
  readonly limit?: number
}

/** One child process that holds the model, and what it remembers. Calls are answered in the order sent. */
export class WorkerProcess<Owner> {
  readonly index: number
  /** It has loaded the model, whatever became of it later. */
  isReady = false
  /** The memory it was last seen with. */
  rssMb = 0
  bytesSent = 0
  /** What a call takes, the latest counting most; infinite until one is answered. */
  meanMs = Number.POSITIVE_INFINITY
  readonly inFlight: InFlight<Owner>[] = []
  /** For its model, in which the parent could have heard that it is there. */
  startWaitedMs = 0
  #child: ChildProcess
  #events: WorkerEvents<Owner>
  /** Key → bytes, oldest first: the mirror of what the child remembers, which only this side decides. */
  #remembered = new Map<string, number>()
  #rememberedBytes = 0
  #bytesLimit: number
  #end: WorkerEnd | undefined
  #nextId = 0
  #exited: Promise<void>

  constructor(index: number, events: WorkerEvents<Owner>, { preload, rememberedBytes }: WorkerSettings = {}) {
    this.index = index
    this.#events = events
    this.#bytesLimit = rememberedBytes ?? defaultRememberedBytes
    // What a model prints must not get between the lines of a report: its output goes to stderr.
    this.#child = fork(childEntry(), [String(process.pid), ...(preload === undefined ? [] : [preload])], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', () => resolve())
      this.#child.once('error', () => this.#child.pid === undefined && resolve())
    })
    this.#child.on('message', (message: ChildMessage) => this.#hear(message))
    this.#child.on('error', (error) => {
      this.end({ reason: 'crash', message: error.message })
      // One that could not even be started has no exit.
      if (this.#child.pid === undefined) this.#gone(null, null)
    })
    this.#child.once('exit', (code, signal) => this.#gone(code, signal))
  }

  start(message: StartMessage): void {
    this.#send(message)
  }

  call(owner: Owner, { parts, remember, from, to }: Call): void {
    const forget: string[] = []
    const messages = parts.map((part) => this.#partMessage(part, remember))
    if (remember) this.#forgetOldest(new Set(parts.map(({ key }) => key)), forget)
    this.inFlight.push({ owner, waitedMs: 0 })
    const message: CallMessage = { kind: 'call', id: this.#nextId++, from, to, parts: messages, forget }
    this.#send(message)
  }

  /** Ends the process for a reason; `onEnd` follows. */
  end(reason: WorkerEnd): void {
    this.#end ??= reason
    this.#child.kill('SIGKILL')
  }

  /** Ends the process without a word to the pool. */
  async close(): Promise<void> {
    this.#child.removeAllListeners('message')
    this.#events = { onReady: () => {}, onAnswer: () => {}, onEnd: () => {} }
    this.#child.kill('SIGKILL')
    await this.#exited
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Looks at the memory of the process from outside, which works while the model blocks it. Linux only. */
  readRss(): number {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')
      this.rssMb = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
    } catch {
      // Elsewhere the child's own reports, which come with its answers, have to do.
    }
    return this.rssMb
  }

  #partMessage(part: Part, remember: boolean): PartMessage {
    const known = this.#remembered.get(part.key)
    if (known !== undefined) {
      this.#remembered.delete(part.key)
      this.#remembered.set(part.key, known)
      return { key: part.key }
    }
    this.bytesSent += part.sizeBytes
    if (!remember) return { data: part.data() }
    this.#remembered.set(part.key, part.sizeBytes)
    this.#rememberedBytes += part.sizeBytes
    return { key: part.key, data: part.data() }
  }

  #forgetOldest(needed: ReadonlySet<string>, forget: string[]): void {
    for (const [key, bytes] of this.#remembered) {
      if (this.#rememberedBytes <= this.#bytesLimit) return
      if (needed.has(key)) continue
      this.#remembered.delete(key)
      this.#rememberedBytes -= bytes
      forget.push(key)
    }
  }

  #send(message: StartMessage | CallMessage): void {
    // A child that is just ending closes its channel first; its exit is what tells.
    if (this.#child.connected) this.#child.send(message, () => {})
  }

  #hear(message: ChildMessage): void {
    switch (message.kind) {
      case 'ready':
        this.isReady = true
        this.#events.onReady(message.startupMs)
        break
      case 'unstartable':
        this.end({ reason: message.reason, message: message.message })
        break
      case 'answer': {
        this.rssMb = message.rssMb
        this.meanMs = Number.isFinite(this.meanMs) ? 0.7 * this.meanMs + 0.3 * message.ms : message.ms
        const { owner } = this.inFlight.shift()!
        this.#events.onAnswer(owner, message.answer, message.ms)
      }
    }
  }

  #gone(code: number | null, signal: NodeJS.Signals | null): void {
    const how = signal === null ? `with code ${code}` : `by ${signal}`
    const end = this.#end ?? { reason: 'crash', message: `the process of the model was ended ${how}` }
    this.#events.onEnd(
      end,
      this.inFlight.splice(0).map(({ owner }) => owner),
    )
  }
}

const defaultRememberedBytes = 128 * 1048576

/** Beside this file: a .ts file in the source, a .js file in the package. */
function childEntry(): URL {
  return new URL(`./child-entry${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
}
