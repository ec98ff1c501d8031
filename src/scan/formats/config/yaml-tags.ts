import type { Scope } from '../../scope.ts'
import { judgeName } from './class-names.ts'

const corePrefix = 'tag:yaml.org,2002:'
const coreTypes = new Set('str int float bool null seq map set omap binary timestamp merge value pairs yaml'.split(' '))
/** Constructors of PyYAML that give plain values. */
const plainPython = new Set(
  'tuple str unicode bytes none bool int long float complex list dict'.split(' ').map((type) => `python/${type}`),
)
/** Tags of HyperPyYAML that import what they name. */
const calling = /^!(?:new|name|apply|module):(.+)$/s

/** A tag that has a loader make something: `!!python/object/apply:os.system`, `!new:torch.nn.Linear`. */
export function checkTag(rawTag: string, offset: number, scope: Scope): void {
  const tag = decoded(rawTag)
  const call = calling.exec(tag)
  if (call !== null) {
    const verdict = judgeName(call[1]!, scope.allow)
    if (verdict !== undefined) scope.find(verdict.rule, { ...verdict, subject: call[1]!, offset })
    return
  }
  if (tag.startsWith('!include:')) {
    const file = tag.slice('!include:'.length)
    if (/^\/|(?:^|\/)\.\.(?:\/|$)/.test(file)) {
      const detail = `the configuration takes in a file outside the folder: ${file}`
      scope.find('external-data/escaping-path', { subject: file, detail, offset })
    }
    return
  }
  const type = tag.startsWith(corePrefix) ? tag.slice(corePrefix.length) : tag.replace(/^!+/, '')
  if (coreTypes.has(type) || plainPython.has(type)) return
  if (type.startsWith('python/')) checkPythonTag(type, offset, scope)
  else if (tag.startsWith(corePrefix) || /^(?:ruby|perl|java|javax|org|com|net)[/.]/.test(type)) {
    const detail = `the tag ${type} has a loader make an object of a class`
    scope.find('config-code/runs-code', { subject: type, detail, offset })
  }
}

/** A class that pickles may use is let pass here as well, with a note. */
function checkPythonTag(type: string, offset: number, scope: Scope): void {
  const name = type.slice(type.indexOf(':') + 1)
  const dot = name.lastIndexOf('.')
  const roles = dot === -1 ? undefined : scope.allow.rolesOf(name.slice(0, dot), name.slice(dot + 1))
  const isListed = roles?.has('reduce') === true || roles?.has('class') === true
  const detail = `the tag ${type} has a loader of Python import and call what it names`
  if (isListed) scope.find('config-code/unvetted-class', { subject: name, detail, offset, level: 'low' })
  else scope.find('config-code/runs-code', { subject: type, detail, offset })
}

function decoded(tag: string): string {
  try {
    return decodeURIComponent(tag)
  } catch {
    return tag
  }
}
