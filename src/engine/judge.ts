import type { Check } from '../core/check.ts'
import { familyFor } from '../core/family.ts'
import { percent, number, plural } from '../core/format.ts'
import type { Interval, Measurement, Severity, Statistic } from '../core/measurement.ts'
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

interface Judged {
  readonly judgement: Judgement
  readonly measurement: Measurement
  readonly answer: Answer
  readonly severity: Severity | undefined
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
  const alpha = runAlpha / Math.max(1, records.filter((record) => restsOnChance(record, judgements)).length)
  const answered = new Map<Measurement, Judged>()
  for (const record of records) {
    const questions = questionsOf(record, judgements)
    const answers = answerTogether(questions, { sensitivity, alpha })
    questions.forEach(({ measurement, judgement, requirement }, i) => {
      const severity = requirement.rule === 'inform' ? undefined : requirement.severity
      answered.set(measurement, { judgement, measurement, answer: answers[i]!, severity })
    })
  }
  return records.flatMap((record) =>
    record.outcome === 'measured'
      ? record.measurements.map((measurement) => findingOf(answered.get(measurement)!))
      : [unjudged(record, judgements.get(record.check)!)],
  )
}

function questionsOf(record: CheckRecord, judgements: ReadonlyMap<string, Judgement>) {
  if (record.outcome !== 'measured') return []
  const judgement = judgements.get(record.check)!
  return record.measurements.map((measurement) => ({
    measurement,
    judgement,
    requirement: judgement.check.judge(measurement, judgement.params),
  }))
}

/** Facts counted on all rows, and what only informs, cannot be false alarms and need no share of the error rate. */
function restsOnChance(record: CheckRecord, judgements: ReadonlyMap<string, Judgement>): boolean {
  return questionsOf(record, judgements).some(
    ({ requirement }) => requirement.rule === 'limit' || requirement.rule === 'test',
  )
}

function findingOf({ judgement, measurement, answer, severity: own }: Judged): Finding {
  const { check, severityIsFixed } = judgement
  const settled = severityIsFixed ? judgement.severity : (own ?? stepByImpact(judgement.severity, measurement.impact))
  const isHidden = measurement.volatile === true && !answer.gating
  const explained = check.explain(measurement)
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
    quantity: check.quantity?.(measurement) ?? null,
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
  if (tooFew === undefined && isUnknown(measurement)) {
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
