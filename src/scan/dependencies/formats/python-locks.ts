import { jsonReader } from '../../formats/json.ts'
import type { Dependency, Manifest } from '../manifest.ts'
import { manifestReader } from '../manifest-reader.ts'
import { parseToml } from '../parsers.ts'
import { at, entriesOf, isTable, listOf, textAt, textsOf } from '../structured.ts'
import { addressOf } from './python-entries.ts'

const style = { unpinned: 'low', wantsHashes: true } as const

/** The lock file of Poetry. Before 1.5 the hashes stand together at its end. */
export const poetryLockReader = manifestReader({
  format: 'poetry-lock',
  title: 'a poetry.lock',
  style,
  recognises: ({ name }) => name === 'poetry.lock',
  async read(text, manifest) {
    const lock = await parseToml(text)
    const together = at(lock, 'metadata', 'files') ?? at(lock, 'metadata', 'hashes')
    for (const one of listOf(at(lock, 'package'))) {
      const own = [...listOf(at(one, 'files')), ...listOf(at(together, textAt(one, 'name') ?? ''))]
      const kind = textAt(one, 'source', 'type')
      const url = textAt(one, 'source', 'url')
      const hashed = own.some(isHashed)
      if (kind === 'directory' || kind === 'file') continue
      if (kind === 'git' && url !== undefined) {
        const revision = textAt(one, 'source', 'resolved_reference') ?? textAt(one, 'source', 'reference') ?? ''
        add(one, manifest, { hashed, address: `git+${url}@${revision}` })
      } else if (kind === 'url' && url !== undefined) add(one, manifest, { hashed, address: url })
      else {
        if (url !== undefined) manifest.lockedFrom(url, hashed)
        add(one, manifest, { hashed })
      }
    }
  },
})

/** The lock file of uv. */
export const uvLockReader = manifestReader({
  format: 'uv-lock',
  title: 'a uv.lock',
  style,
  recognises: ({ name }) => name === 'uv.lock',
  async read(text, manifest) {
    for (const one of listOf(at(await parseToml(text), 'package'))) {
      const files = [at(one, 'sdist'), ...listOf(at(one, 'wheels'))].filter(isTable)
      const hashed = files.length > 0 && files.every(isHashed)
      const registry = textAt(one, 'source', 'registry')
      const address = textAt(one, 'source', 'git') ?? textAt(one, 'source', 'url')
      const isOwn = registry === undefined && address === undefined
      if (isOwn) continue
      if (registry !== undefined) manifest.lockedFrom(registry, hashed)
      const isGit = textAt(one, 'source', 'git') !== undefined
      add(one, manifest, { hashed, ...(address === undefined ? {} : { address: isGit ? `git+${address}` : address }) })
    }
  },
})

/** The lock file of PDM, whose hashes stand with the package or, before 2.8, together at the end. */
export const pdmLockReader = manifestReader({
  format: 'pdm-lock',
  title: 'a pdm.lock',
  style,
  recognises: ({ name }) => name === 'pdm.lock',
  async read(text, manifest) {
    const lock = await parseToml(text)
    for (const one of listOf(at(lock, 'package'))) {
      if (textAt(one, 'path') !== undefined) continue
      const key = `${textAt(one, 'name')} ${textAt(one, 'version')}`
      const files = [...listOf(at(one, 'files')), ...listOf(at(lock, 'metadata', 'files', key))]
      const address = addressOf(revised(one))
      add(one, manifest, { hashed: files.some(isHashed), ...(address === undefined ? {} : { address }) })
    }
  },
})

/** `pylock.toml` and `pylock.<name>.toml`, PEP 751. */
export const pylockReader = manifestReader({
  format: 'pylock',
  title: 'a pylock.toml',
  style,
  recognises: ({ name }) => /^pylock(?:\.[^.]+)?\.toml$/.test(name),
  async read(text, manifest) {
    for (const one of listOf(at(await parseToml(text), 'packages'))) {
      if (at(one, 'directory') !== undefined) continue
      const files = [at(one, 'sdist'), at(one, 'archive'), ...listOf(at(one, 'wheels'))].filter(isTable)
      const hashed = files.length > 0 && files.every(isHashed)
      const index = textAt(one, 'index')
      const git = textAt(one, 'vcs', 'url')
      const archive = textAt(one, 'archive', 'url')
      if (index !== undefined) manifest.lockedFrom(index, hashed)
      const address = git === undefined ? archive : `git+${git}@${textAt(one, 'vcs', 'commit-id') ?? ''}`
      add(one, manifest, { hashed, ...(address === undefined ? {} : { address }) })
    }
  },
})

/** The lock file of Pipenv. */
export const pipfileLockReader = manifestReader({
  format: 'pipfile-lock',
  title: 'a Pipfile.lock',
  style,
  recognises: ({ name }) => name === 'pipfile.lock',
  alsoAs: jsonReader,
  read(text, manifest) {
    const lock: unknown = JSON.parse(text)
    const sources = listOf(at(lock, '_meta', 'sources')).map((source) => textAt(source, 'url'))
    const all = entriesOf(lock).filter(([group]) => group !== '_meta')
    const packages = all.flatMap(([, group]) => entriesOf(group)).filter(([, one]) => textAt(one, 'path') === undefined)
    const hashed = packages.length > 0 && packages.every(([, one]) => textsOf(at(one, 'hashes')).length > 0)
    for (const url of sources) if (url !== undefined) manifest.lockedFrom(url, hashed)
    for (const [name, one] of packages) {
      const version = textAt(one, 'version')?.replace(/^={2,3}/, '') ?? null
      const address = addressOf(one)
      const hasHash = textsOf(at(one, 'hashes')).length > 0
      const specifier = textAt(one, 'version') ?? ''
      const place = address === undefined ? {} : { address }
      manifest.add({ ecosystem: 'PyPI', name, version, specifier, hashed: hasHash, ...place })
    }
  },
})

function add(one: unknown, manifest: Manifest, more: Pick<Dependency, 'hashed' | 'address'>): void {
  const name = textAt(one, 'name')
  const version = textAt(one, 'version') ?? null
  if (name === undefined) manifest.unreadable('a package without a name')
  else {
    manifest.add({ ecosystem: 'PyPI', name, version, specifier: version === null ? '' : `==${version}`, ...more })
  }
}

/** A hash under any of the names that the tools give it. */
function isHashed(file: unknown): boolean {
  if (typeof file === 'string') return true
  return textAt(file, 'hash') !== undefined || entriesOf(at(file, 'hashes')).length > 0
}

/** PDM names the commit of a repository `revision`. */
function revised(one: unknown): unknown {
  return isTable(one) ? { ...one, rev: textAt(one, 'revision') ?? textAt(one, 'ref') } : one
}
