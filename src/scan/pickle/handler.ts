import type { PickleEvent } from './events.ts'
import type { GlobalValue, Value } from './values.ts'

export type AnomalyRule = 'pickle-code/malformed' | 'pickle-code/memo-abuse' | 'pickle-code/frame-violation'

/** Who follows the machine. */
export interface PickleHandler {
  event(event: PickleEvent): void
  /** Some loader would raise here, or no honest writer writes this; the machine goes on. */
  anomaly(rule: AnomalyRule, detail: string, offset: number): void
  /** Bytes, or text that is long or begins like a pickle. */
  literal?(offset: number, length: number): void
  /** After a BUILD: where the opcodes go on when raw data follow, and what then stands on the stack. */
  built?(target: Value, end: number): { readonly resumeAt: number; readonly value: Value } | undefined
  /** A name that was imported before stands on the stack once more. */
  again?(global: GlobalValue): void
  /** Now and then, with the opcodes run since; may throw to end the run. */
  steps(count: number): void
}
