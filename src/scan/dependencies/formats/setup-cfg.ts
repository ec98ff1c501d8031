import { manifestReader } from '../manifest-reader.ts'
import { addRequirement } from './python-entries.ts'

/** The requirements of `setup.cfg`, in the sections `options` and `options.extras_require`. */
export const setupCfgReader = manifestReader({
  format: 'setup-cfg',
  title: 'a setup.cfg',
  style: { unpinned: 'info' },
  recognises: ({ name }) => name === 'setup.cfg',
  read(text, manifest) {
    let section = ''
    let isList = false
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
      const line = raw.trim()
      if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
      const isContinued = /^\s/.test(raw)
      let value = line
      if (!isContinued) {
        if (line.startsWith('[')) section = line.slice(1, line.indexOf(']'))
        const equals = line.search(/[=:]/)
        isList = equals > 0 && holdsRequirements(section, line.slice(0, equals).trim())
        value = equals > 0 ? line.slice(equals + 1).trim() : ''
      }
      if (!isList || value.startsWith('file:')) continue
      const requirement = value.replace(/\s#.*$/, '').trim()
      if (requirement !== '') addRequirement(requirement, manifest, index + 1)
    }
  },
})

function holdsRequirements(section: string, key: string): boolean {
  if (section === 'options.extras_require') return true
  return section === 'options' && ['install_requires', 'setup_requires', 'tests_require'].includes(key)
}
