import type { ByteSource } from '../source.ts'
import { decodeText } from './decode-text.ts'
import { LiteralText } from './literal-text.ts'
import type { CallValue } from './values.ts'

const longestEncoded = 1 << 28

/**
 * The bytes that `_codecs.encode(text, encoding)` gives, which is how protocols below 3 write bytes; undefined where it is
 * anything else.
 */
export function encodedBytes(
  source: ByteSource,
  { callee, args }: CallValue,
): { readonly offset: number; readonly bytes: Uint8Array } | undefined {
  if (callee.kind !== 'global' || callee.module !== '_codecs' || callee.name !== 'encode') return undefined
  const [text, encoding] = args.kind === 'tuple' ? args.items : []
  if (!(text instanceof LiteralText) || encoding?.kind !== 'text' || text.length > longestEncoded) return undefined
  const decoded = decodeText(source.bytes(text.offset, text.length), 'utf8')
  if (decoded === undefined) return undefined
  const name = encoding.text.toLowerCase().replaceAll(/[-_ ]/g, '')
  if (name !== 'latin1' && name !== 'utf8') return undefined
  return { offset: text.offset, bytes: Buffer.from(decoded, name) }
}
