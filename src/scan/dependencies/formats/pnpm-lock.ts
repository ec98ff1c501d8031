import { yamlReader } from '../../formats/yaml-config.ts'
import { manifestReader } from '../manifest-reader.ts'
import { longestYaml, parseYaml } from '../parsers.ts'
import { at, entriesOf, textAt } from '../structured.ts'
import { addNpm } from './npm-entries.ts'

/** The lock file of pnpm: keys are `/name/1.2.3`, `/name@1.2.3(peer)` or `name@1.2.3`, by its version. */
export const pnpmLockReader = manifestReader({
  format: 'pnpm-lock',
  title: 'a pnpm-lock.yaml',
  style: { wantsHashes: true },
  recognises: ({ name }) => name === 'pnpm-lock.yaml',
  longest: longestYaml,
  alsoAs: yamlReader,
  async read(text, manifest) {
    for (const [key, one] of entriesOf(at(await parseYaml(text), 'packages'))) {
      const hashed = textAt(one, 'resolution', 'integrity') !== undefined
      const tarball = textAt(one, 'resolution', 'tarball')
      const commit = textAt(one, 'resolution', 'commit')
      const repository = textAt(one, 'resolution', 'repo')
      const [name, version] = nameAndVersion(key.replace(/^\//, '').split('(', 1)[0]!)
      const ownName = textAt(one, 'name') ?? name
      if (commit !== undefined) addNpm(ownName, `git+${repository ?? ''}#${commit}`, hashed, manifest)
      else if (tarball !== undefined && !/^\d/.test(version)) addNpm(ownName, tarball, hashed, manifest)
      else {
        if (tarball !== undefined) manifest.lockedFrom(tarball, hashed)
        addNpm(ownName, textAt(one, 'version') ?? version, hashed, manifest)
      }
    }
  },
})

function nameAndVersion(key: string): readonly [string, string] {
  const mark = key.indexOf('@', 1)
  const cut = mark > 0 ? mark : key.lastIndexOf('/')
  return cut < 0 ? [key, ''] : [key.slice(0, cut), key.slice(cut + 1)]
}
