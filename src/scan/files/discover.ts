import { existsSync, globSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/** A file to scan, or a place that cannot be read. Paths in the report use forward slashes. */
export interface FoundFile {
  /** As it was named: the argument, and the way below it. */
  readonly path: string
  readonly absolute: string
  /** Nothing outside this folder is opened on behalf of the file. */
  readonly root: string
  readonly size: number
}

export interface UnreadablePlace {
  readonly path: string
  readonly detail: string
  /** A link whose target lies elsewhere: a finding, since a loader follows it. */
  readonly escapes: boolean
}

export interface Discovery {
  readonly files: readonly FoundFile[]
  readonly unreadable: readonly UnreadablePlace[]
  /** Folders that hold no part of a model and were left out, such as `.git`. */
  readonly skipped: readonly string[]
  /** Arguments that name nothing. */
  readonly missing: readonly string[]
}

/** Version control and installed packages: large, and never part of a model. Named in the report. */
const leftOut = new Set(['.git', '.hg', '.svn', 'node_modules', '.venv', '__pycache__'])

/** Finds the files below paths, folders and globs, sorted. Links that leave a folder are not followed. */
export function discover(paths: readonly string[], cwd: string): Discovery {
  const found = new Map<string, FoundFile>()
  const unreadable: UnreadablePlace[] = []
  const skipped: string[] = []
  const missing: string[] = []
  for (const given of paths) {
    const named =
      existsSync(resolve(cwd, given)) || !/[*?[{]/.test(given) ? [given] : globSync(given, { cwd }).toSorted()
    if (named.length === 0) missing.push(given)
    for (const path of named) {
      const absolute = resolve(cwd, path)
      if (!isThere(absolute)) missing.push(path)
      else if (isFolder(absolute)) walk({ path, absolute }, absolute)
      else take({ path, absolute }, dirname(absolute))
    }
  }
  return {
    files: [...found.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    unreadable: unreadable.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    skipped: skipped.toSorted(),
    missing,
  }

  function walk(folder: Place, root: string): void {
    let names: string[]
    try {
      names = readdirSync(folder.absolute).toSorted()
    } catch (error) {
      unreadable.push({
        path: shown(folder.path),
        detail: `the folder cannot be read (${codeOf(error)})`,
        escapes: false,
      })
      return
    }
    for (const name of names) {
      const place = { path: join(folder.path, name), absolute: join(folder.absolute, name) }
      let stats
      try {
        stats = lstatSync(place.absolute)
      } catch (error) {
        unreadable.push({ path: shown(place.path), detail: `it cannot be read (${codeOf(error)})`, escapes: false })
        continue
      }
      if (stats.isDirectory()) {
        if (leftOut.has(name)) skipped.push(`${shown(place.path)}/`)
        else walk(place, root)
      } else if (stats.isSymbolicLink()) follow(place, root)
      else take(place, root)
    }
  }

  /** A link to a file inside the tree is scanned under the link's own name; one to a folder inside is seen there anyway. */
  function follow(place: Place, root: string): void {
    let target: string
    try {
      target = realpathSync(place.absolute)
    } catch (error) {
      unreadable.push({ path: shown(place.path), detail: `the link leads nowhere (${codeOf(error)})`, escapes: false })
      return
    }
    const top = rootOf(root)
    if (!isInside(target, top)) {
      const detail = `the link leads outside the folder, to ${relative(root, target).split(sep).join('/')}, and was not followed`
      unreadable.push({ path: shown(place.path), detail, escapes: true })
    } else if (!isFolder(target)) take(place, top)
  }

  function take({ path, absolute }: Place, root: string): void {
    let stats
    try {
      stats = statSync(absolute)
    } catch (error) {
      unreadable.push({ path: shown(path), detail: `it cannot be read (${codeOf(error)})`, escapes: false })
      return
    }
    // A pipe or a device would never end.
    if (!stats.isFile()) unreadable.push({ path: shown(path), detail: 'it is not an ordinary file', escapes: false })
    else if (!found.has(absolute)) found.set(absolute, { path: shown(path), absolute, root, size: stats.size })
  }
}

interface Place {
  readonly path: string
  readonly absolute: string
}

/**
 * The folder that links may lead to. In the cache of the Hugging Face hub a snapshot is a folder of links to blobs
 * two levels up, which belong to the same model.
 */
function rootOf(root: string): string {
  const real = realpathSync(root)
  const snapshots = dirname(real)
  return basename(snapshots) === 'snapshots' && existsSync(join(dirname(snapshots), 'blobs'))
    ? dirname(snapshots)
    : real
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function isThere(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function shown(path: string): string {
  return path.split(sep).join('/')
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason'
}
