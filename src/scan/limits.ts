/** What one file may cost. Reaching a limit is a gap, so a file cannot pass by being expensive. */
export interface ScanLimits {
  /** Archives and streams within each other. */
  readonly depth: number
  /** Members of one file, at all depths. */
  readonly members: number
  /** Bytes that decompression may give, in all. */
  readonly inflatedBytes: number
  /** Bytes given per byte taken, once `ratioFrom` bytes were given. */
  readonly ratio: number
  readonly ratioFrom: number
  /** Steps of work: an opcode, a node, a message field. */
  readonly steps: number
  /** Findings that are listed; what is beyond is counted. */
  readonly findings: number
}

export const defaultLimits: ScanLimits = {
  depth: 8,
  members: 100_000,
  inflatedBytes: 64 * 2 ** 30,
  ratio: 1000,
  ratioFrom: 64 * 2 ** 20,
  steps: 2_000_000_000,
  findings: 1000,
}

/** Thrown by whatever spends; the driver turns it into a gap and keeps the findings made so far. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached'
}

/** Thrown by a reader that cannot go on: the bytes are not what the format allows. Findings made so far are kept. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
  readonly offset: number | undefined
  constructor(message: string, offset?: number) {
    super(message)
    this.offset = offset
  }
}

/** The budget of one file, shared by all that is found in it. */
export class Budget {
  readonly limits: ScanLimits
  readonly #signal: AbortSignal | undefined
  #steps = 0
  #members = 0
  #inflated = 0

  constructor(limits: ScanLimits = defaultLimits, signal?: AbortSignal) {
    this.limits = limits
    this.#signal = signal
  }

  /** Call now and then with the steps taken since, not at every step. */
  steps(count: number): void {
    this.#steps += count
    if (this.#steps > this.limits.steps) throw new LimitReached(`more than ${this.limits.steps} steps of work`)
    this.#signal?.throwIfAborted()
  }

  member(): void {
    if (++this.#members > this.limits.members) throw new LimitReached(`more than ${this.limits.members} members`)
  }

  /** Call for every chunk that a decompressor gives. */
  inflate(given: number, takenInAll: number, givenInAll: number): void {
    this.#inflated += given
    if (this.#inflated > this.limits.inflatedBytes) {
      throw new LimitReached(`more than ${this.limits.inflatedBytes} bytes after decompression`)
    }
    if (givenInAll > this.limits.ratioFrom && givenInAll > takenInAll * this.limits.ratio) {
      throw new LimitReached(`more than ${this.limits.ratio} bytes for every compressed byte`)
    }
    this.#signal?.throwIfAborted()
  }
}
