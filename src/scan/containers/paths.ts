/**
 * No file system takes a longer path. Longer ones are reported, and kept out of all tables: strings of such length share
 * their hash, so that a few thousand of them would take minutes.
 */
export const longestPath = 4096

/** Components of a member's path as an unpacker on any system would take it: a backslash separates too. */
function components(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== '' && part !== '.')
}

/** Whether unpacking would write outside the folder: an absolute path, a drive, a share, or too many steps up. */
export function escapes(path: string): boolean {
  return isRooted(path) || normalise(path) === undefined
}

/** Whether a link that lies at `path` leads outside the archive. */
export function linkEscapes(path: string, target: string): boolean {
  return isRooted(target) || resolveInside(path, target) === undefined
}

/** The path that `relative` names as seen from the folder of the member at `path`; undefined when outside. */
export function resolveInside(path: string, relative: string): string | undefined {
  if (isRooted(relative)) return undefined
  const folder = components(path).slice(0, -1)
  return normalise([...folder, relative].join('/'))
}

/** Without empty and dot components, with `..` resolved; undefined when that leads out of the root. */
export function normalise(path: string): string | undefined {
  const parts: string[] = []
  for (const part of components(path)) {
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

function isRooted(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:)/.test(path)
}
