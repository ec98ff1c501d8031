import type { z } from 'zod'
import type { Artifacts, Need } from './artifacts.ts'
import type { Budget } from './budget.ts'
import type { Measurement, Requirement, Severity } from './measurement.ts'
import type { Task } from './predictions.ts'
import type { StreamKey } from './random.ts'
import type { Schema } from './schema.ts'

export type Modality = 'tabular' | 'text' | 'image'

/** Everything known about one check. Docs, JSON schema, CLI help and the catalogue in the report come from this value. */
export interface CheckSpec<N extends Need, U extends Need, P extends z.ZodObject> {
  /** `<family>/<noun>`, equal to the file path under `checks/`. Public and permanent: never renamed, never reused. */
  readonly id: `${string}/${string}`
  /** The good outcome, as a sentence without a full stop. */
  readonly title: string
  /** The production failure this check exists to prevent, told to the person who owns the model. */
  readonly protectsAgainst: string
  /** What to do when it fails. Imperative, most effective step first. */
  readonly remediation: readonly string[]
  readonly references: readonly { readonly title: string; readonly url: string }[]
  /** What a `fail` costs. Without it the family's; config may raise or lower it. */
  readonly severity?: Severity
  /** Standards beyond the family's. */
  readonly standards?: readonly string[]
  readonly modality: readonly Modality[]
  readonly task: readonly Task[]
  /** Artifacts `run` may read. The planner skips the check, with a reason, when one cannot be had. */
  readonly needs: readonly N[]
  /** Artifacts that make it say more, read as possibly absent. */
  readonly uses?: readonly U[]
  readonly params: P
  /** What is missing when it finds nothing to measure, and where to give it: "no feature is a category". */
  readonly idle?: string
  /** It takes times, so nothing else may run beside it. */
  readonly alone?: boolean
  /** Observes. Yields facts only, one subject at a time, so progress and cancellation come free. */
  run(context: CheckContext<N, U>, params: z.output<P>): AsyncIterable<Measurement>
  /** What a measurement has to meet. Pure, so stored runs can be judged again under new limits without the model. */
  judge(measurement: Measurement, params: z.output<P>): Requirement
  /** What was seen, as a clause that names the subject. */
  explain(measurement: Measurement): string
  /** What the estimate is, where it is not the metric's value: "fall of AUC", "gap of accuracy to all other rows". */
  quantity?(measurement: Measurement): string | null
}

/** The artifacts a check declared, and what every check is told. Reading an artifact not declared does not compile. */
export type CheckContext<N extends Need, U extends Need = never> = Readonly<Pick<Artifacts, N>> &
  Readonly<Partial<Pick<Artifacts, U>>> & {
    readonly task: Task
    readonly schema: Schema
    /** Root of this check's randomness. */
    readonly key: StreamKey
    /** Rows that a check may perturb per transformation and column. */
    readonly budget: Budget
    readonly signal: AbortSignal
  }

/**
 * A check whose types have been erased, so that a list can hold all of them.
 * `run` gets whatever its own `needs` named, which only `defineCheck` can know.
 */
export interface Check extends Omit<CheckSpec<Need, Need, z.ZodObject>, 'run' | 'judge' | 'explain'> {
  // oxlint-disable-next-line typescript/no-explicit-any -- the one erased type; defineCheck has checked both sides
  run(context: any, params: any): AsyncIterable<Measurement>
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  judge(measurement: Measurement, params: any): Requirement
  explain(measurement: Measurement): string
}

/** Types a check by what it needs. */
export function defineCheck<const N extends Need, P extends z.ZodObject, const U extends Need = never>(
  spec: CheckSpec<N, U, P>,
): Check {
  return spec as unknown as Check
}

/** `drift` of `drift/feature`. */
export function familyOf(id: string): string {
  return id.slice(0, id.indexOf('/'))
}
