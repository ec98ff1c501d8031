import { setImmediate } from 'node:timers/promises'
import { LimitReached, Malformed, type Budget } from '../limits.ts'
import type { Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { type Codec, type CodecReport, Unsupported } from './codec.ts'
import { Input } from './input.ts'
import { Spill } from './spill.ts'

/** What a compressed stream gave: all of it, or what came before an error that was reported. */
export interface Expansion {
  readonly source: ByteSource
  /** Compressed bytes used, from the start. */
  readonly taken: number
  /** Ranges of these that are not part of the content, and may hold anything. */
  readonly asides: readonly { readonly offset: number; readonly length: number }[]
  readonly isWhole: boolean
  /** Too long for memory: it holds a file until it is closed. */
  readonly isInFile: boolean
  /** Frees the file, and may be called again. The source is not to be read after it. */
  close(): void
}

export interface ExpandOptions {
  /** What findings are about: the name of the member. */
  readonly subject?: string
  /** Where the compressed bytes start in the source of the scope. */
  readonly offset?: number
  /** The bytes may be encrypted, so an error means that they are. */
  readonly mayBeEncrypted?: boolean
}

/**
 * Decompresses a stream. Errors of the bytes become findings and gaps of the scope, and what was decompressed before is
 * kept, since a loader has used it by then. Rejects only when the scan is cancelled.
 */
export async function expand(
  codec: Codec,
  source: ByteSource,
  scope: Scope,
  options: ExpandOptions = {},
): Promise<Expansion> {
  const run = new Run(source, scope, options)
  try {
    if (run.isAllowed()) await expandWithPauses(codec, run)
  } catch (error) {
    run.failed(error)
  }
  return run.end()
}

/** Lets the event loop turn now and then, so that the scan can be cancelled. */
async function expandWithPauses(codec: Codec, run: Run): Promise<void> {
  let sincePause = 0
  for (const chunk of codec.decompress(run.input, run)) {
    if (!run.add(chunk)) return
    sincePause += chunk.length
    if (sincePause < pauseEvery) continue
    sincePause = 0
    await setImmediate()
  }
}

/** The same at once. For small streams: nothing else runs meanwhile. */
export function expandNow(codec: Codec, source: ByteSource, scope: Scope, options: ExpandOptions = {}): Expansion {
  const run = new Run(source, scope, options)
  try {
    if (run.isAllowed()) for (const chunk of codec.decompress(run.input, run)) if (!run.add(chunk)) break
  } catch (error) {
    run.failed(error)
  }
  return run.end()
}

const pauseEvery = 8 * 2 ** 20

/** Bombs seen per scanned file: after some of them the rest is not worth the time. */
const bombs = new WeakMap<Budget, number>()
const bombsAtMost = 8

class Run implements CodecReport {
  readonly input: Input
  readonly #scope: Scope
  readonly #subject: string
  readonly #offset: number
  readonly #mayBeEncrypted: boolean
  readonly #spill = new Spill()
  readonly #asides: { offset: number; length: number }[] = []
  #given = 0
  #isWhole = true

  constructor(source: ByteSource, scope: Scope, { subject, offset = 0, mayBeEncrypted = false }: ExpandOptions) {
    this.input = new Input(source)
    this.#scope = scope
    this.#subject = subject ?? scope.spelling
    this.#offset = offset
    this.#mayBeEncrypted = mayBeEncrypted
  }

  isAllowed(): boolean {
    if ((bombs.get(this.#scope.budget) ?? 0) < bombsAtMost) return true
    this.#gap('limit', 'not decompressed: the file holds too many decompression bombs already')
    return false
  }

  /** False when enough is enough. */
  add(chunk: Uint8Array): boolean {
    this.#given += chunk.length
    const { budget } = this.#scope
    try {
      budget.inflate(chunk.length, Math.max(1, this.input.position), this.#given)
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error
      bombs.set(budget, (bombs.get(budget) ?? 0) + 1)
      this.#scope.find('archive/bomb', {
        ...this.#place(),
        detail: `${this.#subject} decompresses to ${error.message}`,
      })
      this.#gap('limit', `${this.#subject}: ${error.message}`)
      return false
    }
    this.#spill.add(chunk)
    return true
  }

  wrongChecksum(detail: string): void {
    this.#scope.find('archive/wrong-checksum', { ...this.#place(), detail: `${this.#subject}: ${detail}` })
  }

  aside(offset: number, length: number): void {
    this.#asides.push({ offset, length })
  }

  failed(error: unknown): void {
    this.#isWhole = false
    if (error instanceof Malformed) this.#malformed(error)
    else if (error instanceof LimitReached) this.#gap('limit', `${this.#subject}: ${error.message}`)
    else if (error instanceof Unsupported) this.#gap('unsupported', `${this.#subject}: ${error.message}`)
    else if (isNoSpace(error)) this.#gap('limit', `${this.#subject}: no space is left for what it decompresses to`)
    else {
      this.#spill.discard()
      throw error
    }
  }

  end(): Expansion {
    const taken = Math.min(this.input.position, this.input.source.size)
    return { ...this.#spill.end(), taken, asides: this.#asides, isWhole: this.#isWhole }
  }

  #malformed(error: Malformed): void {
    if (this.#mayBeEncrypted) {
      this.#gap('encrypted', `${this.#subject} is encrypted`)
      return
    }
    const detail = `${this.#subject}: ${error.message}`
    this.#scope.find('format/malformed', { ...this.#place(), detail })
    this.#gap('malformed', detail)
  }

  /** What comes after the place of the error stays opaque. */
  #gap(reason: 'limit' | 'unsupported' | 'malformed' | 'encrypted', detail: string): void {
    this.#isWhole = false
    const { position, source } = this.input
    const at = Math.min(position, source.size)
    this.#scope.gap(reason, detail, this.#offset + at, source.size - at)
  }

  #place(): { subject: string; offset: number } {
    return { subject: this.#subject, offset: this.#offset + Math.min(this.input.position, this.input.source.size) }
  }
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
