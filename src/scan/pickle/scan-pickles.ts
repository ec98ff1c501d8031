import type { Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import type { PickleEvent } from './events.ts'
import { judgeEvent } from './policy/judge-event.ts'
import { type PickleRunOptions, type PickleScan, runPickles } from './run-pickles.ts'

export type PickleScanOptions = Omit<PickleRunOptions, 'judge'>

/** `runPickles` under the policy of the scanner. */
export function scanPickles(source: ByteSource, scope: Scope, options: PickleScanOptions = {}): Promise<PickleScan> {
  const judge = (isTorch: boolean) => (event: PickleEvent, within: Scope) =>
    judgeEvent(event, within, { isTorch, member: scope.name })
  return runPickles(source, scope, { ...options, judge })
}
