import { cleanKinds, cleanSubject } from './clean.ts'
import type { CleanKind } from './clean.ts'
import { flaws } from './flaws.ts'
import { recordOf } from './record.ts'
import type { RunRecord } from './record.ts'
import { runInMemory } from './run-in-memory.ts'
import type { Subject } from './subject.ts'

/** One run of all checks: on a clean subject, or on one with a flaw. */
export type Trial =
  | { readonly kind: 'clean'; readonly size: number; readonly run: number }
  | {
      readonly kind: 'flaw'
      readonly size: number
      readonly run: number
      readonly flaw: string
      readonly strength: number
    }

/** Runs a trial. Pure: the same trial gives the same record on any thread. */
export async function runTrial(trial: Trial): Promise<RunRecord> {
  return recordOf(await runInMemory(subjectOf(trial), trial.run))
}

/** The clean subject of a run: all tasks in turn, every tenth with many columns. */
export function cleanKindOf(run: number): CleanKind {
  const [balanced, imbalanced, multiclass, regression, wide] = cleanKinds
  const turn = [balanced, imbalanced, multiclass, regression]
  return run % 10 === 9 ? wide : turn[(run % 10) % 4]!
}

/** The seed of a trial's data, of no other size and run. */
export function seedOf({ size, run }: Trial): number {
  return size * 10_000 + run
}

/** The model and the data of a trial. */
export function subjectOf(trial: Trial): Subject {
  const seed = seedOf(trial)
  if (trial.kind === 'clean') return cleanSubject(seed, trial.size, cleanKindOf(trial.run))
  const flaw = flaws.find(({ name }) => name === trial.flaw)
  if (flaw === undefined) throw new Error(`no flaw is called ${trial.flaw}`)
  return flaw.make(seed, trial.size, trial.strength)
}
