/** Undoes the delta filter: each byte was stored less the one `distance` before it. */
export function* undoDelta(chunks: Iterable<Uint8Array>, distance: number): Generator<Uint8Array> {
  const last = new Uint8Array(distance)
  let place = 0
  for (const chunk of chunks) {
    const plain = new Uint8Array(chunk.length)
    for (let at = 0; at < chunk.length; at++) {
      const byte = (chunk[at]! + last[place]!) & 255
      last[place] = byte
      plain[at] = byte
      place = place + 1 === distance ? 0 : place + 1
    }
    yield plain
  }
}
