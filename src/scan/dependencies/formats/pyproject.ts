import type { Scope } from '../../scope.ts'
import type { IndexRole } from '../addresses.ts'
import { Manifest } from '../manifest.ts'
import { manifestReader } from '../manifest-reader.ts'
import { parseToml } from '../parsers.ts'
import { normaliseName } from '../requirement.ts'
import { at, entriesOf, isTable, listOf, textAt, textsOf } from '../structured.ts'
import { addNamed, addRequirement, addressOf } from './python-entries.ts'

/** `pyproject.toml`: PEP 621, PEP 735, and the tables of Poetry, PDM and uv. */
export const pyprojectReader = manifestReader({
  format: 'pyproject',
  title: 'a pyproject.toml',
  style: {},
  recognises: ({ name }) => name === 'pyproject.toml',
  async read(text, manifest, scope) {
    const project = await parseToml(text)
    const ranges = new Manifest(scope, isLocked(scope) ? {} : { unpinned: 'info' })
    const sources = at(project, 'tool', 'uv', 'sources')
    const addresses = sourcesOf(sources)
    for (const requirement of requirementsOf(project)) {
      const name = /^\s*([a-z0-9._-]+)/i.exec(requirement)?.[1] ?? ''
      const address = addresses.get(normaliseName(name))
      if (address !== undefined) {
        ranges.add({ ecosystem: 'PyPI', name, version: null, specifier: `@ ${address}`, hashed: false, address })
      } else if (isTable(at(sources, name)) && at(sources, name, 'index') === undefined) continue
      else addRequirement(requirement, ranges)
    }
    for (const [name, value] of poetryOf(project)) addNamed(name, value, ranges)
    for (const requirement of textsOf(at(project, 'build-system', 'requires'))) addRequirement(requirement, manifest)
    for (const { url, role } of indexesOf(project)) manifest.index(url, role)
    const strategy = textAt(project, 'tool', 'uv', 'index-strategy')
    if (strategy?.startsWith('unsafe-') === true) {
      const detail = `index-strategy is ${strategy}: a name can be taken from any index.`
      scope.find('dependency-hygiene/foreign-index', { subject: strategy, detail })
    }
    ranges.close()
  },
})

/** Beside a lock file ranges are as they should be. */
function isLocked(scope: Scope): boolean {
  return ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml'].some((name) => scope.sibling(name).kind === 'file')
}

function requirementsOf(project: unknown): string[] {
  const groups = [at(project, 'project', 'optional-dependencies'), at(project, 'dependency-groups')]
  const pdm = at(project, 'tool', 'pdm', 'dev-dependencies')
  return [
    ...textsOf(at(project, 'project', 'dependencies')),
    ...[...groups, pdm].flatMap((group) => entriesOf(group).flatMap(([, list]) => textsOf(list))),
    ...textsOf(at(project, 'tool', 'uv', 'dev-dependencies')),
  ].filter((text) => !text.startsWith('-e '))
}

function poetryOf(project: unknown): [string, unknown][] {
  const poetry = at(project, 'tool', 'poetry')
  const groups = entriesOf(at(poetry, 'group')).map(([, group]) => at(group, 'dependencies'))
  return [at(poetry, 'dependencies'), at(poetry, 'dev-dependencies'), ...groups]
    .flatMap((table) => entriesOf(table))
    .filter(([name]) => name !== 'python')
}

function sourcesOf(sources: unknown): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of entriesOf(sources)) {
    for (const one of Array.isArray(value) ? listOf(value) : [value]) {
      const address = addressOf(one)
      if (address !== undefined) found.set(normaliseName(name), address)
    }
  }
  return found
}

interface IndexUse {
  readonly url: string
  readonly role: IndexRole
}

function indexesOf(project: unknown): IndexUse[] {
  const uv = at(project, 'tool', 'uv')
  const uses: IndexUse[] = []
  const use = (url: string | undefined, role: IndexRole) => {
    if (url !== undefined) uses.push({ url, role })
  }
  for (const index of listOf(at(uv, 'index'))) {
    const isDefault = at(index, 'default') === true
    use(textAt(index, 'url'), at(index, 'explicit') === true ? 'bound' : isDefault ? 'only' : 'further')
  }
  use(textAt(uv, 'index-url'), 'only')
  for (const url of textsOf(at(uv, 'extra-index-url'))) use(url, 'further')
  for (const url of textsOf(at(uv, 'find-links'))) use(url, 'further')
  for (const source of listOf(at(project, 'tool', 'poetry', 'source'))) {
    const priority = textAt(source, 'priority')
    use(textAt(source, 'url'), priority === 'explicit' ? 'bound' : 'further')
  }
  for (const source of listOf(at(project, 'tool', 'pdm', 'source'))) {
    const isOnly = textAt(source, 'name') === 'pypi'
    use(textAt(source, 'url'), isOnly ? 'only' : 'further')
  }
  return uses
}
