import type { Scope } from '../../scope.ts'
import type { PickleEvent } from '../events.ts'
import type { Value } from '../values.ts'
import { moduleSourceOf } from './callee.ts'
import { judgeCall } from './judge-call.ts'
import { judgeMethod, judgeState } from './judge-change.ts'
import { judgeImport } from './judge-import.ts'
import { type JudgeContext, Judgement } from './judgement.ts'
import { pseudoCode } from './pseudo-code.ts'

export type { JudgeContext } from './judgement.ts'

/**
 * Says of one event what is not allowed in it. Only names on the allow-list may be used, each in its role; an event
 * that cannot be resolved is a finding. Never throws.
 */
export function judgeEvent(event: PickleEvent, scope: Scope, context: JudgeContext): void {
  const judgement = new Judgement(event, scope, context)
  switch (event.kind) {
    case 'import':
      judgeImport(judgement, event.global.module, event.global.name)
      return
    case 'unknown-import':
      judgement.say(
        'pickle-code/unknown-state',
        'unknown import',
        'The pickle imports a name that is not literal text.',
      )
      return
    case 'extension':
      judgement.say(
        'pickle-code/unknown-state',
        `extension ${event.code}`,
        `The pickle uses entry ${event.code} of the extension registry, which is not in the file.`,
      )
      return
    case 'call':
      judgeCall(judgement, event, event.keywords)
      return
    case 'state':
      judgeState(judgement, event.target, event.state)
      return
    case 'method':
      judgeMethod(judgement, event.target, event.method)
      return
    case 'persistent':
      judgePersistent(judgement, event.id)
      return
  }
}

/** `('storage', type, key, location, numel[, view])`, or a module with its source, and only where torch reads it. */
function judgePersistent(judgement: Judgement, id: Value): void {
  if (judgement.context.isTorch && (isStorage(judgement, id) || moduleSourceOf(id) !== undefined)) return
  const why = judgement.context.isTorch ? 'which names no storage' : 'and no loader of this format gives it a meaning'
  const shown = pseudoCode(id)
  judgement.say('pickle-code/persistent-id', shown, `The pickle has the persistent id ${shown}, ${why}.`)
}

function isStorage({ scope }: Judgement, id: Value): boolean {
  if (id.kind !== 'tuple' || (id.length !== 5 && id.length !== 6)) return false
  const [word, type, key, location, count, view] = id.items
  if (word?.kind !== 'text' || word.text !== 'storage' || type?.kind !== 'global') return false
  const isKnownType =
    type.name.endsWith('Storage') && (scope.allow.rolesOf(type.module, type.name)?.has('data') ?? false)
  const isView = view === undefined || view.kind === 'none' || view.kind === 'tuple'
  return isKnownType && key?.kind === 'text' && location?.kind === 'text' && count?.kind === 'number' && isView
}
