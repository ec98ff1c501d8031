import type { ByteWindow } from '../byte-window.ts'
import { type Budget, Malformed } from '../limits.ts'

/** One buffer of FlatBuffers ("FlatBuffers internals"): every place is checked before it is read. */
export class FlatBuffer {
  readonly window: ByteWindow
  readonly size: number
  readonly #budget: Budget
  /** Past the last byte that some structure claimed. */
  end = 0

  constructor(window: ByteWindow, budget: Budget, size = window.source.size) {
    this.window = window
    this.size = size
    this.#budget = budget
  }

  root(): Table {
    return this.tableAt(this.#follow(0))
  }

  tableAt(at: number): Table {
    this.#budget.steps(1)
    const vtable = at - this.#signed(at)
    this.#claim(vtable, 4)
    const vtableBytes = this.window.unsigned(vtable, 2)
    const tableBytes = this.window.unsigned(vtable + 2, 2)
    if (vtableBytes < 4 || vtableBytes % 2 !== 0 || tableBytes < 4)
      throw new Malformed('a table has an impossible size', at)
    this.#claim(vtable, vtableBytes)
    this.#claim(at, tableBytes)
    return new Table(this, at, vtable, vtableBytes, tableBytes)
  }

  /** The elements of a vector whose offset stands at `at`. */
  vectorAt(at: number, width: number): Vector {
    const start = this.#follow(at)
    this.#claim(start, 4)
    const count = this.window.unsigned(start, 4)
    this.#claim(start + 4, count * width)
    return { start: start + 4, count, width }
  }

  textAt(at: number): string {
    const { start, count } = this.vectorAt(at, 1)
    if (count > longestText) throw new Malformed('a text is absurdly long', start)
    return decoder.decode(this.window.bytes(start, count))
  }

  /** Tables of a vector of offsets, at most `most` of them. */
  *tables(vector: Vector | undefined, most: number): Generator<Table> {
    if (vector === undefined) return
    for (let index = 0; index < Math.min(vector.count, most); index++) {
      yield this.tableAt(this.#follow(vector.start + 4 * index))
    }
  }

  #follow(at: number): number {
    this.#claim(at, 4)
    const target = at + this.window.unsigned(at, 4)
    this.#claim(target, 4)
    return target
  }

  #signed(at: number): number {
    this.#claim(at, 4)
    return this.window.unsigned(at, 4) | 0
  }

  #claim(start: number, length: number): void {
    if (!(start >= 0 && start + length <= this.size))
      throw new Malformed('an offset leads outside the buffer', Math.max(0, start))
    if (start + length > this.end) this.end = start + length
  }
}

export interface Vector {
  readonly start: number
  readonly count: number
  readonly width: number
}

const longestText = 1 << 24
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** A table: fields by their number in the schema; absent ones have their default. */
export class Table {
  readonly buffer: FlatBuffer
  readonly at: number
  readonly #vtable: number
  readonly #vtableBytes: number
  readonly #tableBytes: number

  constructor(buffer: FlatBuffer, at: number, vtable: number, vtableBytes: number, tableBytes: number) {
    this.buffer = buffer
    this.at = at
    this.#vtable = vtable
    this.#vtableBytes = vtableBytes
    this.#tableBytes = tableBytes
  }

  unsigned(field: number, width: number, absent = 0): number {
    const at = this.#placeOf(field, width)
    return at === undefined ? absent : this.buffer.window.unsigned(at, width)
  }

  signed(field: number, width: 1 | 4, absent = 0): number {
    const value = this.unsigned(field, width, absent)
    return value >= 2 ** (8 * width - 1) ? value - 2 ** (8 * width) : value
  }

  text(field: number): string {
    const at = this.#placeOf(field, 4)
    return at === undefined ? '' : this.buffer.textAt(at)
  }

  vector(field: number, width: number): Vector | undefined {
    const at = this.#placeOf(field, 4)
    return at === undefined ? undefined : this.buffer.vectorAt(at, width)
  }

  tables(field: number, most: number): Generator<Table> {
    return this.buffer.tables(this.vector(field, 4), most)
  }

  has(field: number): boolean {
    return this.#placeOf(field, 1) !== undefined
  }

  #placeOf(field: number, width: number): number | undefined {
    const slot = 4 + 2 * field
    if (slot + 2 > this.#vtableBytes) return undefined
    const offset = this.buffer.window.unsigned(this.#vtable + slot, 2)
    if (offset === 0) return undefined
    if (offset < 4 || offset + width > this.#tableBytes) throw new Malformed('a field lies outside its table', this.at)
    return this.at + offset
  }
}
