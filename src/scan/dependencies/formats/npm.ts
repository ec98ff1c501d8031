import { jsonReader } from '../../formats/json.ts'
import { manifestReader } from '../manifest-reader.ts'
import type { Manifest } from '../manifest.ts'
import { at, entriesOf, textAt } from '../structured.ts'
import { addNpm } from './npm-entries.ts'

const groups = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']

/** `package.json`. Ranges are as they should be, as long as a lock file binds them. */
export const packageJsonReader = manifestReader({
  format: 'package-json',
  title: 'a package.json',
  style: { unpinned: 'info' },
  recognises: ({ name, bytes }) => name === 'package.json' && beginsAsObject(bytes),
  alsoAs: jsonReader,
  read(text, manifest) {
    const file: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    for (const group of groups) {
      for (const [name, wanted] of entriesOf(at(file, group))) {
        if (typeof wanted === 'string') addNpm(name, wanted, false, manifest)
      }
    }
  },
})

/** `package-lock.json` and `npm-shrinkwrap.json`, lockfileVersion 1 to 3. */
export const packageLockReader = manifestReader({
  format: 'package-lock',
  title: 'a lock file of npm',
  style: { wantsHashes: true },
  recognises: ({ name, bytes }) => /^(?:\.?package-lock|npm-shrinkwrap)\.json$/.test(name) && beginsAsObject(bytes),
  alsoAs: jsonReader,
  read(text, manifest) {
    const lock: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const packages = entriesOf(at(lock, 'packages'))
    if (packages.length > 0) addPackages(packages, manifest)
    else addNested(at(lock, 'dependencies'), manifest)
  },
})

/** Version 2 and 3: the key is the place in `node_modules`; a link is a part of the same project. */
function addPackages(packages: readonly [string, unknown][], manifest: Manifest): void {
  const folder = 'node_modules/'
  for (const [key, one] of packages) {
    const cut = key.lastIndexOf(folder)
    if (cut < 0 || at(one, 'link') === true || at(one, 'inBundle') === true) continue
    addLocked(textAt(one, 'name') ?? key.slice(cut + folder.length), one, manifest)
  }
}

/** Version 1: dependencies within dependencies. */
function addNested(dependencies: unknown, manifest: Manifest): void {
  const open = [dependencies]
  while (open.length > 0) {
    for (const [name, one] of entriesOf(open.pop())) {
      if (at(one, 'bundled') !== true) addLocked(name, one, manifest)
      const nested = at(one, 'dependencies')
      if (nested !== undefined) open.push(nested)
    }
  }
}

function addLocked(name: string, one: unknown, manifest: Manifest): void {
  const version = textAt(one, 'version') ?? ''
  const resolved = textAt(one, 'resolved') ?? ''
  const hashed = textAt(one, 'integrity') !== undefined
  if (/^git[+:]/.test(resolved) || !/^[=v]?\d|^npm:/.test(version)) addNpm(name, resolved || version, hashed, manifest)
  else {
    if (/^https?:/.test(resolved)) manifest.lockedFrom(resolved, hashed)
    addNpm(name, version, hashed, manifest)
  }
}

function beginsAsObject(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 64)))
}
