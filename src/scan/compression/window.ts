/**
 * What a Lempel-Ziv decoder wrote last, as far back as it may refer to. One straight buffer: written behind the history
 * until it is full, then the history moves to the front. It grows with what is written, never with what a header declares.
 */
export class Window {
  buffer: Uint8Array
  at = 0
  #size = 0
  #full = 0
  #shown = 0

  constructor(size: number) {
    this.buffer = new Uint8Array(1 << 12)
    this.restart(size)
  }

  /** Begins anew with another size. Only after a flush. */
  restart(size: number): void {
    this.#size = size
    this.#full = size + Math.min(16 * 2 ** 20, Math.max(1 << 18, size >> 3))
    this.clear()
  }

  /** Bytes that can be written before `makeRoom`. */
  get room(): number {
    return this.buffer.length - this.at
  }

  /** How far back a copy may reach. */
  get reach(): number {
    return Math.min(this.at, this.#size)
  }

  /** The bytes written since the last call; good until the next write. */
  flush(): Uint8Array {
    const bytes = this.buffer.subarray(this.#shown, this.at)
    this.#shown = this.at
    return bytes
  }

  /** After a flush: makes place for at least `length` more bytes, at most an eighth of the window or 256 KiB. */
  makeRoom(length: number): void {
    if (this.room >= length) return
    if (this.buffer.length < this.#full) {
      const grown = new Uint8Array(Math.min(this.#full, Math.max(this.buffer.length * 2, this.at + length)))
      grown.set(this.buffer.subarray(0, this.at))
      this.buffer = grown
    }
    if (this.room >= length) return
    const keep = this.reach
    this.buffer.copyWithin(0, this.at - keep, this.at)
    this.at = keep
    this.#shown = keep
  }

  /** Forgets the history, as where a format starts anew. Only after a flush. */
  clear(): void {
    this.at = 0
    this.#shown = 0
  }
}

/** Copies `length` bytes from `distance` before `at`; a distance shorter than the length repeats. */
export function copyBack(buffer: Uint8Array, at: number, distance: number, length: number): number {
  const end = at + length
  if (distance >= length && length > 32) buffer.copyWithin(at, at - distance, at - distance + length)
  else for (let to = at; to < end; to++) buffer[to] = buffer[to - distance]!
  return end
}
