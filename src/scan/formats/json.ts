import { Malformed } from '../limits.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import { sweepWindows } from '../secrets/sweep-windows.ts'
import { type ByteSource, sliceOf } from '../source.ts'
import { isConfigName } from './config/config-names.ts'
import { Settings } from './config/settings.ts'
import { walkJson } from './config/walk-json.ts'
import { JsonTokens } from './json-tokens.ts'
import { readText } from './text.ts'
import { sweptBytes } from './text-content.ts'

/** Configurations of hub repositories and archives: what is broken in them is not let pass. */
export const hubConfigReader: FormatReader = {
  format: 'hub-config',
  title: 'a configuration in JSON',
  recognises: (head) => isConfigName(head.name) && beginsAsJson(head),
  async read(source, scope) {
    if (source.size > sweptBytes) {
      scope.gap('limit', `a configuration of more than ${sweptBytes} bytes`, 0, source.size)
      return
    }
    await readConfig(source, scope)
  },
}

/** Any other JSON, known by its beginning. Named otherwise or broken, it is a text like any other. */
export const jsonReader: FormatReader = {
  format: 'json',
  title: 'JSON',
  recognises: (head) => beginsAsJson(head),
  async read(source, scope) {
    if (source.size > sweptBytes || /\.(?:jsonl|ndjson|jsonlines)$/.test(scope.name)) {
      await readText(source, scope)
      return
    }
    try {
      await readConfig(source, scope)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      const detail = `it begins as JSON, but ${error.message}`
      const offset = error.offset === undefined ? {} : { offset: error.offset }
      scope.find('format/malformed', { subject: 'JSON', detail, level: 'low', ...offset })
      await readText(source, scope)
    }
  },
}

async function readConfig(whole: ByteSource, scope: Scope): Promise<void> {
  await inspectConfig(whole, scope)
  scope.account('parsed', 0, whole.size)
}

/** Says what the configuration has run, without accounting for its bytes. */
export async function inspectConfig(whole: ByteSource, scope: Scope): Promise<void> {
  const source = sliceOf(whole, hasMark(whole.bytes(0, 3)) ? 3 : 0)
  const settings = new Settings(scope)
  const tokens = new JsonTokens(source, scope.budget, {
    nonFinite: true,
    onDuplicate: (key, offset) => settings.duplicate(key, offset),
  })
  try {
    walkJson(tokens, settings)
  } finally {
    await settings.finish()
  }
  sweepWindows(whole, 'the configuration', sweptBytes, scope)
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

/** A bracket and what may follow it: a key, another value, or the end. */
function beginsAsJson({ bytes, name }: Head): boolean {
  const from = hasMark(bytes) ? 3 : 0
  const start = bytes.findIndex((byte, at) => at >= from && !isBlank(byte))
  // A parser passes blanks, however many; a file of its name may be nothing else.
  if (start < 0) return name.endsWith('.json') && bytes.length > from
  const text = Buffer.from(bytes.subarray(start, start + 1024)).toString('latin1')
  if (/^\s*(?:\{\s*["}]|\[\s*[[{"\]\d-])/.test(text)) return true
  return name.endsWith('.json') && /^\s*[[{"\dtfn-]/.test(text)
}
