import { hash } from 'node:crypto'
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../core/frame.ts'
import { type Resolution, resolveNumbers, type TextResolution } from './resolution.ts'
import type { NumericType, PartData, TensorType, TensorValues } from './protocol.ts'

/** How a model takes a column: as the values of a tensor, or as it is. */
export interface ColumnTarget {
  readonly type: TensorType | 'column'
  /** The text that stands for a missing value in a string input. */
  readonly missingText: string
  /** Values that the model cannot tell apart are sent as one and the same. */
  readonly resolution?: Resolution | null
}

/** Some rows of a column, named by their content: equal content, whatever frame it came from, has an equal key. */
export interface Part {
  readonly key: string
  readonly sizeBytes: number
  /** Held until it is first given, then made anew, so that a frame is not held twice. */
  data(): PartData
}

export interface EncodedPart {
  readonly part: Part
  /** The rows, counted from `from`, that an input of that type cannot take; null when it takes all. */
  readonly refusal: Refusal | null
}

interface Refusal {
  readonly rows: Int32Array
  /** The first of the values, as a reader would write it. */
  readonly example: string
}

/** Rows `from` to `to` of the column as the target takes them. */
export function encodePart(column: Column, from: number, to: number, target: ColumnTarget): EncodedPart {
  const address = `${from}:${to}:${target.type}:${target.missingText}`
  const byResolution = remembered.get(column) ?? new Map<Resolution | null, Map<string, Remembered>>()
  remembered.set(column, byResolution)
  const resolution = target.resolution ?? null
  const known = byResolution.get(resolution) ?? new Map<string, Remembered>()
  byResolution.set(resolution, known)
  let entry = known.get(address)
  let made: PartData | null = null
  if (entry === undefined) {
    const { data, refusal } = encode(column, from, to, target)
    entry = { key: contentKey(data), sizeBytes: sizeOf(data), refusal }
    known.set(address, entry)
    made = data
  }
  const { key, sizeBytes, refusal } = entry
  const data = (): PartData => {
    const given = made ?? encode(column, from, to, target).data
    made = null
    return given
  }
  return { part: { key, sizeBytes, data }, refusal }
}

interface Remembered {
  readonly key: string
  readonly sizeBytes: number
  readonly refusal: Refusal | null
}

/** Frames share the columns that a perturbation leaves alone, so most keys are known already. */
const remembered = new WeakMap<Column, Map<Resolution | null, Map<string, Remembered>>>()

interface Encoded {
  readonly data: PartData
  readonly refusal: Refusal | null
}

function encode(column: Column, from: number, to: number, { type, missingText, resolution }: ColumnTarget): Encoded {
  if (type === 'column') return { data: canonicalColumn(column, from, to), refusal: null }
  if (type === 'string') {
    const texts = resolution?.kind === 'texts' ? resolution : null
    return { data: encodeStrings(column, from, to, missingText, texts), refusal: null }
  }
  const encoded = encodeNumbers(column, from, to, type)
  if (resolution?.kind === 'cuts' && encoded.data instanceof Float32Array) resolveNumbers(encoded.data, resolution)
  return encoded
}

function canonicalColumn(column: Column, from: number, to: number): Column {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { kind: column.kind, values: column.values.slice(from, to), valid: column.valid.slice(from, to) }
    case 'category':
      return encodeStrings(column, from, to, null)
    case 'text':
      return { kind: 'text', values: column.values.slice(from, to) }
  }
}

/** Codes in the order in which the texts first occur; a missing value becomes `missingText`, or -1 where that is null. */
function encodeStrings(
  column: Column,
  from: number,
  to: number,
  missingText: string | null,
  texts: TextResolution | null = null,
): CategoryColumn {
  const codes = new Int32Array(to - from)
  const dictionary: string[] = []
  const byText = new Map<string, number>()
  const asSent = (value: string): string => {
    // The runtime reads a text up to its first NUL, and would take it for another.
    const text = missingText === null ? value : value.replaceAll('\0', '\uFFFD')
    return texts === null || texts.known.has(text) ? text : texts.other
  }
  const codeOf = (value: string | null): number => {
    if (value === null) return -1
    const known = byText.get(value)
    if (known !== undefined) return known
    const text = asSent(value)
    const code = byText.get(text) ?? dictionary.push(text) - 1
    byText.set(value, code).set(text, code)
    return code
  }
  switch (column.kind) {
    case 'category': {
      // One slot more, at the end, for the code -1 of a missing value.
      const size = column.dictionary.length
      const known = new Int32Array(size + 1).fill(unknown)
      for (let i = from; i < to; i++) {
        const code: number = column.codes[i]!
        const slot = code === -1 ? size : code
        if (known[slot] === unknown) known[slot] = codeOf(code === -1 ? missingText : column.dictionary[code]!)
        codes[i - from] = known[slot]!
      }
      break
    }
    case 'text':
      for (let i = from; i < to; i++) codes[i - from] = codeOf(column.values[i] ?? missingText)
      break
    case 'number':
    case 'time':
      encodeNumberTexts(column, from, to, missingText, codes, codeOf)
  }
  return { kind: 'category', codes, dictionary }
}

const unknown = -2

function encodeNumberTexts(
  column: NumberColumn | TimeColumn,
  from: number,
  to: number,
  missingText: string | null,
  codes: Int32Array,
  codeOf: (text: string | null) => number,
): void {
  const known = new Map<number, number>()
  for (let i = from; i < to; i++) {
    if (column.valid[i] === 0) {
      codes[i - from] = codeOf(missingText)
      continue
    }
    const value = column.values[i]!
    let code = known.get(value)
    if (code === undefined) {
      code = codeOf(column.kind === 'time' ? new Date(value).toISOString() : String(value))
      known.set(value, code)
    }
    codes[i - from] = code
  }
}

function encodeNumbers(column: Column, from: number, to: number, type: NumericType | 'bool'): Encoded {
  const isFloat = type === 'float32' || type === 'float64'
  const numbers = numbersOf(column, from, to)
  const values = emptyTensor(type, to - from)
  const refused: number[] = []
  if (isFloat) {
    ;(values as Float64Array).set(numbers.values)
    for (const row of numbers.unreadable) refused.push(row)
  } else {
    const range = integerRange[type]
    for (let i = 0; i < numbers.values.length; i++) {
      const value = numbers.values[i]!
      // NaN fails both comparisons.
      const fits = value >= range[0] && value <= range[1] && Number.isInteger(value)
      if (!fits) refused.push(i)
      else if (type === 'int64' || type === 'uint64') (values as BigInt64Array)[i] = BigInt(value)
      else (values as Int32Array)[i] = value
    }
  }
  if (refused.length === 0) return { data: values, refusal: null }
  return { data: values, refusal: { rows: Int32Array.from(refused), example: shownValue(column, from + refused[0]!) } }
}

/** The column's rows as numbers, NaN where a value is missing or no number; the latter are listed. */
function numbersOf(column: Column, from: number, to: number): { values: Float64Array; unreadable: readonly number[] } {
  if (column.kind === 'number' || column.kind === 'time') {
    return { values: column.values.subarray(from, to), unreadable: [] }
  }
  const values = new Float64Array(to - from)
  const unreadable: number[] = []
  const known = new Map<string, number>()
  for (let i = from; i < to; i++) {
    const text = column.kind === 'text' ? column.values[i]! : (column.dictionary[column.codes[i]!] ?? null)
    if (text === null) {
      values[i - from] = Number.NaN
      continue
    }
    let value = known.get(text)
    if (value === undefined) {
      value = numberOf(text)
      known.set(text, value)
    }
    values[i - from] = value
    if (Number.isNaN(value)) unreadable.push(i - from)
  }
  return { values, unreadable }
}

/** A plain decimal, or a truth value as 1 or 0; NaN for anything else. */
function numberOf(text: string): number {
  const trimmed = text.trim()
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed)
  if (/^true$/i.test(trimmed)) return 1
  return /^false$/i.test(trimmed) ? 0 : Number.NaN
}

/** 64-bit bounds are the nearest doubles inside the type. */
const integerRange: Readonly<Record<Exclude<NumericType, 'float32' | 'float64'> | 'bool', readonly [number, number]>> =
  {
    bool: [0, 1],
    int8: [-128, 127],
    int16: [-32768, 32767],
    int32: [-2147483648, 2147483647],
    int64: [-9223372036854775808, 9223372036854774784],
    uint8: [0, 255],
    uint16: [0, 65535],
    uint32: [0, 4294967295],
    uint64: [0, 18446744073709549568],
  }

function emptyTensor(type: NumericType | 'bool', length: number): TensorValues {
  switch (type) {
    case 'float32':
      return new Float32Array(length)
    case 'float64':
      return new Float64Array(length)
    case 'int8':
      return new Int8Array(length)
    case 'int16':
      return new Int16Array(length)
    case 'int32':
      return new Int32Array(length)
    case 'int64':
      return new BigInt64Array(length)
    case 'uint8':
    case 'bool':
      return new Uint8Array(length)
    case 'uint16':
      return new Uint16Array(length)
    case 'uint32':
      return new Uint32Array(length)
    case 'uint64':
      return new BigUint64Array(length)
  }
}

function shownValue(column: Column, row: number): string {
  switch (column.kind) {
    case 'number':
      return column.valid[row] === 0 ? 'a missing value' : String(column.values[row]!)
    case 'time':
      return column.valid[row] === 0 ? 'a missing value' : new Date(column.values[row]!).toISOString()
    case 'category':
      return column.codes[row] === -1 ? 'a missing value' : JSON.stringify(column.dictionary[column.codes[row]!])
    case 'text':
      return column.values[row] === null ? 'a missing value' : JSON.stringify(column.values[row])
  }
}

function contentKey(data: PartData): string {
  if (ArrayBuffer.isView(data)) return `${data.constructor.name}:${digest(bytesOf(data))}`
  switch (data.kind) {
    case 'number':
    case 'time':
      return `${data.kind}:${digest(bytesOf(data.values))}${digest(data.valid)}`
    case 'category':
      return `category:${digest(bytesOf(data.codes))}${digest(JSON.stringify(data.dictionary))}`
    case 'text':
      return `text:${digest(JSON.stringify(data.values))}`
  }
}

/** A name for content: SHA-256, since two contents under one name would be a wrong finding. */
export function digest(content: string | Uint8Array): string {
  return hash('sha256', content, 'base64')
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function sizeOf(data: PartData): number {
  if (ArrayBuffer.isView(data)) return data.byteLength
  switch (data.kind) {
    case 'number':
    case 'time':
      return data.values.byteLength + data.valid.byteLength
    case 'category':
      return data.codes.byteLength + textBytes(data.dictionary)
    case 'text':
      return textBytes(data.values)
  }
}

/** Two bytes a character and what a string costs besides. */
function textBytes(texts: readonly (string | null)[]): number {
  let bytes = 0
  for (const text of texts) bytes += 16 + 2 * (text?.length ?? 0)
  return bytes
}
