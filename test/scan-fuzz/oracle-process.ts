import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** One thing that an unpickler did: a kind, then what it was done to. */
export type OracleRecord = readonly [kind: string, ...rest: (string | null)[]]
/** What each way of reading a pickle did, where it did anything; equal ones stand once. */
export type OracleAnswer = readonly (readonly OracleRecord[])[]

const script = fileURLToPath(new URL('oracle.py', import.meta.url))
const flush = Uint8Array.of(255, 255, 255, 255)
const patience = 60_000

export function pythonVersion(python: string): string | undefined {
  const { status, stdout } = spawnSync(python, ['-I', '--version'], { encoding: 'utf8', timeout: 10_000 })
  return status === 0 ? stdout.trim() : undefined
}

/** A Python that tells what its unpicklers would do. Batches are answered in order. */
export class OracleProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: Interface
  readonly #waiting: { readonly left: string[]; count: number; done: (lines: string[]) => void }[] = []

  constructor(python: string) {
    this.#child = spawn(python, ['-I', script], { stdio: ['pipe', 'pipe', 'ignore'] })
    this.#child.stdin.on('error', () => {})
    this.#lines = createInterface({ input: this.#child.stdout })
    this.#lines.on('line', (line) => {
      const first = this.#waiting[0]
      if (first === undefined) return
      first.left.push(line)
      if (first.left.length === first.count) this.#waiting.shift()!.done(first.left)
    })
    this.#lines.on('close', () => {
      for (const { left, done } of this.#waiting.splice(0)) done(left)
    })
  }

  /** One answer for each pickle; fewer when the process died or took too long at one. */
  async ask(pickles: readonly Uint8Array[]): Promise<OracleAnswer[]> {
    const watchdog = setTimeout(() => this.close(), patience)
    const lines = await new Promise<string[]>((done) => {
      this.#waiting.push({ left: [], count: pickles.length, done })
      this.#child.stdin.write(Buffer.concat([...pickles.flatMap((bytes) => [lengthOf(bytes), bytes]), flush]))
    })
    clearTimeout(watchdog)
    return lines.map((line) => JSON.parse(line) as OracleAnswer)
  }

  close(): void {
    this.#child.kill('SIGKILL')
  }
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return length
}
