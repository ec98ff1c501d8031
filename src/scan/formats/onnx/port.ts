import type { WireCursor } from '../../protobuf/wire-cursor.ts'
import type { Scope } from '../../scope.ts'
import { elementNames } from './tensor.ts'

export interface Port {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | string)[]
}

/** More than a petabyte along one axis. */
const absurdDimension = 2 ** 50

/** ValueInfoProto. */
export function readPort(cursor: WireCursor, scope: Scope): Port {
  let name = ''
  let type = ''
  const shape: (number | string)[] = []
  const offset = cursor.start
  while (cursor.next()) {
    if (cursor.isBytes(1)) name = cursor.text()
    else if (cursor.isBytes(2)) type = readType(cursor.message(), shape)
    else if (cursor.isBytes(3)) scope.text(cursor.text(), 'doc_string', cursor.start)
  }
  if (shape.some((size) => typeof size === 'number' && (size > absurdDimension || size < -absurdDimension))) {
    const detail = `${name} has the dimensions ${shape.slice(0, 8).join(' x ')}`
    scope.find('format/absurd-number', { subject: name, detail, offset })
  }
  return {
    name,
    type,
    shape: shape.map((size) => (Number.isSafeInteger(size) || typeof size === 'string' ? size : '?')),
  }
}

/** TypeProto: of a tensor its elements and shape, of the others their kind. */
function readType(cursor: WireCursor, shape: (number | string)[]): string {
  let type = ''
  while (cursor.next()) {
    if (cursor.isBytes(1) || cursor.isBytes(8)) type = readTensorType(cursor.message(), shape)
    else if (cursor.isBytes(4)) type = 'sequence'
    else if (cursor.isBytes(5)) type = 'map'
    else if (cursor.isBytes(9)) type = 'optional'
  }
  return type
}

function readTensorType(cursor: WireCursor, shape: (number | string)[]): string {
  let type = 'undefined'
  while (cursor.next()) {
    if (cursor.isVarint(1)) type = elementNames[cursor.value] ?? `type ${cursor.value}`
    else if (cursor.isBytes(2)) {
      const dims = cursor.message()
      while (dims.next()) if (dims.isBytes(1) && shape.length < 64) shape.push(readDimension(dims.message()))
    }
  }
  return type
}

function readDimension(cursor: WireCursor): number | string {
  let size: number | string = '?'
  while (cursor.next()) {
    if (cursor.isVarint(1)) size = cursor.value
    else if (cursor.isBytes(2)) size = cursor.text()
  }
  return size
}
