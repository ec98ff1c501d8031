import type { WireCursor } from '../../protobuf/wire-cursor.ts'
import type { GraphReading } from './graph-reading.ts'

/** Bytes of one element by DataType, for types of a fixed size. */
const elementBytes: ReadonlyMap<number, number> = new Map([
  ...[4, 6, 10, 11, 12, 24, 25].map((type) => [type, 1] as const),
  ...[5, 14, 15, 16, 17, 19].map((type) => [type, 2] as const),
  ...[1, 3, 13, 22].map((type) => [type, 4] as const),
  ...[2, 8, 9, 23].map((type) => [type, 8] as const),
  [18, 16],
])

const longestText = 4096

/** TensorProto (tensorflow/core/framework/tensor.proto): values are data; the first texts go to `texts`. */
export function readTensor(cursor: WireCursor, texts: string[], textsAtMost: number, reading: GraphReading): void {
  const { scope, runs } = reading
  const offset = cursor.start
  const dims: number[] = []
  let type = 0
  let content = -1
  while (cursor.next()) {
    switch (cursor.field) {
      case 1:
        type = cursor.value
        break
      case 2:
        if (cursor.wire === 2) readShape(cursor.message(), dims)
        break
      case 4:
        content = cursor.length
        runs.data(cursor.start, cursor.end)
        break
      case 8:
        if (cursor.wire === 2 && texts.length < textsAtMost && cursor.length <= longestText) texts.push(cursor.text())
        runs.data(cursor.start, cursor.end)
        break
      default:
        if (cursor.length > 16) runs.data(cursor.start, cursor.end)
    }
  }
  const count = dims.reduce((product, size) => product * size, 1)
  if (dims.some((size) => !(size >= 0)) || !(count <= 2 ** 53)) {
    const detail = `a constant has the dimensions ${dims.slice(0, 8).join(' x ')}`
    scope.find('format/absurd-number', { subject: 'constant', detail, offset })
    return
  }
  const bytes = count * (elementBytes.get(type) ?? 0)
  if (content > 0 && content < bytes) {
    const detail = `a constant declares ${count} values and has only ${content} bytes`
    scope.find('format/lying-size', { subject: 'constant', detail, offset })
  }
}

function readShape(cursor: WireCursor, dims: number[]): void {
  while (cursor.next()) {
    if (!cursor.isBytes(2) || dims.length > 254) continue
    const dim = cursor.message()
    let size = 0
    while (dim.next()) if (dim.isVarint(1)) size = dim.value
    dims.push(size)
  }
}
