import { Malformed } from '../limits.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import { type ByteSource, sliceOf } from '../source.ts'
import { JsonTokens } from './json-tokens.ts'
import { isMap, readValue, type Value } from './value-tokens.ts'
import { tellOfPickleReading } from './pickle-reading.ts'
import { scanZipTail } from './zip-tail.ts'

/** Bits of one element, by the names of the format's 0.8 series. */
const elementBits: ReadonlyMap<string, number> = new Map([
  ...['F4'].map((name) => [name, 4] as const),
  ...['F6_E2M3', 'F6_E3M2'].map((name) => [name, 6] as const),
  ...['BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3', 'F8_E8M0', 'F8_E4M3FNUZ', 'F8_E5M2FNUZ'].map((n) => [n, 8] as const),
  ...['I16', 'U16', 'F16', 'BF16'].map((name) => [name, 16] as const),
  ...['I32', 'U32', 'F32'].map((name) => [name, 32] as const),
  ...['I64', 'U64', 'F64', 'C64'].map((name) => [name, 64] as const),
])

const longestHeader = 100_000_000
const prefixBytes = 8
const openBrace = 0x7b

/**
 * safetensors: a length of 8 bytes, a JSON header, tensor bytes (github.com/huggingface/safetensors, "Format"). The
 * header is read strictly and the tensors must cover what follows exactly; they are never read.
 */
export const safetensorsReader: FormatReader = {
  format: 'safetensors',
  title: 'a safetensors file',
  recognises: ({ name, bytes, source }) => {
    if (bytes.length < prefixBytes + 2 || bytes[prefixBytes] !== openBrace) return false
    const length = headerLength(bytes)
    if (length >= 2 && length <= longestHeader && length <= source.size - prefixBytes) return true
    return name.endsWith('.safetensors') || namesTensors(bytes)
  },
  async read(source, scope) {
    const length = headerLength(source.bytes(0, prefixBytes))
    const room = source.size - prefixBytes
    if (length > longestHeader || length > room) {
      const rule = length > longestHeader ? 'format/absurd-number' : 'format/lying-size'
      const detail = `the header is said to take ${length} bytes, where ${room} follow and ${longestHeader} are allowed`
      scope.find(rule, { subject: 'header length', detail, offset: 0, length: prefixBytes })
      scope.gap('malformed', 'the header has no end that could be trusted', 0, source.size)
      return
    }
    const start = prefixBytes + length
    if (length === room && isEmptyState(source, scope)) return
    const tensors = readHeader(sliceOf(source, prefixBytes, length), scope)
    scope.account('parsed', 0, start)
    placeTensors(tensors, start, source.size, scope)
    tellOfPickleReading(source, scope)
    await scanZipTail(source, scope)
  },
}

/** Exact up to 2^53, and a number beyond for anything larger. */
function headerLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes)
  return view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true)
}

function namesTensors(bytes: Head['bytes']): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.includes('"data_offsets"') || text.startsWith('{"__metadata__"', prefixBytes)
}

const brokenStart = '{},"__metadata__":'

/** Of a state without tensors, releases before 0.4 wrote a header that is no JSON. No loader reads it, and nothing follows. */
function isEmptyState(source: ByteSource, scope: Scope): boolean {
  const text = Buffer.from(source.bytes(prefixBytes, 4096)).toString('latin1')
  if (source.size > 4096 || !text.startsWith(brokenStart)) return false
  const detail = 'the header is no JSON: old releases wrote it so for a state without tensors'
  scope.find('format/malformed', { subject: 'empty state', detail, offset: prefixBytes, level: 'low' })
  scope.text(text, 'header', prefixBytes)
  scope.account('parsed', 0, source.size)
  return true
}

interface Tensor {
  readonly name: string
  readonly begin: number
  readonly end: number
}

function readHeader(header: ByteSource, scope: Scope): readonly Tensor[] {
  const onDuplicate = (key: string, offset: number): void =>
    scope.find('format/duplicate-key', {
      subject: key,
      detail: `the header has the key ${key} twice`,
      offset: prefixBytes + offset,
    })
  const tokens = new JsonTokens(header, scope.budget, { depth: 16, onDuplicate })
  const tensors: Tensor[] = []
  try {
    tokens.next()
    while (tokens.next() === 'key') {
      const name = tokens.text
      const offset = prefixBytes + tokens.offset
      const value = readValue(tokens, tokens.next())
      if (name === '__metadata__') readMetadata(value, offset, scope)
      else {
        const tensor = readTensor(name, value, offset, scope)
        if (tensor !== undefined) tensors.push(tensor)
      }
    }
    tokens.next()
  } catch (error) {
    if (error instanceof Malformed && error.offset !== undefined) {
      throw new Malformed(error.message, prefixBytes + error.offset)
    }
    throw error
  }
  return tensors
}

const longestProperty = 200

function readMetadata(value: Value, offset: number, scope: Scope): void {
  const broken = (what: string): void =>
    scope.find('format/malformed', { subject: '__metadata__', detail: `__metadata__ ${what}`, offset })
  if (!isMap(value)) return broken('is not a map of texts')
  for (const [name, text] of value) {
    if (typeof text !== 'string') {
      broken('has a value that is not a text')
      continue
    }
    scope.text(text, `__metadata__.${name}`, offset)
    scope.fact({ kind: 'property', name, value: text.slice(0, longestProperty) })
  }
}

function readTensor(name: string, value: Value, offset: number, scope: Scope): Tensor | undefined {
  const type = isMap(value) ? value.get('dtype') : undefined
  const shape = isMap(value) ? value.get('shape') : undefined
  const range = isMap(value) ? value.get('data_offsets') : undefined
  if (typeof type !== 'string' || !isCounts(shape) || !isCounts(range) || range.length !== 2) {
    const detail = `the tensor ${name} does not state a type, a shape and two offsets`
    scope.find('format/malformed', { subject: name, detail, offset })
    return undefined
  }
  const [begin, end] = range as [number, number]
  const bits = elementBits.get(type)
  const elements = shape.reduce((product, extent) => product * extent, 1)
  // Readers multiply from the left, and may overflow before they come to a zero.
  const largest = shape.reduce((product, extent) => product * (extent || 1), 1)
  if (![...shape, largest, begin, end].every(Number.isSafeInteger)) {
    const detail = `the tensor ${name} has a size beyond 2^53`
    scope.find('format/absurd-number', { subject: name, detail, offset })
    return undefined
  }
  if (bits === undefined) {
    const detail = `the tensor ${name} has the type ${type}, which the format does not have`
    scope.find('format/malformed', { subject: name, detail, offset, level: 'low' })
  } else if (elements * bits !== (end - begin) * 8) {
    const detail = `the tensor ${name} of type ${type} and shape [${shape.slice(0, 8).join(', ')}] is given ${end - begin} bytes`
    scope.find('format/lying-size', { subject: name, detail, offset })
  }
  return { name, begin, end }
}

function isCounts(value: Value | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isInteger(item) && item >= 0)
}

/** The tensors, in the order of their bytes, must leave no byte out and share none. */
function placeTensors(tensors: readonly Tensor[], start: number, size: number, scope: Scope): void {
  const inOrder = tensors.toSorted((one, other) => one.begin - other.begin || one.end - other.end)
  let reached = 0
  for (const { name, begin, end } of inOrder) {
    const offset = start + begin
    if (begin > end || end > size - start) {
      const detail = `the tensor ${name} is said to lie at ${begin} to ${end}, where ${size - start} bytes follow the header`
      scope.find('format/lying-size', { subject: name, detail, offset })
    } else if (begin < reached) {
      scope.find('format/overlap', { subject: name, detail: `the tensor ${name} shares bytes with another`, offset })
    } else if (begin > reached) {
      const detail = `${begin - reached} bytes before the tensor ${name} belong to no tensor`
      scope.find('format/overlap', { subject: name, detail, offset: start + reached, length: begin - reached })
    }
    if (begin <= end) scope.account('data', offset, end - begin)
    reached = Math.max(reached, end)
  }
  if (start + reached < size) {
    const length = size - start - reached
    const detail = `${length} bytes after the last tensor belong to no tensor`
    scope.find('format/overlap', { subject: 'end of file', detail, offset: start + reached, length })
  }
}
