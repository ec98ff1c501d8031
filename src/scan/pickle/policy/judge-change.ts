import type { Value } from '../values.ts'
import { classOf, type Named, namedCallee } from './callee.ts'
import { carriesCode } from './dangerous-names.ts'
import type { Judgement } from './judgement.ts'
import { isPartial, wrongPartialState } from './partials.ts'
import { pseudoCode } from './pseudo-code.ts'
import { wrongDistributionState } from './distribution-state.ts'

/** BUILD. The class of an object was judged when it was made; here it is about what is set up, and how. */
export function judgeState(judgement: Judgement, target: Value, state: Value): void {
  if (isForeign(judgement, target)) {
    const shown = pseudoCode(target)
    judgement.say('pickle-code/changed-object', shown, `The pickle sets attributes of ${shown}, which it did not make.`)
    return
  }
  if (target.kind !== 'call') {
    const shown = pseudoCode(target)
    judgement.say('pickle-code/unknown-state', shown, `The pickle sets the state of ${shown}, which has none.`)
    return
  }
  if (isPartial(target)) {
    const wrong = wrongPartialState(target, state, judgement.scope.allow)
    if (wrong !== undefined) {
      judgement.say('pickle-code/unlisted-call', 'functools.partial', `The pickle fills a functools.partial: ${wrong}.`)
    }
    return
  }
  const type = classOf(target, judgement.context.isTorch)
  const slot = specialSlot(state)
  // What is stored as code can be anything, which was said when it was made.
  if (slot !== undefined && !(type !== undefined && carriesCode(type.module, type.name))) {
    const full = nameOf(type, target)
    judgement.say('pickle-code/changed-object', full, `The pickle sets ${slot} of an object of ${full}.`)
  }
  const wrong = wrongDistributionState(type, state)
  if (wrong !== undefined) {
    const full = nameOf(type, target)
    judgement.say(
      'pickle-code/dangerous-call',
      full,
      `Setting up ${full} runs text of its state as code, and ${wrong}.`,
    )
  }
}

/** APPEND, SETITEM and ADDITEMS on what is not a container of the stream's own. */
export function judgeMethod(judgement: Judgement, target: Value, method: string): void {
  const shown = () => pseudoCode(target)
  if (isForeign(judgement, target)) {
    const detail = `The pickle calls ${method} of ${shown()}, which it did not make.`
    judgement.say('pickle-code/changed-object', shown(), detail)
    return
  }
  if (target.kind !== 'call') {
    const detail = `The pickle calls ${method} of ${shown()}, which has no such method.`
    judgement.say('pickle-code/unknown-state', shown(), detail)
    return
  }
  const type = classOf(target, judgement.context.isTorch)
  const roles = type === undefined ? undefined : judgement.scope.allow.rolesOf(type.module, type.name)
  if (roles?.has('container')) return
  const full = nameOf(type, target)
  const detail = `The pickle calls ${method} of an object of ${full}, which is not listed as a container.`
  judgement.say('pickle-code/changed-object', full, detail, 'high')
}

/** An import, an attribute of something, what many share, or a thing whose origin is not known. */
function isForeign({ context }: Judgement, target: Value): boolean {
  if (target.kind === 'global') return true
  if (target.kind === 'persistent' || target.kind === 'extension' || target.kind === 'unknown') return true
  if (target.kind !== 'call') return false
  const { callee } = target
  return namedCallee(target, context.isTorch) !== undefined || (callee.kind === 'global' && isShared(callee))
}

/** Calls that give what was there before. */
const sharers: ReadonlySet<string> = new Set(
  `builtins.getattr builtins.type logging.getLogger pandas._libs.tslibs.nattype.__nat_unpickle
  pandas._libs.tslibs.nattype._nat_unpickle pytz._UTC pytz._p re._compile torch.serialization._get_layout
  zoneinfo.ZoneInfo._unpickle`.split(/\s+/),
)

function isShared({ module, name }: Named): boolean {
  return sharers.has(`${module}.${name}`)
}

/** The second part of a state sets attributes through `setattr`, so that `__class__` is really assigned. */
function specialSlot(state: Value): string | undefined {
  if (state.kind !== 'tuple' || state.length !== 2) return undefined
  const slots = state.items[1]
  if (slots?.kind !== 'dict') return undefined
  for (let at = 0; at < slots.items.length; at += 2) {
    const key = slots.items[at]!
    if (key.kind === 'text' && key.text.startsWith('__')) return key.text
  }
  return undefined
}

function nameOf(type: Named | undefined, target: Value): string {
  return type === undefined ? pseudoCode(target) : `${type.module}.${type.name}`
}
