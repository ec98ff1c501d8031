import type { ByteSource } from '../source.ts'
import { type ArgumentLayout, layouts, opcode } from './opcodes.ts'

/** A part of a source that a loader reads. */
interface Segment {
  readonly offset: number
  readonly length: number
}

const mostSegments = 10_000
const lineWindow = 1 << 16

/**
 * What CPython's unpickler in C sees of a pickle that it reads from a file, when an argument crosses the end of a frame:
 * what is left of the frame is dropped, and the whole argument is read after it (python/cpython#154848).
 */
export function refilledSource(source: ByteSource, start: number, spend: (steps: number) => void): SegmentedSource {
  const reader = new RefillingReader(source, start)
  for (let steps = 1; ; steps++) {
    if (steps % 1024 === 0) spend(1024)
    if (!reader.opcode()) return new SegmentedSource(source, reader.segments())
  }
}

class RefillingReader {
  readonly #source: ByteSource
  readonly #segments: Segment[] = []
  #from: number
  #at: number
  #frameEnd = Number.POSITIVE_INFINITY

  constructor(source: ByteSource, start: number) {
    this.#source = source
    this.#from = start
    this.#at = start
  }

  /** Passes one opcode; false at the last. */
  opcode(): boolean {
    const code = this.#source.bytes(this.#read(1), 1)[0]
    const layout = code === undefined ? undefined : layouts[code]
    if (layout === undefined || code === opcode.STOP || this.#segments.length >= mostSegments) return false
    if (code === opcode.FRAME) this.#enterFrame(this.#number(8))
    else this.#argument(layout, bytesOpcodes.has(code))
    return this.#at <= this.#source.size
  }

  segments(): readonly Segment[] {
    return [...this.#segments, { offset: this.#from, length: Math.max(0, this.#source.size - this.#from) }]
  }

  #argument(layout: ArgumentLayout, isReadStraight: boolean): void {
    if (layout.kind === 'fixed') this.#read(layout.bytes)
    else if (layout.kind === 'lines') for (let line = 0; line < layout.lines; line++) this.#line()
    else if (layout.kind === 'counted') {
      const length = this.#number(layout.lengthBytes)
      if (isReadStraight) this.#at += length
      else this.#read(length)
    }
  }

  /** A frame within what is already in memory changes nothing; any other is read as a whole. */
  #enterFrame(length: number): void {
    if (this.#at + length <= this.#endOfBuffer()) return
    this.#read(length)
    this.#at -= length
    this.#frameEnd = this.#at + length
  }

  #endOfBuffer(): number {
    return this.#at < this.#frameEnd && this.#frameEnd !== Number.POSITIVE_INFINITY ? this.#frameEnd : this.#at
  }

  #number(bytes: number): number {
    return this.#source.bytes(this.#read(bytes), bytes).reduceRight((value, byte) => value * 256 + byte, 0)
  }

  /** Passes `length` bytes read at once, and says where they lie. */
  #read(length: number): number {
    if (this.#at + length > this.#endOfBuffer()) this.#dropBuffer()
    const at = this.#at
    this.#at = at + length
    return at
  }

  #line(): void {
    const end = this.#lineFeed(this.#at)
    if (end >= this.#endOfBuffer()) this.#dropBuffer()
    this.#at = this.#lineFeed(this.#at) + 1
  }

  #dropBuffer(): void {
    const end = this.#endOfBuffer()
    this.#frameEnd = Number.POSITIVE_INFINITY
    if (end === this.#at) return
    this.#segments.push({ offset: this.#from, length: this.#at - this.#from })
    this.#from = end
    this.#at = end
  }

  /** Where the next line feed lies, or the end. */
  #lineFeed(from: number): number {
    for (let at = from; at < this.#source.size; at += lineWindow) {
      const found = this.#source.bytes(at, lineWindow).indexOf(10)
      if (found >= 0) return at + found
    }
    return this.#source.size
  }
}

/** Those whose bytes are read straight into their object, past the buffer. */
const bytesOpcodes: ReadonlySet<number | undefined> = new Set([
  opcode.BINBYTES,
  opcode.SHORT_BINBYTES,
  opcode.BINBYTES8,
  opcode.BYTEARRAY8,
])

/** Parts of a source one after another, as a source of its own. */
export class SegmentedSource implements ByteSource {
  readonly size: number
  readonly #source: ByteSource
  readonly #segments: readonly Segment[]

  constructor(source: ByteSource, segments: readonly Segment[]) {
    this.#source = source
    this.#segments = segments
    this.size = segments.reduce((sum, { length }) => sum + length, 0)
  }

  /** Whether bytes of the source were dropped. */
  get isCut(): boolean {
    return this.#segments.length > 1
  }

  bytes(offset: number, length: number): Uint8Array {
    const end = Math.min(this.size, offset + length)
    let start = 0
    const parts: Uint8Array[] = []
    for (const segment of this.#segments) {
      const from = Math.max(offset, start)
      const to = Math.min(end, start + segment.length)
      if (from < to) parts.push(this.#source.bytes(segment.offset + from - start, to - from))
      start += segment.length
    }
    return parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts))
  }
}
