import { PickleFault } from './stack.ts'
import type { Value } from './values.ts'

/** Gaps that are filled rather than sent to the map: Python 2 counts from 1. */
const smallGap = 1024
/** Entries beyond which we cannot follow. */
const mostEntries = 1 << 23

/** The memo: what was stored under which index. Mostly dense, so an array with a map for what is far off. */
export class Memo {
  readonly #dense: (Value | undefined)[] = []
  readonly #sparse = new Map<number, Value>()
  #size = 0

  /** Entries, `len(memo)`: the index that MEMOIZE writes. */
  get size(): number {
    return this.#size
  }

  get(index: number): Value | undefined {
    return index < this.#dense.length ? this.#dense[index] : this.#sparse.get(index)
  }

  set(index: number, value: Value): void {
    const dense = this.#dense
    if (this.#size > mostEntries) throw new PickleFault(`more than ${mostEntries} values in the memo`, 'unsupported')
    if (index < dense.length) {
      if (dense[index] === undefined) this.#size += 1
      dense[index] = value
    } else if (this.#sparse.size === 0 && index - dense.length < smallGap) {
      while (dense.length < index) dense.push(undefined)
      dense.push(value)
      this.#size += 1
    } else {
      if (!this.#sparse.has(index)) this.#size += 1
      this.#sparse.set(index, value)
    }
  }
}
