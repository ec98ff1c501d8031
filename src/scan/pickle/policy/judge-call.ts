import type { CallKind, Value } from '../values.ts'
import { argumentChecks } from './argument-checks.ts'
import { type Named, namedCallee } from './callee.ts'
import { carriesCode, dangerOf } from './dangerous-names.ts'
import type { Judgement } from './judgement.ts'
import { isClassRoot } from './known-packages.ts'
import { keyOf } from './names-by-role.ts'
import { classMadeBy } from './partials.ts'
import { type InnerCall, passthroughs } from './passthroughs.ts'
import { pseudoCode } from './pseudo-code.ts'
import { isTorchScriptClass } from './torch-script.ts'

/** Calls that are handed on through each other. */
const deepest = 4

export function judgeCall(judgement: Judgement, call: InnerCall, keywords?: Value, depth = 0): void {
  const { callee } = call
  const made = callee.kind === 'call' && isNothing(call.args) ? classMadeBy(callee) : undefined
  if (made !== undefined) {
    judgeCall(judgement, { how: 'NEWOBJ', callee: made, args: { kind: 'unknown' } }, undefined, depth)
    return
  }
  const named = namedCallee(callee, judgement.context.isTorch)
  if (named === undefined) judgeUnnamed(judgement, call)
  else if (isMade(call.how, call.args)) judgeClass(judgement, named, call.args, keywords)
  else judgeFunction(judgement, named, call.args, depth)
}

/** OBJ and INST without arguments make an object as NEWOBJ does. */
function isMade(how: CallKind, args: Value): boolean {
  if (how === 'NEWOBJ' || how === 'NEWOBJ_EX') return true
  return how !== 'REDUCE' && isNothing(args)
}

function isNothing(args: Value): boolean {
  return args.kind === 'tuple' && args.length === 0
}

/** What is called came out of another call, or from nowhere. */
function judgeUnnamed(judgement: Judgement, { callee }: InnerCall): void {
  const origin = originOf(callee)
  if (origin !== undefined && carriesCode(origin.module, origin.name)) return
  const shown = pseudoCode(callee)
  if (callee.kind === 'call') {
    judgement.say('pickle-code/unlisted-call', shown, `The pickle calls what ${shown} gives, which could be anything.`)
  } else
    judgement.say('pickle-code/unknown-state', shown, `The pickle calls ${shown}, and it cannot be told what that is.`)
}

function originOf(callee: Value): Named | undefined {
  let origin = callee
  for (let depth = 0; origin.kind === 'call' && depth < 8; depth++) origin = origin.callee
  return origin.kind === 'global' ? origin : undefined
}

/** `class.__new__(class, *args)`. */
function judgeClass(judgement: Judgement, { module, name }: Named, args: Value, keywords: Value | undefined): void {
  const { scope, context } = judgement
  const full = `${module}.${name}`
  const roles = scope.allow.rolesOf(module, name)
  if (roles !== undefined && (roles.has('class') || roles.has('container') || roles.has('reduce'))) return
  if (carriesCode(module, name)) {
    judgement.say('pickle-code/carries-code', full, `The pickle uses ${full}, with which functions are stored as code.`)
    return
  }
  const danger = roles === undefined ? dangerOf(module, name) : undefined
  if (danger !== undefined) {
    judgement.say('pickle-code/dangerous-call', full, `The pickle makes an object of ${full}, which ${danger}.`)
    return
  }
  if (context.isTorch && isTorchScriptClass(module)) return
  const isBare = isNothing(args) && keywords === undefined
  const isUsual = isBare && !name.includes('.') && isClassRoot(module) && roles === undefined
  judgement.say(
    'pickle-code/unvetted-class',
    full,
    `The pickle makes an object of ${full}, which is not listed as a class.`,
    isUsual ? 'low' : 'medium',
  )
}

function judgeFunction(judgement: Judgement, named: Named, args: Value, depth: number): void {
  const { module, name } = named
  const full = `${module}.${name}`
  const roles = judgement.scope.allow.rolesOf(module, name)
  if (roles?.has('reduce')) return
  if (roles?.has('nested')) judgeNested(judgement, full, args)
  else if (roles?.has('checked')) judgeChecked(judgement, named, args)
  else if (roles?.has('passthrough')) judgePassthrough(judgement, named, args, depth)
  else if (carriesCode(module, name)) {
    judgement.say('pickle-code/carries-code', full, `The pickle uses ${full}, with which functions are stored as code.`)
  } else {
    const danger = roles === undefined ? dangerOf(module, name) : undefined
    if (danger === undefined) {
      judgement.say(
        'pickle-code/unlisted-call',
        full,
        `The pickle calls ${full}, which is not listed as a function to be called.`,
      )
    } else judgement.say('pickle-code/dangerous-call', full, `The pickle calls ${full}, which ${danger}.`)
  }
}

/** The bytes are scanned as a file of their own, where they are literal. */
function judgeNested(judgement: Judgement, full: string, args: Value): void {
  const [first] = args.kind === 'tuple' && args.length === 1 ? args.items : []
  const isEncoded =
    first?.kind === 'call' &&
    first.callee.kind === 'global' &&
    first.callee.module === '_codecs' &&
    first.callee.name === 'encode'
  if (first?.kind === 'bytes' || isEncoded) return
  judgement.say(
    'pickle-code/unknown-state',
    full,
    `The pickle has ${full} load bytes that do not stand in the file as such.`,
  )
}

function judgeChecked(judgement: Judgement, { module, name }: Named, args: Value): void {
  const full = `${module}.${name}`
  const check = argumentChecks.get(keyOf(module, name))
  const { allow } = judgement.scope
  const wrong =
    args.kind === 'tuple'
      ? check?.({ args: args.items, count: args.length, allow, isTorch: judgement.context.isTorch })
      : 'its arguments are not known'
  if (wrong === undefined && check !== undefined) return
  judgement.say(
    'pickle-code/unlisted-call',
    full,
    `The pickle calls ${full} in a way that no writer does: ${wrong ?? 'there is no check for it'}.`,
  )
}

function judgePassthrough(judgement: Judgement, { module, name }: Named, args: Value, depth: number): void {
  const full = `${module}.${name}`
  const inner =
    args.kind === 'tuple' ? passthroughs.get(keyOf(module, name))?.(args.items, judgement.scope.allow) : undefined
  if (inner === undefined || typeof inner === 'string' || depth >= deepest) {
    const why = typeof inner === 'string' ? inner : 'what it is given is not known'
    judgement.say('pickle-code/unlisted-call', full, `The pickle calls ${full} in a way that no writer does: ${why}.`)
    return
  }
  for (const call of inner) judgeCall(judgement, call, undefined, depth + 1)
}
