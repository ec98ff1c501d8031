import { Malformed } from '../../limits.ts'
import { dangerOf } from '../../pickle/policy/dangerous-names.ts'
import type { FormatReader, Scope } from '../../scope.ts'
import { isConfigName } from '../config/config-names.ts'
import { JsonTokens } from '../json-tokens.ts'
import { schemaSources } from './known-sources.ts'
import { isLoader, verdictOn } from './node-types.ts'

/**
 * The schema of a skops archive: a tree of nodes, each of which names a type and the loader that makes it
 * (skops/io/_audit.py). Every name must be one that is listed, wherever in the tree it stands.
 */
export const skopsSchemaReader: FormatReader = {
  format: 'skops-schema',
  title: 'the schema of a skops archive',
  recognises: ({ bytes, name, source }) => {
    if (schemaSources.has(source)) return true
    if (isConfigName(name)) return false
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    return bytes[0] === 0x7b && head.includes('"__loader__"') && head.includes('"__class__"')
  },
  read(source, scope) {
    const onDuplicate = (key: string, offset: number): void =>
      scope.find('format/duplicate-key', { subject: key, detail: `the key ${key} stands twice`, offset })
    const tokens = new JsonTokens(source, scope.budget, { nonFinite: true, onDuplicate })
    walk(tokens, scope, schemaSources.get(source) ?? new Set())
    scope.account('parsed', 0, source.size)
  },
}

/** A map that is open, and what is known of it so far. */
interface Frame {
  readonly offset: number
  /** The key of its parent under which it stands. */
  readonly under: string
  class?: string
  module?: string
  loader?: string
  file?: string
  /** Of a bound method: its name, and the type of its object. They stand one map below the node. */
  func?: string
  object?: string
}

function walk(tokens: JsonTokens, scope: Scope, bytesMembers: Set<string>): void {
  const open: Frame[] = []
  let key = ''
  for (let token = tokens.next(); token !== 'end'; token = tokens.next()) {
    const frame = open.at(-1)
    if (token === 'key') key = tokens.text
    else if (token === '{') {
      open.push({ offset: tokens.offset, under: key })
      key = ''
    } else if (token === 'string' && frame !== undefined) keep(frame, key, tokens, scope)
    else if (token === '}') {
      open.pop()
      close(frame!, open.at(-1), scope, bytesMembers)
    }
  }
}

function keep(frame: Frame, key: string, tokens: JsonTokens, scope: Scope): void {
  const text = tokens.text
  if (key === '__class__') frame.class = text
  else if (key === '__module__') frame.module = text
  else if (key === '__loader__') frame.loader = text
  else if (key === 'file') frame.file = text
  else if (key === 'func') frame.func = text
  else if (key === '_skops_version') scope.fact({ kind: 'producer', name: 'skops', version: text.slice(0, 100) })
  else if (key === 'content' && text.length > 8) scope.text(text, 'content', tokens.offset)
}

function close(frame: Frame, parent: Frame | undefined, scope: Scope, bytesMembers: Set<string>): void {
  const { loader, module, class: name } = frame
  if (loader === undefined && module === undefined && name === undefined) {
    if (parent === undefined) throw new Malformed('the schema has no node', frame.offset)
    if (frame.under === 'content') {
      if (frame.func !== undefined) parent.func = frame.func
      if (frame.object !== undefined) parent.object = frame.object
    }
    return
  }
  if (loader === undefined || module === undefined || name === undefined) {
    const detail = 'a node does not name a class, a module and a loader'
    scope.find('format/malformed', { subject: 'node', detail, offset: frame.offset })
    return
  }
  if (parent !== undefined && frame.under === 'obj') parent.object = `${module}.${name}`
  if (loader === 'BytesNode' || loader === 'BytearrayNode') bytesMembers.add(frame.file ?? '')
  inspect(frame, loader, module, name, scope)
}

function inspect(frame: Frame, loader: string, module: string, name: string, scope: Scope): void {
  const { offset } = frame
  const subject = `${module}.${name}`
  const call = `${loader}(${subject})`
  if (!isLoader(loader)) {
    const detail = `a node asks for the loader ${loader}, which skops does not have`
    scope.find('config-code/unvetted-class', { subject: loader, detail, offset, call })
  }
  if (loader === 'OperatorFuncNode') {
    if (module === 'operator' && (name === 'attrgetter' || name === 'itemgetter')) return
    const detail = `a node calls ${subject} with what the schema says (CVE-2025-54412)`
    scope.find('config-code/runs-code', { subject, detail, offset, call })
    return
  }
  if (loader === 'MethodNode') inspectMethod(frame, subject, scope)
  const verdict = verdictOn(module, name, scope.allow)
  if (verdict === 'listed') return
  if (verdict === 'dangerous') {
    const detail = `a node names ${subject}, which ${dangerOf(module, name) ?? 'is dangerous'}`
    scope.find('config-code/runs-code', { subject, detail, offset, call })
    return
  }
  const detail = `a node names ${subject}, which is not listed`
  const observation = { subject, detail, offset, call }
  if (verdict === 'known-package') scope.find('config-code/unvetted-class', { ...observation, level: 'low' })
  else scope.find('config-code/unvetted-class', observation)
}

/** The method that is bound is looked up on the object, whatever the node calls itself (CVE-2025-54413). */
function inspectMethod(frame: Frame, subject: string, scope: Scope): void {
  const { offset, func = 'unknown', object = 'unknown' } = frame
  const call = `getattr(${object}(...), ${JSON.stringify(func)})`
  if (object !== subject) {
    const detail = `a method is said to be of ${subject}, but is looked up on ${object} (CVE-2025-54413)`
    scope.find('config-code/runs-code', { subject: `${object}.${func}`, detail, offset, call })
  } else if (!/^[A-Za-z]\w{0,100}$/.test(func)) {
    const detail = `the method ${func} of ${object} belongs to the interpreter`
    scope.find('config-code/runs-code', { subject: `${object}.${func}`, detail, offset, call })
  }
}
