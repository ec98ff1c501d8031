import { alphabets } from './key-shapes.ts'
import type { Secret } from './secret.ts'

const longest = 4096

/** JSON Web Tokens (RFC 7519) with a signature. Many stand in documentation, so they only tell. */
export function findSignedTokens(text: string, found: Secret[]): void {
  let next = 0
  for (let at = text.indexOf('eyJ'); at !== -1; at = text.indexOf('eyJ', next)) {
    const before = at === 0 ? 0x20 : text.charCodeAt(at - 1)
    const bound = Math.min(text.length, at + longest)
    let end = at
    while (end < bound && alphabets.url[text.charCodeAt(end)] === 1) end += 1
    next = Math.max(end, at + 3)
    if (before < 128 && alphabets.url[before] === 1) continue
    const parts = text.slice(at, end).split('.')
    if (parts.length !== 3 || parts[2]!.length < 20 || !parts[1]!.startsWith('eyJ')) continue
    if (!Buffer.from(parts[0]!, 'base64url').toString('latin1').includes('"alg"')) continue
    found.push({ kind: 'signed web token', at, length: end - at, level: 'low' })
  }
}
