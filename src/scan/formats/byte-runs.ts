import type { Scope } from '../scope.ts'

/** Accounts for bytes of a source that is read from front to back: what is not called data was parsed. */
export class ByteRuns {
  readonly #scope: Scope
  #at: number

  constructor(scope: Scope, from = 0) {
    this.#scope = scope
    this.#at = from
  }

  data(start: number, end: number): void {
    if (!(start >= this.#at && end > start)) return
    this.parsedUpTo(start)
    this.#scope.account('data', start, end - start)
    this.#at = end
  }

  parsedUpTo(end: number): void {
    if (end <= this.#at) return
    this.#scope.account('parsed', this.#at, end - this.#at)
    this.#at = end
  }

  /** Bytes in the midst that a scope of their own reads. */
  async child(name: string, start: number, source: Parameters<Scope['child']>[1]): Promise<void> {
    this.parsedUpTo(start)
    this.#scope.account('member', start, source.size)
    this.#at = Math.max(this.#at, start + source.size)
    await this.#scope.child(name, source)
  }
}
