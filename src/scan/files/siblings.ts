import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Sibling } from '../scope.ts'
import { FileSource } from '../source.ts'
import { isInside } from './discover.ts'

/** Files beside a file, by relative path, inside `root` and nowhere else. `close` closes what was opened. */
export function siblingsOf(
  file: string,
  root: string,
): { readonly sibling: (relative: string) => Sibling; readonly close: () => void } {
  const opened: FileSource[] = []
  return {
    sibling(relative) {
      if (relative.includes('\0') || isAbsolute(relative) || /^[a-zA-Z]:|\\/.test(relative)) return { kind: 'outside' }
      const path = resolve(dirname(file), relative)
      if (!isInside(path, resolve(root))) return { kind: 'outside' }
      try {
        if (!isInside(realpathSync(path), realpathSync(root))) return { kind: 'outside' }
        const stats = statSync(path)
        if (stats.isDirectory()) return { kind: 'directory' }
        if (!stats.isFile()) return { kind: 'missing' }
        const open = () => {
          const source = FileSource.open(path)
          opened.push(source)
          return source
        }
        return { kind: 'file', size: stats.size, isLink: hasLink(path, root), open }
      } catch {
        return { kind: 'missing' }
      }
    },
    close: () => opened.forEach((source) => source.close()),
  }
}

/** Whether any step on the way from the folder to the file is a link. */
function hasLink(path: string, root: string): boolean {
  for (let at = path; isInside(at, resolve(root)) && at !== resolve(root); at = join(at, '..')) {
    if (lstatSync(at).isSymbolicLink()) return true
  }
  return false
}
