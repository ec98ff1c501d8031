import { manifestReader } from '../manifest-reader.ts'
import { parseToml } from '../parsers.ts'
import { at, entriesOf, listOf, textAt } from '../structured.ts'
import { addNamed } from './python-entries.ts'

const settings = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile'])

/** The list of Pipenv; every table that is no setting is a group of packages. */
export const pipfileReader = manifestReader({
  format: 'pipfile',
  title: 'a Pipfile',
  style: { unpinned: 'info' },
  recognises: ({ name }) => name === 'pipfile',
  async read(text, manifest) {
    const file = await parseToml(text)
    for (const [index, source] of listOf(at(file, 'source')).entries()) {
      const url = textAt(source, 'url')
      // Packages come from the first source unless they name another.
      if (url !== undefined) manifest.index(url, index === 0 ? 'only' : 'bound')
      if (at(source, 'verify_ssl') === false) manifest.trustedHost(url ?? 'a source')
    }
    for (const [group, packages] of entriesOf(file)) {
      if (settings.has(group)) continue
      for (const [name, value] of entriesOf(packages)) addNamed(name, value, manifest)
    }
  },
})
