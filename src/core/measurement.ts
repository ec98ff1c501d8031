import type { Evidence } from './evidence.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * The facts behind an estimate, as counts or moments rather than as one interval: from them a verdict takes the
 * bounds at whatever level multiplicity asks for (`stats/statistic.ts`), long after the model is gone.
 */
export type Statistic =
  /** A rate: `hits` of `trials`. */
  | { readonly kind: 'proportion'; readonly hits: number; readonly trials: number }
  /** Rate of `a` minus rate of `b`, independent rows. */
  | { readonly kind: 'rate-difference'; readonly a: Count; readonly b: Count }
  /** Rate of `a` over rate of `b`, independent rows. */
  | { readonly kind: 'rate-ratio'; readonly a: Count; readonly b: Count }
  /** Share that got worse minus share that got better, on the same rows. */
  | { readonly kind: 'paired-difference'; readonly worse: number; readonly better: number; readonly trials: number }
  /** An estimate with a standard error, clamped to its range. `logit` takes the interval on the logit scale. */
  | {
      readonly kind: 'normal'
      readonly estimate: number
      readonly standardError: number
      readonly range?: Partial<Interval>
      readonly scale?: 'linear' | 'logit'
    }
  /** A bootstrap: the estimate, its interval at 95 %, and nothing assumed about symmetry. */
  | { readonly kind: 'bootstrap'; readonly estimate: number; readonly low: number; readonly high: number }
  /** Counted on all rows: no interval. */
  | { readonly kind: 'exact'; readonly value: number }
  /** A two-sample or association test: the p value decides whether, the effect decides how much. */
  | {
      readonly kind: 'test'
      readonly effect: number
      readonly p: number
      /** The smallest effect that this many rows can show; over twice the limit the verdict is `inconclusive`. */
      readonly detectable: number
      readonly interval?: Interval
    }
  /** There is no number: the quantity is undefined on these rows (0/0, one class only). */
  | { readonly kind: 'undefined'; readonly because: string }

export interface Count {
  readonly hits: number
  readonly trials: number
}

/** Rows that were looked at, of the rows there are. */
export interface Coverage {
  readonly rows: number
  readonly of: number
}

/** What a check saw about one subject. Stored as it is made; a verdict is a pure function of it and of limits. */
export interface Measurement {
  /** What this is about; unique within the check and stable between runs: `age`, `auc`, `age is missing`. */
  readonly subject: string
  /** Columns that the subject speaks of, for reading a report by feature. */
  readonly features?: readonly string[]
  readonly metric?: string
  readonly statistic: Statistic
  /** Rows behind the statistic. */
  readonly n: number
  /** The same quantity on the reference data, where it is comparable. */
  readonly reference?: number
  /** What the flaw costs the model: the change of the impact metric, worse is positive. */
  readonly impact?: Statistic
  readonly coverage?: Coverage
  /** Numbers that `explain` needs, by name. */
  readonly facts?: Readonly<Record<string, number | string>>
  readonly evidence?: readonly Evidence[]
  /** Why it can't be judged although it was looked at; the verdict is then `inconclusive`. */
  readonly tooFew?: { readonly needed: number }
  /** True for times: not reproducible, kept out of the report's bytes. */
  readonly volatile?: boolean
}

export type Verdict = 'pass' | 'warn' | 'fail' | 'inconclusive'
export type Severity = 'blocker' | 'major' | 'minor'
export type Risk = 'operational' | 'security' | 'ethical'

/**
 * What a measurement has to meet. The engine applies it in one place, with multiplicity, so no check decides alone.
 * - `limit`: the whole interval against `warn` and `fail`.
 * - `test`: significant after correction, and the effect past the limit.
 * - `count`: a fact counted on all rows.
 * - `inform`: shown, never judged.
 */
export type Requirement =
  | {
      readonly rule: 'limit' | 'test' | 'count'
      readonly warn: number
      readonly fail: number
      readonly worse: 'higher' | 'lower'
      /** The value without any flaw, from which sensitivity scales the limits: 0 for gaps, 1 for ratios. */
      readonly neutral: number
      /** Set by the user, so sensitivity leaves it alone. */
      readonly fixed?: boolean
      /** What a fail of this measurement costs, where it differs from the check's. */
      readonly severity?: Severity
    }
  | { readonly rule: 'inform' }
