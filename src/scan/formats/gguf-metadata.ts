import type { Scope } from '../scope.ts'
import { checkTemplate } from '../templates/check-template.ts'
import { type GgufCursor, GgufRefused } from './gguf-cursor.ts'

const stringType = 8
const arrayType = 9
/** Bytes of one value, by type: uint8, int8, uint16, int16, uint32, int32, float32, bool, …, uint64, int64, float64. */
const valueBytes: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]
const uint32Type = 4
const deepestArray = 4
const longestKey = 65_535
const longestProperty = 200

export interface GgufMetadata {
  readonly alignment: number
}

const templateKey = 'tokenizer.chat_template'

/** Key-value pairs of the header (gguf.md, "File Structure"): templates are checked, texts are looked through. */
export async function readMetadata(cursor: GgufCursor, count: number, scope: Scope): Promise<GgufMetadata> {
  const keys = new Set<string>()
  let alignment = 32
  for (let index = 0; index < count; index += 1) {
    const offset = cursor.at
    const key = readKey(cursor)
    scope.budget.steps(key.length + 1)
    if (keys.has(key)) {
      scope.find('format/duplicate-key', { subject: key, detail: `the header has the key ${key} twice`, offset })
    }
    keys.add(key)
    const type = cursor.u32()
    if (type === stringType) await readString(cursor, key, offset, scope)
    else if (key === 'general.alignment') {
      if (type !== uint32Type) throw new GgufRefused('format/malformed', 'the alignment is not a 32-bit number', offset)
      alignment = cursor.u32()
      if (alignment === 0 || alignment > 2 ** 24 || !Number.isInteger(Math.log2(alignment))) {
        throw new GgufRefused('format/absurd-number', `the alignment ${alignment} is not a power of two`, offset)
      }
    } else {
      if (isTemplateKey(key)) {
        scope.find('format/malformed', { subject: key, detail: `the template ${key} is not a text`, offset })
      }
      skipValue(cursor, type, key, scope)
    }
  }
  return { alignment }
}

function isTemplateKey(key: string): boolean {
  return key === templateKey || key.startsWith(`${templateKey}.`)
}

function readKey(cursor: GgufCursor): string {
  const offset = cursor.at
  const key = cursor.text('a key')
  if (key === undefined || key === '' || key.length > longestKey) {
    throw new GgufRefused('format/malformed', 'a key is empty, or longer than 65,535 bytes', offset)
  }
  return key
}

async function readString(cursor: GgufCursor, key: string, offset: number, scope: Scope): Promise<void> {
  const value = cursor.text(key)
  if (value === undefined) {
    scope.gap('limit', `the text ${key} is too long to be looked through`, offset, cursor.at - offset)
    return
  }
  if (isTemplateKey(key)) {
    const name = key === templateKey ? 'default' : key.slice(templateKey.length + 1)
    await checkTemplate(name, value, scope, offset)
    return
  }
  scope.text(value, key, offset)
  if (key.startsWith('general.') || key === 'tokenizer.ggml.model') {
    scope.fact({ kind: 'property', name: key, value: value.slice(0, longestProperty) })
  }
}

function skipValue(cursor: GgufCursor, type: number, key: string, scope: Scope, depth = 0): void {
  const offset = cursor.at
  if (type === stringType) cursor.skip(cursor.count(`the length of ${key}`, 1))
  else if (type === arrayType) {
    if (depth === deepestArray) throw new GgufRefused('format/malformed', `arrays lie too deep in ${key}`, offset)
    skipArray(cursor, key, scope, depth)
  } else {
    const bytes = valueBytes[type]
    if (bytes === undefined) {
      throw new GgufRefused('format/malformed', `the value of ${key} is of type ${type}, which there is not`, offset)
    }
    if (bytes > cursor.room) throw new GgufRefused('format/malformed', 'the header ends before it is complete', offset)
    cursor.skip(bytes)
  }
}

function skipArray(cursor: GgufCursor, key: string, scope: Scope, depth: number): void {
  const offset = cursor.at
  const type = cursor.u32()
  const bytes = valueBytes[type]
  if (bytes === undefined) {
    throw new GgufRefused('format/malformed', `${key} has items of type ${type}, which there is not`, offset)
  }
  const least = bytes > 0 ? bytes : type === stringType ? (cursor.isVersion1 ? 4 : 8) : 12
  const count = cursor.count(`the number of items of ${key}`, cursor.isVersion1 && type === arrayType ? 8 : least)
  if (bytes > 0) {
    cursor.skip(count * bytes)
    return
  }
  for (let index = 0; index < count; index += 1) {
    if ((index & 1023) === 0) scope.budget.steps(1024)
    // The words of a vocabulary are no metadata that people write.
    if (type === stringType && !key.startsWith('tokenizer.')) scope.text(cursor.text(key) ?? '', key, offset)
    else skipValue(cursor, type, key, scope, depth + 1)
  }
}
