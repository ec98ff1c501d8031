import type { Scope } from '../scope.ts'
import { ggmlTypes } from './ggml-types.ts'
import { type GgufCursor, GgufRefused } from './gguf-cursor.ts'

export interface GgufTensor {
  readonly name: string
  /** Where its description stands. */
  readonly described: number
  /** From the beginning of the data. */
  readonly offset: number
  /** undefined when the type is not known. */
  readonly bytes: number | undefined
}

const mostDimensions = 4
const longestName = 64

/** Descriptions of tensors. Sizes are computed exactly; a product beyond 2^53 is refused. */
export function readTensors(cursor: GgufCursor, count: number, scope: Scope): readonly GgufTensor[] {
  const tensors: GgufTensor[] = []
  const names = new Set<string>()
  for (let index = 0; index < count; index += 1) {
    if ((index & 255) === 0) scope.budget.steps(256)
    const tensor = readTensor(cursor, scope)
    if (names.has(tensor.name)) {
      const detail = `two tensors have the name ${tensor.name}`
      scope.find('format/duplicate-key', { subject: tensor.name, detail, offset: tensor.described })
    }
    names.add(tensor.name)
    tensors.push(tensor)
  }
  return tensors
}

function readTensor(cursor: GgufCursor, scope: Scope): GgufTensor {
  const described = cursor.at
  const name = cursor.text('the name of a tensor') ?? ''
  if (name.length >= longestName) {
    const detail = `the name of a tensor has ${name.length} characters, where ggml keeps ${longestName - 1}`
    scope.find('format/malformed', { subject: name, detail, offset: described, level: 'low' })
  }
  const dimensions = cursor.u32()
  if (dimensions > mostDimensions) {
    throw new GgufRefused('format/absurd-number', `the tensor ${name} has ${dimensions} dimensions`, described)
  }
  const shape: number[] = []
  for (let axis = 0; axis < dimensions; axis += 1) shape.push(cursor.length(`a dimension of ${name}`))
  const type = cursor.u32()
  const offset = cursor.u64()
  if (offset > Number.MAX_SAFE_INTEGER) {
    throw new GgufRefused('format/absurd-number', `the offset of ${name} is beyond 2^53`, described)
  }
  return { name, described, offset, bytes: bytesOf(name, shape, type, described, scope) }
}

function bytesOf(
  name: string,
  shape: readonly number[],
  type: number,
  described: number,
  scope: Scope,
): number | undefined {
  const elements = shape.reduce((product, extent) => product * extent, 1)
  if (!Number.isSafeInteger(elements)) {
    throw new GgufRefused('format/absurd-number', `the tensor ${name} has more than 2^53 elements`, described)
  }
  const block = ggmlTypes.get(type)
  if (block === undefined) return undefined
  if ((shape[0] ?? 1) % block.elements !== 0) {
    const detail = `the rows of ${name} have ${shape[0]} elements, which are no whole blocks of ${block.name}`
    scope.find('format/lying-size', { subject: name, detail, offset: described })
  }
  const bytes = Math.ceil(elements / block.elements) * block.bytes
  if (!Number.isSafeInteger(bytes)) {
    throw new GgufRefused('format/absurd-number', `the tensor ${name} takes more than 2^53 bytes`, described)
  }
  return bytes
}

/** Tensors must lie inside the file, on the alignment, one behind the other with nothing but padding between. */
export function placeTensors(
  tensors: readonly GgufTensor[],
  start: number,
  alignment: number,
  size: number,
  scope: Scope,
): void {
  const inOrder = tensors.toSorted((one, other) => one.offset - other.offset)
  let reached = start
  for (const [index, { name, described, offset, bytes }] of inOrder.entries()) {
    const begin = start + offset
    const observation = { subject: name, offset: described }
    if (offset % alignment !== 0) {
      const detail = `the tensor ${name} lies at ${offset}, which is not a multiple of ${alignment}`
      scope.find('format/malformed', { ...observation, detail })
    }
    const next = inOrder[index + 1]
    const length = bytes ?? (next === undefined ? size - begin : start + next.offset - begin)
    if (begin + length > size || (begin > size && length >= 0)) {
      const detail = `the tensor ${name} is said to lie at ${begin} to ${begin + length}, where the file has ${size} bytes`
      scope.find('format/lying-size', { ...observation, detail })
    } else if (begin < reached && length > 0) {
      scope.find('format/overlap', { ...observation, detail: `the tensor ${name} shares bytes with another` })
    } else if (begin - reached >= alignment) {
      const detail = `${begin - reached} bytes before the tensor ${name} belong to no tensor`
      scope.find('format/overlap', { ...observation, detail, offset: reached, length: begin - reached })
    }
    if (bytes === undefined) scope.gap('unsupported', `the type of the tensor ${name} is not known`, begin, length)
    else scope.account('data', begin, length)
    reached = Math.max(reached, begin + length)
  }
  if (size - reached >= alignment) {
    const detail = `${size - reached} bytes after the last tensor belong to no tensor`
    scope.find('format/overlap', { subject: 'end of file', detail, offset: reached, length: size - reached })
  }
}
