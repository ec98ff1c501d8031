import type { Check } from '../core/check.ts'
import { messageOf } from '../core/errors.ts'
import { familyFor } from '../core/family.ts'
import { percent, number, plural } from '../core/format.ts'
import type { Interval, Measurement, Requirement, Severity, Statistic } from '../core/measurement.ts'
import type { Sensitivity } from '../core/plan.ts'
import type { Finding } from '../core/report.ts'
import type { CheckRecord } from '../core/run.ts'
import { estimateOf, intervalOf } from '../stats/statistic.ts'
import { answerTogether, confidence, isUnknown, runAlpha } from '../stats/verdict.ts'
import type { Answer } from '../stats/verdict.ts'

/** How one check is to be judged: the measurements may be older than these limits. */
export interface Judgement {
  readonly check: Check
  readonly params: Readonly<Record<string, unknown>>
  readonly severity: Severity
  readonly severityIsFixed: boolean
}

/**
 * Findings of stored records, in their order. Pure. Measurements of one check are corrected together, and the checks
 * whose verdicts rest on chance share the error rate of the run, so the gate as a whole holds it.
 */
export function judge(
  records: readonly CheckRecord[],
  judgements: ReadonlyMap<string, Judgement>,
  sensitivity: Sensitivity,
): Finding[] {
  const asked = records.map((record) => ask(record, judgements.get(record.check)!))
  const alpha = runAlpha / Math.max(1, asked.filter(restsOnChance).length)
  return asked.flatMap(({ record, judgement, questions }) => {
    if (record.outcome !== 'measured') return [unjudged(record, judgement)]
    const answers = answerTogether(questions, { sensitivity, alpha })
    return questions.map((question, i) => findingOf(question, judgement, answers[i]!))
  })
}

interface Question {
  readonly measurement: Measurement
  readonly requirement: Requirement
  readonly explained: string
  readonly quantity: string | null
}

interface Asked {
  readonly record: CheckRecord
  readonly judgement: Judgement
  readonly questions: readonly Question[]
}

/** What the check has to say of what it measured. One that breaks over it is told as broken, and not the run. */
function ask(record: CheckRecord, judgement: Judgement): Asked {
  if (record.outcome !== 'measured') return { record, judgement, questions: [] }
  const { check, params } = judgement
  try {
    const questions = record.measurements.map((measurement) => {
      const requirement = check.judge(measurement, params)
      if (!isRequirement(requirement)) throw new Error(`judge states no requirement of "${measurement.subject}"`)
      const explained: unknown = check.explain(measurement)
      if (typeof explained !== 'string') throw new Error(`explain says nothing of "${measurement.subject}"`)
      return { measurement, requirement, explained, quantity: check.quantity?.(measurement) ?? null }
    })
    return { record, judgement, questions }
  } catch (error) {
    const broken = { check: check.id, outcome: 'errored', code: 'CHECK_FAILED', reason: messageOf(error) } as const
    return { record: broken, judgement, questions: [] }
  }
}

/** The compiler holds our checks to it, and those of users where they ask it. */
function isRequirement(
  stated: Partial<Extract<Requirement, { warn: number }>> | { rule: 'inform' } | undefined,
): boolean {
  if (stated === undefined || stated === null) return false
  if (stated.rule === 'inform') return true
  const { rule, worse, warn, fail, neutral } = stated
  const isRule = rule === 'limit' || rule === 'test' || rule === 'count'
  const areNumbers = [warn, fail, neutral].every((limit) => typeof limit === 'number' && !Number.isNaN(limit))
  return isRule && areNumbers && (worse === 'higher' || worse === 'lower')
}

/** Facts counted on all rows, and what only informs, cannot be false alarms and need no share of the error rate. */
function restsOnChance({ questions }: Asked): boolean {
  return questions.some(({ requirement }) => requirement.rule === 'limit' || requirement.rule === 'test')
}

function findingOf(
  { measurement, requirement, explained, quantity }: Question,
  judgement: Judgement,
  answer: Answer,
): Finding {
  const { check, severityIsFixed } = judgement
  const own = requirement.rule === 'inform' ? undefined : requirement.severity
  const settled = severityIsFixed ? judgement.severity : (own ?? stepByImpact(judgement.severity, measurement.impact))
  const isHidden = measurement.volatile === true && !answer.gating
  return {
    check: check.id,
    subject: measurement.subject,
    features: [...(measurement.features ?? [])],
    outcome: 'judged',
    verdict: answer.verdict,
    gating: answer.gating,
    severity: settled,
    risk: familyFor(check.id).risk,
    reason: isHidden
      ? 'measured on this machine; see the timings'
      : explained + unsettled(answer, measurement, explained),
    errorCode: null,
    metric: measurement.metric ?? null,
    quantity,
    estimate: isHidden ? null : finite(answer.estimate),
    interval: isHidden ? null : intervalEntry(answer.interval),
    n: measurement.n,
    reference: measurement.reference === undefined ? null : finite(measurement.reference),
    limits: answer.limits,
    p: answer.p === null ? null : finite(answer.p),
    adjustedP: answer.adjustedP === null ? null : finite(answer.adjustedP),
    q: answer.q === null ? null : finite(answer.q),
    rowsNeeded: practicalRows(answer, measurement),
    impact: measurement.impact === undefined ? null : impactEntry(measurement.impact),
    coverage: measurement.coverage ?? null,
    volatile: measurement.volatile === true,
    // A measurement is storable, so what is not finite in its evidence is null already.
    evidence: isHidden ? [] : ([...(measurement.evidence ?? [])] as Finding['evidence']),
  }
}

/** A check that was skipped or broke, as a finding that can never be mistaken for a pass. */
function unjudged(record: Exclude<CheckRecord, { outcome: 'measured' }>, { check, severity }: Judgement): Finding {
  return {
    check: check.id,
    subject: null,
    features: [],
    outcome: record.outcome,
    verdict: null,
    gating: false,
    severity,
    risk: familyFor(check.id).risk,
    reason: record.reason,
    errorCode: record.outcome === 'errored' ? record.code : null,
    metric: null,
    quantity: null,
    estimate: null,
    interval: null,
    n: 0,
    reference: null,
    limits: null,
    p: null,
    adjustedP: null,
    q: null,
    rowsNeeded: null,
    impact: null,
    coverage: null,
    volatile: false,
    evidence: [],
  }
}

const severities: readonly Severity[] = ['minor', 'major', 'blocker']

/** How bad a flaw is depends on what it does to the model: surely much, a step up; surely next to nothing, a step down. */
function stepByImpact(severity: Severity, impact: Statistic | undefined): Severity {
  const interval = impact === undefined ? null : intervalOf(impact, confidence)
  if (interval === null) return severity
  const step = interval.low > 0.05 ? 1 : interval.high < 0.01 ? -1 : 0
  return severities[Math.min(2, Math.max(0, severities.indexOf(severity) + step))]!
}

/** More rows than this many times those at hand are no advice: the truth then lies on the limit, or next to it. */
const practicalTimes = 100

function practicalRows({ rowsNeeded }: Answer, { n }: Measurement): number | null {
  return rowsNeeded === null || rowsNeeded > practicalTimes * Math.max(n, 1) ? null : rowsNeeded
}

/** What an inconclusive verdict adds: why nothing can be told, or between what the truth lies and the rows that would tell. */
function unsettled(answer: Answer, measurement: Measurement, explained: string): string {
  const { verdict, interval, limits, heldBackAmong, estimate } = answer
  const { statistic, tooFew } = measurement
  if (verdict !== 'inconclusive') return ''
  // How many rows it would take is said of what is judged only.
  if (isUnknown(measurement) && (tooFew === undefined || limits === null)) {
    const because = statistic.kind === 'undefined' ? statistic.because : 'there is no row to tell it from'
    return explained.includes(because) ? '' : ` (nothing can be told: ${because})`
  }
  const rows = practicalRows(answer, measurement)
  const needed = rows === null ? '' : `; about ${plural(rows, 'row')} would tell`
  if (heldBackAmong !== null) return ` (past the limit alone, but by chance one of ${heldBackAmong} may be${needed})`
  if (interval === null || limits === null) return ` (too few rows to tell${needed})`
  const write = writingOf(explained, estimate, limits.fail)
  const between = `between ${write(interval.low)} and ${write(interval.high)}`
  return answer.rowsNeeded !== null && rows === null
    ? ` (too close to the limit of ${write(limits.fail)} to tell: ${between})`
    : ` (too few rows to tell: ${between}, and the limit is ${write(limits.fail)}${needed})`
}

/** Numbers in the way in which the sentence before them writes its own. */
function writingOf(explained: string, estimate: number, limit: number): (value: number) => string {
  if (Math.abs(limit) > 1) return number
  if (explained.includes(percent(Math.abs(estimate)))) return percent
  return /\d\.\d+(?![\d\s\u00a0]*%)/.test(explained) ? number : percent
}

function impactEntry(impact: Statistic): Finding['impact'] {
  return { estimate: finite(estimateOf(impact)), interval: intervalEntry(intervalOf(impact, confidence)) }
}

function intervalEntry(interval: Interval | null): Finding['interval'] {
  return interval === null ? null : { low: finite(interval.low), high: finite(interval.high), level: confidence }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
