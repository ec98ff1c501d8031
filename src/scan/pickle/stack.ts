import type { Value } from './values.ts'

/** Thrown inside the machine where no loader goes on, or (`unsupported`) where we cannot follow. */
export class PickleFault extends Error {
  override readonly name = 'PickleFault'
  readonly reason: 'malformed' | 'unsupported'
  constructor(message: string, reason: 'malformed' | 'unsupported' = 'malformed') {
    super(message)
    this.reason = reason
  }
}

/** Entries beyond which we cannot follow. */
const mostEntries = 1 << 25

/** The stack with its marks: nothing below the last mark can be reached, as in CPython. */
export class PickleStack {
  /** Above `top` lie values of the past. */
  readonly #values: Value[] = []
  readonly #marks: number[] = []
  #top = 0
  /** Where the last mark stands. */
  #fence = 0

  push(value: Value): void {
    this.#values[this.#top++] = value
    if (this.#top > mostEntries) throw new PickleFault(`more than ${mostEntries} values on the stack`, 'unsupported')
  }

  pop(): Value {
    if (this.#top <= this.#fence) throw new PickleFault('the stack is empty')
    return this.#values[--this.#top]!
  }

  peek(): Value {
    if (this.#top <= this.#fence) throw new PickleFault('the stack is empty')
    return this.#values[this.#top - 1]!
  }

  replaceTop(value: Value): void {
    this.#values[this.#top - 1] = value
  }

  mark(): void {
    this.#marks.push(this.#top)
    this.#fence = this.#top
    if (this.#marks.length > mostEntries) throw new PickleFault(`more than ${mostEntries} marks`, 'unsupported')
  }

  /** POP: takes a value, or the mark when nothing stands above it. */
  discard(): void {
    if (this.#marks.length > 0 && this.#fence === this.#top) this.popMark()
    else this.pop()
  }

  /** Removes the last mark and says where it stood; the values above it stay. */
  popMark(): number {
    const mark = this.#marks.pop()
    if (mark === undefined) throw new PickleFault('there is no mark')
    this.#fence = this.#marks[this.#marks.length - 1] ?? 0
    return mark
  }

  get top(): number {
    return this.#top
  }

  at(index: number): Value {
    return this.#values[index]!
  }

  /** The values from `from` to `to`. */
  slice(from: number, to: number): Value[] {
    return this.#values.slice(from, to)
  }

  /** Drops everything from `top` on; never below the last mark. */
  cut(top: number): void {
    this.#top = top
  }

  /** The value just below `index`, which must not lie below the last mark. */
  below(index: number): Value {
    if (index <= this.#fence) throw new PickleFault('the stack is empty')
    return this.#values[index - 1]!
  }
}
