import { type ByteSource, sliceOf } from '../source.ts'
import type { PickleEvent } from './events.ts'
import { PickleMachine, type PickleOutcome } from './machine.ts'
import { layouts, opcode } from './opcodes.ts'

/** Opcodes that a trial run takes at most. */
const trialSteps = 1 << 18

/** What a run of a possible pickle would do. */
export interface Trial {
  readonly outcome: PickleOutcome | undefined
  /** Calls, states and the like. */
  readonly effects: number
  readonly imports: number
  /** It was too long to be run to its end. */
  readonly isLong: boolean
}

class TrialOver extends Error {}

/**
 * Runs what may be a pickle and counts what it would do. The run ends at a name that cannot be one, as importing it fails;
 * `outcome` is
 * undefined then, and when the run was too long.
 */
export function tryPickle(source: ByteSource, start: number, spend: (steps: number) => void): Trial {
  let effects = 0
  let imports = 0
  let steps = 0
  const machine = new PickleMachine(source, {
    event(event) {
      if (event.kind !== 'import' && event.kind !== 'unknown-import') effects += 1
      else if (isPlausibleImport(event)) imports += 1
      else throw new TrialOver()
    },
    anomaly() {},
    steps(count) {
      spend(count)
      steps += count
      if (steps > trialSteps) throw new TrialOver()
    },
  })
  try {
    return { outcome: machine.run(start), effects, imports, isLong: false }
  } catch (error) {
    if (error instanceof TrialOver) return { outcome: undefined, effects, imports, isLong: steps > trialSteps }
    throw error
  }
}

/** A binary head, or text that runs as a pickle: prose, tables and programs do not. */
export function isPickleAt(source: ByteSource, start: number, spend: (steps: number) => void): boolean {
  if (hasBinaryHead(source.bytes(start, 3), 0)) return true
  const { outcome, effects, imports, isLong } = tryPickle(source, start, spend)
  if (isLong || (imports > 0 && effects > 0)) return true
  if (outcome?.kind !== 'stop') return false
  return imports + effects > 0 || isBlank(sliceOf(source, outcome.end))
}

/** PROTO with a protocol that exists, and an opcode after it. */
export function hasBinaryHead(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === opcode.PROTO && (bytes[at + 1] ?? 255) <= 5 && layouts[bytes[at + 2] ?? 0] !== undefined
}

function isPlausibleImport(event: Extract<PickleEvent, { kind: 'import' | 'unknown-import' }>): boolean {
  return event.kind === 'unknown-import' || (isName(event.global.module) && isName(event.global.name))
}

/** Any letters of any alphabet, digits, dots, underscores and hyphens, which names of files may have. */
function isName(text: string): boolean {
  return text.length <= 256 && /^[\p{L}\p{N}\p{M}._-]+$/u.test(text)
}

function isBlank(rest: ByteSource): boolean {
  return rest.size <= 16 && rest.bytes(0, 16).every((byte) => byte === 10 || byte === 13 || byte === 32 || byte === 0)
}
