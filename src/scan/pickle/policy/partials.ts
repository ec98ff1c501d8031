import type { CallValue, Value } from '../values.ts'
import type { AllowList } from './allow-list.ts'
import { attributeOf } from './callee.ts'

/**
 * `functools.partial`: nothing is called yet, but whoever holds it will, with arguments of the file's own. What it holds
 * comes with the call that makes it, and again with its state `(func, args, keywords, attributes)`.
 */
export function wrongHeldCallable(held: Value | undefined, allow: AllowList): string | undefined {
  if (held?.kind === 'call') return isMaker(held, allow) ? undefined : 'what it holds is not a name'
  if (held?.kind !== 'global') return 'what it holds is not a name'
  const roles = allow.rolesOf(held.module, held.name)
  const isPlain = roles !== undefined && !(roles.has('nested') || roles.has('passthrough') || roles.has('checked'))
  return isPlain ? undefined : `${held.module}.${held.name} is not listed, or must not be handed on`
}

/** What is wrong with a state that is set, if anything is. */
export function wrongPartialState(target: CallValue, state: Value, allow: AllowList): string | undefined {
  if (target.state !== undefined && target.state !== state) return 'its state is set twice'
  if (state.kind !== 'tuple' || state.length !== 4) return 'its state is not what functools writes'
  return wrongHeldCallable(state.items[0], allow)
}

export function isPartial({ callee }: CallValue): boolean {
  return callee.kind === 'global' && callee.module === 'functools' && callee.name === 'partial'
}

/**
 * Protocols 2 and 3 make objects that need keywords by `partial(Class.__new__, Class, *args, **keywords)()`. Gives the
 * class, when that is what the partial holds.
 */
export function classMadeBy(partial: CallValue): Value | undefined {
  const { state } = partial
  if (!isPartial(partial) || state?.kind !== 'tuple') return undefined
  const [held, args] = state.items
  const attribute = held?.kind === 'call' ? attributeOf(held) : undefined
  const type = args?.kind === 'tuple' ? args.items[0] : undefined
  const isSame = type?.kind === 'global' && attribute?.name === '__new__' && isName(attribute.owner, type)
  return isSame ? type : undefined
}

function isMaker(held: CallValue, allow: AllowList): boolean {
  const attribute = attributeOf(held)
  if (attribute?.name !== '__new__' || attribute.owner.kind !== 'global') return false
  const { module, name } = attribute.owner
  return allow.rolesOf(module, name)?.has('class') ?? false
}

/** A named tuple inherits its `__new__` from the base that defines it. */
function isName(owner: Value, type: { readonly module: string; readonly name: string }): boolean {
  return owner.kind === 'global' && owner.module === type.module && owner.name.startsWith(type.name)
}
