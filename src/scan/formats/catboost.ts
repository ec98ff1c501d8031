import { Malformed } from '../limits.ts'
import type { FormatReader, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { hasMagic } from './magic.ts'
import { tellOfPickleReading } from './pickle-reading.ts'
import { scanZipTail } from './zip-tail.ts'

const prefixBytes = 8
const longestCore = 2 ** 31

/**
 * A CatBoost model (.cbm): `CBM1`, the length of the core, the core as a flatbuffer (catboost, `model.fbs`), then tables of
 * categories and texts. Nothing in it is code. The root of the flatbuffer is checked; numbers are not read.
 */
export const catboostReader: FormatReader = {
  format: 'catboost',
  title: 'a CatBoost model',
  recognises: ({ bytes }) => hasMagic(bytes, ['CBM1']),
  async read(source, scope) {
    const length = u32(source, 4)
    const room = source.size - prefixBytes
    if (length === undefined || length > room) {
      const detail = `the core is said to take ${length ?? 'unknown'} bytes, where ${room} follow`
      scope.find('format/lying-size', { subject: 'core length', detail, offset: 4 })
      scope.gap('malformed', 'the core has no end that could be trusted', 0, source.size)
      return
    }
    const core = new Core(source, prefixBytes, Math.min(length, longestCore))
    const { version, parts } = core.root()
    scope.fact({ kind: 'producer', name: 'catboost', version: null })
    scope.fact({ kind: 'property', name: 'FormatVersion', value: version.slice(0, 200) })
    scope.account('parsed', 0, prefixBytes)
    scope.account('data', prefixBytes, length)
    accountForParts(parts, source, prefixBytes + length, scope)
    tellOfPickleReading(source, scope)
    await scanZipTail(source, scope)
  },
}

/** Without parts nothing may follow the core; what does is looked at on its own. */
function accountForParts(parts: number, source: ByteSource, end: number, scope: Scope): void {
  const left = source.size - end
  if (parts > 0) scope.account('data', end, left)
  else if (left > 0) {
    const detail = `${left} bytes follow the core, and no part of the model is said to lie there`
    scope.find('format/lying-size', { subject: 'end of file', detail, offset: end, length: left })
  }
}

/** Ids of the fields of the root table, `TModelCore`. */
const fieldIds = { version: 0, parts: 3 } as const

/** The root of a flatbuffer, every offset checked against the buffer. */
class Core {
  readonly #source: ByteSource
  readonly #start: number
  readonly #length: number

  constructor(source: ByteSource, start: number, length: number) {
    this.#source = source
    this.#start = start
    this.#length = length
  }

  root(): { version: string; parts: number } {
    const table = this.#u32(0)
    const vtable = table - this.#i32(table)
    const size = this.#u16(vtable)
    const tableSize = this.#u16(vtable + 2)
    if (size < 4 || size % 2 !== 0 || tableSize < 4) throw this.#broken(vtable)
    this.#check(vtable, size)
    this.#check(table, tableSize)
    const target = (id: number): number | undefined => {
      const entry = 4 + 2 * id
      const field = entry + 2 <= size ? this.#u16(vtable + entry) : 0
      return field === 0 ? undefined : table + field + this.#u32(table + field)
    }
    for (let id = 0; id * 2 + 4 < size; id += 1) {
      const at = target(id)
      if (at !== undefined) this.#check(at, 4)
    }
    const version = target(fieldIds.version)
    const parts = target(fieldIds.parts)
    const partCount = parts === undefined ? 0 : this.#u32(parts)
    if (parts !== undefined) this.#check(parts + 4, 4 * partCount)
    return { version: version === undefined ? '' : this.#text(version), parts: partCount }
  }

  #text(at: number): string {
    const length = this.#u32(at)
    this.#check(at + 4, length)
    return Buffer.from(this.#source.bytes(this.#start + at + 4, Math.min(length, 256))).toString('utf8')
  }

  #u16(at: number): number {
    this.#check(at, 2)
    return Buffer.from(this.#source.bytes(this.#start + at, 2)).readUInt16LE(0)
  }

  #u32(at: number): number {
    this.#check(at, 4)
    return Buffer.from(this.#source.bytes(this.#start + at, 4)).readUInt32LE(0)
  }

  #i32(at: number): number {
    return this.#u32(at) | 0
  }

  #check(at: number, length: number): void {
    if (at < 0 || at + length > this.#length) throw this.#broken(at)
  }

  #broken(at: number): Malformed {
    return new Malformed('the core refers to a place outside itself', this.#start + Math.max(0, at))
  }
}

function u32(source: ByteSource, at: number): number | undefined {
  const bytes = source.bytes(at, 4)
  return bytes.length < 4 ? undefined : Buffer.from(bytes).readUInt32LE(0)
}
