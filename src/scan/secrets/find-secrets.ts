import { entropyOf } from './entropy.ts'
import { alphabets, type KeyShape, keyShapes } from './key-shapes.ts'
import type { Secret } from './secret.ts'
import { findAddresses } from './web-address.ts'
import { findSignedTokens } from './signed-token.ts'

/** Shortest text that can hold a credential. */
export const shortestSecret = 16

/** All credentials in a text, in linear time: beginnings are searched for, bodies are read up to a bound. */
export function findSecrets(text: string): readonly Secret[] {
  if (text.length < shortestSecret) return []
  const found: Secret[] = []
  for (const shape of keyShapes) findShape(text, shape, found)
  findPrivateKeys(text, found)
  findAddresses(text, found)
  findSignedTokens(text, found)
  return found
}

function findShape(text: string, shape: KeyShape, found: Secret[]): void {
  const { prefix, least, most } = shape
  const table = alphabets[shape.alphabet]
  for (let at = text.indexOf(prefix); at !== -1; at = text.indexOf(prefix, at + prefix.length)) {
    if (at > 0 && continuesWord(text.charCodeAt(at - 1))) continue
    const from = at + prefix.length
    let end = from
    const bound = Math.min(text.length, from + most + 1)
    while (end < bound && table[text.charCodeAt(end)] === 1) end += 1
    const length = end - from
    if (length < least || length > most) continue
    const body = text.slice(from, end)
    if (shape.holds !== undefined && !body.includes(shape.holds)) continue
    if (isPlaceholder(body, shape.alphabet === 'hexadecimal' ? 2.8 : 3)) continue
    found.push({ kind: shape.kind, at, length: prefix.length + length })
  }
}

function continuesWord(code: number): boolean {
  return code < 128 && (alphabets.base64[code] === 1 || code === 0x5f || code === 0x2d) && code !== 0x3d
}

const fillers = ['example', 'xxxxx', 'your', '00000', '12345', 'abcdefg', 'placeholder', 'dummy', 'redacted', '.....']

function isPlaceholder(body: string, entropy: number): boolean {
  const lower = body.toLowerCase()
  return fillers.some((filler) => lower.includes(filler)) || entropyOf(body) < entropy
}

const keyBegin = '-----BEGIN '
const keyTitle = 'PRIVATE KEY'
const leastKeyBody = 64

/** PEM (RFC 7468), in a file of its own or as a JSON text with escaped line ends. */
function findPrivateKeys(text: string, found: Secret[]): void {
  for (let at = text.indexOf(keyBegin); at !== -1; at = text.indexOf(keyBegin, at + keyBegin.length)) {
    const title = text.slice(at + keyBegin.length, at + keyBegin.length + 64)
    const dashes = title.indexOf('-----')
    if (dashes === -1 || !title.slice(0, dashes).includes(keyTitle)) continue
    const start = at + keyBegin.length + dashes + 5
    const body = text
      .slice(start, start + 600)
      .split('-----')[0]!
      .replaceAll('\\n', '')
      .split(/[\s"',]/)
      .filter((line) => !line.endsWith(':'))
      .join('')
    let length = 0
    while (length < body.length && alphabets.base64[body.charCodeAt(length)] === 1) length += 1
    if (length < leastKeyBody || entropyOf(body.slice(0, length)) < 4) continue
    found.push({ kind: 'private key', at, length: start - at + length })
  }
}
