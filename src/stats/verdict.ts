import type { Interval, Measurement, Requirement, Verdict } from '../core/measurement.ts'
import type { Sensitivity } from '../core/plan.ts'
import { benjaminiHochberg, conditionalP, holm } from './multiple-testing.ts'
import { normalQuantile, twoSidedZ } from './normal.ts'
import { estimateOf, intervalOf, pastLimitP } from './statistic.ts'

/** Confidence of every interval that is shown and judged. */
export const confidence = 0.95
/** Error rate of the whole run's gate, shared out over the checks. */
export const runAlpha = 0.05
/** A difference must be at least this unlikely before its size is looked at. */
const testAlpha = 0.01
/**
 * The whole interval of a test's effect, where it has one, must lie past this part of the way to the limit. On few rows
 * an effect that is significant is overstated: one short of the limit would fail more often the fewer rows there are.
 */
const surely = 0.75
/** What has a larger p of being past its limit is so plainly short of it that the other questions do not pay for it. */
const plainlyShort = 0.9
/** Among fewer questions there is little to win, and two of them that mirror each other would err twice as often. */
const manyQuestions = 20
/** False discovery rate of what is reported but does not gate. */
const discoveryRate = 0.05

const sensitivityFactor: Readonly<Record<Sensitivity, number>> = { strict: 0.5, default: 1, lenient: 2 }

export interface Question {
  readonly measurement: Measurement
  readonly requirement: Requirement
}

export interface Answer {
  readonly verdict: Verdict
  readonly gating: boolean
  readonly estimate: number
  readonly interval: Interval | null
  readonly limits: { readonly warn: number; readonly fail: number; readonly worse: 'higher' | 'lower' } | null
  readonly p: number | null
  /** After Holm over the questions that were put together. */
  readonly adjustedP: number | null
  /** After Benjamini and Hochberg over the same. */
  readonly q: number | null
  readonly rowsNeeded: number | null
  /** Past the limit on its own, but not for certain among so many questions put together. */
  readonly heldBackAmong: number | null
}

/**
 * The verdicts of measurements that are corrected together, in their order. `alpha` is the error rate that this
 * check has of the run's.
 *
 * An interval wholly past `fail` that survives Holm fails; one that reaches past it is inconclusive; one wholly past
 * `warn` warns; the rest pass. A test must also be significant: a large effect that could be chance is inconclusive, and
 * one that is surely there, but not surely large, warns.
 */
export function answerTogether(
  questions: readonly Question[],
  options: { readonly sensitivity: Sensitivity; readonly alpha: number },
): Answer[] {
  const scaled = questions.map(({ measurement, requirement }) => ({
    measurement,
    requirement: scale(requirement, sensitivityFactor[options.sensitivity]),
  }))
  const p = scaled.map(rawP)
  const asked = p.flatMap((value, index) => (value === null ? [] : [index]))
  const raw = Float64Array.from(asked, (index) => p[index]!)
  const open = raw.map((value, position) => {
    const isLimit = scaled[asked[position]!]!.requirement.rule === 'limit'
    return isLimit && asked.length >= manyQuestions ? conditionalP(value, plainlyShort) : value
  })
  const [adjusted, discoveries] = [holm(open), benjaminiHochberg(raw)]
  const among = open.filter((value) => !Number.isNaN(value)).length
  const positionOf = new Map(asked.map((index, position) => [index, position]))

  return scaled.map(({ measurement, requirement }, index) => {
    const position = positionOf.get(index)
    return answer(measurement, requirement, {
      p: p[index]!,
      adjustedP: position === undefined ? null : Number.isNaN(adjusted[position]!) ? 1 : adjusted[position]!,
      q: position === undefined ? null : discoveries[position]!,
      alpha: options.alpha,
      among,
    })
  })
}

interface Significance {
  readonly p: number | null
  readonly adjustedP: number | null
  readonly q: number | null
  readonly alpha: number
  readonly among: number
}

function answer(measurement: Measurement, requirement: Requirement, significance: Significance): Answer {
  const estimate = estimateOf(measurement.statistic)
  const interval = intervalOf(measurement.statistic, confidence)
  const { p, adjustedP, q } = significance
  const shared = { estimate, interval, p, adjustedP, q, rowsNeeded: null, heldBackAmong: null }
  if (requirement.rule === 'inform') {
    return { ...shared, verdict: showsNothing(measurement) ? 'inconclusive' : 'pass', gating: false, limits: null }
  }

  const { warn, fail, worse } = requirement
  const limits = { warn, fail, worse }
  const tooFew = measurement.tooFew?.needed ?? null
  if (tooFew !== null || isUnknown(measurement)) {
    return { ...shared, verdict: 'inconclusive', gating: true, limits, rowsNeeded: tooFew }
  }
  const verdict = decide(measurement, requirement, estimate, interval, significance)
  if (verdict !== 'inconclusive') return { ...shared, verdict, gating: true, limits }
  const isHeldBack =
    requirement.rule === 'limit' &&
    interval !== null &&
    (worse === 'higher' ? interval.low > fail : interval.high < fail)
  const { alpha, among } = significance
  const z = isHeldBack ? normalQuantile(1 - alpha / among) : twoSidedZ(confidence)
  const settled = rowsToSettle(measurement, estimate, interval, fail, z)
  return { ...shared, verdict, gating: true, limits, rowsNeeded: settled, heldBackAmong: isHeldBack ? among : null }
}

function decide(
  measurement: Measurement,
  requirement: Exclude<Requirement, { rule: 'inform' }>,
  estimate: number,
  interval: Interval | null,
  { adjustedP, q, alpha }: Significance,
): Verdict {
  const { warn, fail, worse, neutral } = requirement
  const past = (value: number, limit: number) => (worse === 'higher' ? value > limit : value < limit)
  const reaches = (value: number, limit: number) => (worse === 'higher' ? value >= limit : value <= limit)
  // The end of the interval nearest to good, and the one nearest to bad.
  const best = interval === null ? estimate : worse === 'higher' ? interval.low : interval.high
  const worst = interval === null ? estimate : worse === 'higher' ? interval.high : interval.low

  switch (requirement.rule) {
    case 'limit':
      if (past(best, fail) && (adjustedP ?? 0) <= alpha) return 'fail'
      if (past(worst, fail)) return 'inconclusive'
      return past(best, warn) ? 'warn' : 'pass'
    case 'test': {
      const statistic = measurement.statistic
      const detectable = statistic.kind === 'test' ? statistic.detectable : 0
      const isSurelyLarge = interval === null || reaches(best, neutral + surely * (fail - neutral))
      if (reaches(estimate, fail) && isSurelyLarge && (adjustedP ?? 1) <= Math.min(testAlpha, alpha)) return 'fail'
      if (detectable > 2 * fail || (reaches(estimate, fail) && (q ?? 1) > discoveryRate)) return 'inconclusive'
      return reaches(estimate, warn) && (q ?? 1) <= discoveryRate ? 'warn' : 'pass'
    }
    case 'count': {
      const { coverage } = measurement
      const sampled = coverage !== undefined && coverage.rows < coverage.of
      if (sampled && past(worst, fail) && !past(best, fail)) return 'inconclusive'
      if (past(estimate, fail)) return 'fail'
      return past(estimate, warn) ? 'warn' : 'pass'
    }
  }
}

/** There is no number, or no row behind it: nothing may pass on that. */
export function isUnknown({ statistic, n }: Measurement): boolean {
  return n === 0 || Number.isNaN(estimateOf(statistic))
}

/** Times are kept beside the report, whose verdicts must not depend on them. */
function showsNothing(measurement: Measurement): boolean {
  return measurement.volatile !== true && isUnknown(measurement)
}

/** p of being past the fail limit, or of the test; null for what is counted, shown only, or has too few rows. */
function rawP({ measurement, requirement }: Question): number | null {
  const { statistic, tooFew } = measurement
  if (requirement.rule === 'inform' || requirement.rule === 'count') return null
  if (tooFew !== undefined || isUnknown(measurement)) return null
  if (requirement.rule === 'test') return statistic.kind === 'test' ? statistic.p : null
  return statistic.kind === 'exact' ? null : pastLimitP(statistic, requirement.fail, requirement.worse)
}

function scale(requirement: Requirement, factor: number): Requirement {
  if (requirement.rule === 'inform' || requirement.fixed === true || factor === 1) return requirement
  const { neutral, warn, fail } = requirement
  return { ...requirement, warn: neutral + (warn - neutral) * factor, fail: neutral + (fail - neutral) * factor }
}

/** n·((z_α + z_β)·se/|estimate − limit|)², power 80 %; null where no number of rows is in sight. */
function rowsToSettle(
  { n }: Measurement,
  estimate: number,
  interval: Interval | null,
  limit: number,
  z: number,
): number | null {
  if (interval === null) return null
  const standardError = (interval.high - interval.low) / (2 * twoSidedZ(confidence))
  const rows = n * ((z + normalQuantile(0.8)) * (standardError / Math.abs(estimate - limit))) ** 2
  return Number.isFinite(rows) && rows < 1e9 ? Math.max(n + 1, Math.ceil(rows)) : null
}
