import type { Sibling } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { longestPath, normalise, resolveInside } from './paths.ts'

export interface NamedMember {
  readonly name: string
  readonly size: number
  readonly isLink: boolean
  readonly isDirectory: boolean
  open(): ByteSource
}

/** Serves the members of an archive to each other by relative path. Of several with one name the last is served. */
export function siblingsAmong(members: Iterable<NamedMember>): (from: string) => (relative: string) => Sibling {
  const files = new Map<string, NamedMember>()
  const folders = new Set<string>([''])
  for (const member of members) {
    if (member.name.length > longestPath) continue
    const path = normalise(member.name)
    if (path === undefined) continue
    if (member.isDirectory) folders.add(path)
    else files.set(path, member)
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const folder = path.slice(0, cut)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return (from) => (relative) => {
    const path = resolveInside(from, relative)
    if (path === undefined) return { kind: 'outside' }
    const file = files.get(path)
    if (file !== undefined) return { kind: 'file', size: file.size, isLink: file.isLink, open: () => file.open() }
    return { kind: folders.has(path) ? 'directory' : 'missing' }
  }
}
