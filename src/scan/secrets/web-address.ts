import type { Secret } from './secret.ts'

const longest = 300
const stops = new Set(Array.from(' \t\r\n"\'<>`(){}[]|\\^,;', (character) => character.charCodeAt(0)))
const placeholders = new Set(
  'pass password passwd pwd secret token user username xxx **** *** changeme example mypassword your_password'.split(
    ' ',
  ),
)
const localHosts = ['localhost', '127.0.0.1', '0.0.0.0', 'example.', 'host', '[::1]']

/** Addresses with a password in front of the host: `scheme://user:password@host` (RFC 3986, section 3.2.1). */
export function findAddresses(text: string, found: Secret[]): void {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const authority = authorityFrom(text, at + 3)
    const sign = authority.lastIndexOf('@')
    const colon = authority.indexOf(':')
    if (sign === -1 || colon === -1 || colon > sign) continue
    const password = authority.slice(colon + 1, sign)
    const host = authority.slice(sign + 1)
    if (password.length < 4 || isVariable(password) || placeholders.has(password.toLowerCase())) continue
    if (host.length < 3 || localHosts.some((name) => host.startsWith(name))) continue
    found.push({ kind: 'password in an address', at: at + 3, length: sign, level: 'high' })
  }
}

function authorityFrom(text: string, from: number): string {
  const bound = Math.min(text.length, from + longest)
  let end = from
  while (end < bound) {
    const code = text.charCodeAt(end)
    if (code === 0x2f || code === 0x3f || code === 0x23 || code > 0x7e || stops.has(code)) break
    end += 1
  }
  return text.slice(from, end)
}

/** `$TOKEN`, `%s`, `***`, `xxxx`: to be filled in. */
function isVariable(password: string): boolean {
  const [first] = password
  return first === '$' || first === '%' || first === '*' || password === first?.repeat(password.length)
}
