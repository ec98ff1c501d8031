/** Table of ECMA-182's CRC-64, reflected, as pairs of low and high words. */
const low = new Int32Array(256)
const high = new Int32Array(256)
for (let index = 0; index < 256; index++) {
  let l = index
  let h = 0
  for (let bit = 0; bit < 8; bit++) {
    const isOdd = l & 1
    l = (l >>> 1) | (h << 31)
    h >>>= 1
    if (isOdd) {
      l ^= 0xd787_0f42
      h ^= 0xc96c_5795
    }
  }
  low[index] = l
  high[index] = h
}

/** CRC-64/XZ, fed in pieces. */
export class Crc64 {
  #low = -1
  #high = -1

  update(bytes: Uint8Array): void {
    let l = this.#low
    let h = this.#high
    for (let at = 0; at < bytes.length; at++) {
      const index = (l ^ bytes[at]!) & 255
      l = ((l >>> 8) | (h << 24)) ^ low[index]!
      h = (h >>> 8) ^ high[index]!
    }
    this.#low = l
    this.#high = h
  }

  /** Eight bytes, lowest first. */
  digest(): Uint8Array {
    const bytes = new Uint8Array(8)
    const view = new DataView(bytes.buffer)
    view.setInt32(0, ~this.#low, true)
    view.setInt32(4, ~this.#high, true)
    return bytes
  }
}
