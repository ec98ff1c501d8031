/** What a path inside a model points to, before any file is looked at. */
export type PathKind = 'plain' | 'empty' | 'absolute' | 'climbing' | 'address' | 'control'

/** Judges as the strictest of Windows and POSIX would: both slashes separate, drives and shares are absolute. */
export function kindOfPath(path: string): PathKind {
  if (path === '') return 'empty'
  if (hasControl(path)) return 'control'
  if (isAddress(path)) return 'address'
  if (path.startsWith('/') || path.startsWith('\\') || path.startsWith('~') || isDrive(path)) return 'absolute'
  if (path.split(/[/\\]/).includes('..')) return 'climbing'
  return 'plain'
}

/** `scheme://…`, with a scheme of two letters or more. */
export function isAddress(text: string): boolean {
  const end = text.indexOf('://')
  if (end < 2 || end > 20) return false
  for (let index = 0; index < end; index++) {
    const letter = text.charCodeAt(index) | 0x20
    const isLetter = letter >= 0x61 && letter <= 0x7a
    if (!isLetter && !(index > 0 && '0123456789+-.'.includes(text[index]!))) return false
  }
  return true
}

function isDrive(path: string): boolean {
  const letter = path.charCodeAt(0) | 0x20
  return path[1] === ':' && letter >= 0x61 && letter <= 0x7a
}

function hasControl(path: string): boolean {
  for (let index = 0; index < path.length; index++) if (path.charCodeAt(index) < 0x20) return true
  return false
}
