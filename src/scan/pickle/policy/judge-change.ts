import type { Value } from '../values.ts'
import { attributeOf, classOf, type Named, namedCallee } from './callee.ts'
import type { Judgement } from './judgement.ts'
import { pseudoCode } from './pseudo-code.ts'
import { wrongDistributionState } from './distribution-state.ts'

/** BUILD. The class of an object was judged when it was made; here it is about what is set up, and how. */
export function judgeState(judgement: Judgement, target: Value, state: Value): void {
  const shown = pseudoCode(target)
  if (isForeign(judgement, target)) {
    judgement.say('pickle-code/changed-object', shown, `The pickle sets attributes of ${shown}, which it did not make.`)
    return
  }
  if (target.kind !== 'call') {
    judgement.say('pickle-code/unknown-state', shown, `The pickle sets the state of ${shown}, which has none.`)
    return
  }
  const slot = specialSlot(state)
  if (slot !== undefined) {
    judgement.say(
      'pickle-code/changed-object',
      shown,
      `The pickle sets ${slot} of ${shown}, which changes what the object is.`,
    )
  }
  const type = classOf(target, judgement.context.isTorch)
  const wrong = wrongDistributionState(type, state)
  if (wrong !== undefined) {
    const full = type === undefined ? shown : nameOf(type)
    judgement.say(
      'pickle-code/dangerous-call',
      full,
      `Setting up ${full} runs text of its state as code, and ${wrong}.`,
    )
  }
}

/** APPEND, SETITEM and ADDITEMS on what is not a container of the stream's own. */
export function judgeMethod(judgement: Judgement, target: Value, method: string): void {
  const shown = pseudoCode(target)
  if (isForeign(judgement, target)) {
    judgement.say('pickle-code/changed-object', shown, `The pickle calls ${method} of ${shown}, which it did not make.`)
    return
  }
  if (target.kind !== 'call') {
    judgement.say(
      'pickle-code/unknown-state',
      shown,
      `The pickle calls ${method} of ${shown}, which has no such method.`,
    )
    return
  }
  const type = classOf(target, judgement.context.isTorch)
  const roles = type === undefined ? undefined : judgement.scope.allow.rolesOf(type.module, type.name)
  if (roles?.has('container')) return
  const full = type === undefined ? shown : nameOf(type)
  judgement.say(
    'pickle-code/changed-object',
    full,
    `The pickle calls ${method} of an object of ${full}, which is not listed as a container.`,
    'high',
  )
}

/** An import, an attribute of something, or a thing whose origin is not known. */
function isForeign({ context }: Judgement, target: Value): boolean {
  if (target.kind === 'global') return true
  if (target.kind === 'persistent' || target.kind === 'extension' || target.kind === 'unknown') return true
  if (target.kind !== 'call') return false
  if (attributeOf(target) !== undefined || namedCallee(target, context.isTorch) !== undefined) return true
  const { callee } = target
  return (
    callee.kind === 'global' && callee.module === 'builtins' && (callee.name === 'type' || callee.name === 'getattr')
  )
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

function nameOf({ module, name }: Named): string {
  return `${module}.${name}`
}
