import type { Manifest } from '../manifest.ts'
import { parseRequirement, pinOf } from '../requirement.ts'
import { isTable, listOf, textAt } from '../structured.ts'

/** A requirement as a text of PEP 508, as lists of TOML and YAML hold it. */
export function addRequirement(text: string, manifest: Manifest, line?: number): void {
  const found = text.length > 4096 ? undefined : parseRequirement(text.trim())
  if (found === undefined) {
    manifest.unreadable(text.slice(0, 60))
    return
  }
  const { name, specifier, address } = found
  manifest.add({
    ...{ ecosystem: 'PyPI', name, specifier, version: pinOf(specifier), hashed: false },
    ...(line === undefined ? {} : { line }),
    ...(address === null ? {} : { address }),
  })
}

/**
 * A dependency as Poetry and Pipenv write it: a version, or a table with `version`, `git`, `url` or `path`; a list of such
 * tables for several platforms. A bare version is exact.
 */
export function addNamed(name: string, value: unknown, manifest: Manifest): void {
  for (const one of Array.isArray(value) ? listOf(value) : [value]) {
    const version = typeof one === 'string' ? one : textAt(one, 'version')
    const address = addressOf(one)
    if (version === undefined && address === undefined) {
      if (!isLocalPlace(one)) manifest.add({ ecosystem: 'PyPI', name, version: null, specifier: '', hashed: false })
      continue
    }
    const specifier = (version ?? '').replaceAll(/\s+/g, '')
    const exact = /^(?:==)?v?(\d[^*,<>=!~^|]*)$/.exec(specifier)?.[1] ?? null
    manifest.add({
      ...{ ecosystem: 'PyPI', name, version: exact, specifier: specifier === '*' ? '' : specifier, hashed: false },
      ...(address === undefined ? {} : { address }),
    })
  }
}

/** The address of a table with `git` and a revision, or with `url` or `file`. */
export function addressOf(value: unknown): string | undefined {
  const git = textAt(value, 'git')
  if (git === undefined) return textAt(value, 'url') ?? textAt(value, 'file')
  const at = textAt(value, 'rev') ?? textAt(value, 'ref') ?? textAt(value, 'tag') ?? textAt(value, 'branch')
  return `git+${git.replace(/^git\+/, '')}${at === undefined ? '' : `@${at}`}`
}

function isLocalPlace(value: unknown): boolean {
  return isTable(value) && (Object.hasOwn(value, 'path') || Object.hasOwn(value, 'workspace'))
}
