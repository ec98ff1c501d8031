const prime1 = 0x9e3779b1 | 0
const prime2 = 0x85ebca77 | 0
const prime3 = 0xc2b2ae3d | 0
const prime4 = 0x27d4eb2f
const prime5 = 0x165667b1

/** xxHash32 with seed 0, fed in pieces. */
export class Xxh32 {
  readonly #lanes = Int32Array.of((prime1 + prime2) | 0, prime2, 0, -prime1 | 0)
  readonly #left = new Uint8Array(16)
  #leftLength = 0
  #total = 0

  update(bytes: Uint8Array): this {
    this.#total += bytes.length
    let from = 0
    if (this.#leftLength > 0) {
      from = Math.min(16 - this.#leftLength, bytes.length)
      this.#left.set(bytes.subarray(0, from), this.#leftLength)
      this.#leftLength += from
      if (this.#leftLength < 16) return this
      this.#stripe(this.#left, 0)
      this.#leftLength = 0
    }
    for (; from + 16 <= bytes.length; from += 16) this.#stripe(bytes, from)
    this.#left.set(bytes.subarray(from))
    this.#leftLength = bytes.length - from
    return this
  }

  digest(): number {
    const [a, b, c, d] = this.#lanes as unknown as [number, number, number, number]
    let hash = this.#total >= 16 ? rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18) : prime5
    hash = (hash + this.#total) | 0
    let at = 0
    for (; at + 4 <= this.#leftLength; at += 4) {
      hash = Math.imul(rotate((hash + Math.imul(word(this.#left, at), prime3)) | 0, 17), prime4)
    }
    for (; at < this.#leftLength; at++) {
      hash = Math.imul(rotate((hash + Math.imul(this.#left[at]!, prime5)) | 0, 11), prime1)
    }
    hash = Math.imul(hash ^ (hash >>> 15), prime2)
    hash = Math.imul(hash ^ (hash >>> 13), prime3)
    return (hash ^ (hash >>> 16)) >>> 0
  }

  #stripe(bytes: Uint8Array, at: number): void {
    const lanes = this.#lanes
    for (let lane = 0; lane < 4; lane++) {
      const sum = (lanes[lane]! + Math.imul(word(bytes, at + lane * 4), prime2)) | 0
      lanes[lane] = Math.imul(rotate(sum, 13), prime1)
    }
  }
}

function rotate(value: number, count: number): number {
  return (value << count) | (value >>> (32 - count))
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
}
