import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes that can be read at any place: a file, a part of one, or what a decompressor gave. */
export interface ByteSource {
  readonly size: number
  /** Bytes from `offset`: `length` of them, fewer only at the end. A view that stays valid and is not to be written to. */
  bytes(offset: number, length: number): Uint8Array
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    bytes: (offset, length) => bytes.subarray(clamp(offset, bytes.length), clamp(offset + length, bytes.length)),
  }
}

/** A part of a source as a source of its own; the part that lies past the end is missing. */
export function sliceOf(source: ByteSource, offset: number, length = source.size - offset): ByteSource {
  const start = clamp(offset, source.size)
  const size = clamp(start + length, source.size) - start
  return {
    size,
    bytes: (from, count) => {
      const first = clamp(from, size)
      return source.bytes(start + first, clamp(from + count, size) - first)
    },
  }
}

const windowBytes = 1 << 18
const firstWindowBytes = 1 << 12

/**
 * A file read by position through one window, so that many small reads near each other cost one. The window is small
 * after a jump and doubles while reading goes on from it.
 */
export class FileSource implements ByteSource {
  readonly size: number
  readonly #descriptor: number
  #window: Uint8Array = new Uint8Array(0)
  #start = 0

  /** Takes over an open descriptor: `close` closes it. */
  constructor(descriptor: number) {
    this.#descriptor = descriptor
    this.size = fstatSync(descriptor).size
  }

  static open(path: string): FileSource {
    return new FileSource(openSync(path, 'r'))
  }

  bytes(offset: number, length: number): Uint8Array {
    const from = clamp(offset, this.size)
    const to = clamp(offset + length, this.size)
    if (from >= this.#start && to <= this.#start + this.#window.length) {
      return this.#window.subarray(from - this.#start, to - this.#start)
    }
    if (to - from > windowBytes) return this.#read(from, to - from)
    const isNear = from >= this.#start && from <= this.#start + this.#window.length
    const ahead = isNear ? Math.min(windowBytes, Math.max(firstWindowBytes, this.#window.length * 2)) : firstWindowBytes
    this.#window = this.#read(from, Math.min(Math.max(ahead, to - from), this.size - from))
    this.#start = from
    return this.#window.subarray(0, to - from)
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  /** A file that shrinks while it is read gives fewer bytes. */
  #read(from: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      const count = readSync(this.#descriptor, bytes, filled, length - filled, from + filled)
      if (count === 0) break
      filled += count
    }
    return bytes.subarray(0, filled)
  }
}

function clamp(value: number, size: number): number {
  return value <= 0 ? 0 : value >= size ? size : value
}
