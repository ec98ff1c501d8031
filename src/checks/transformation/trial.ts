import { z } from 'zod'
import type { Probe } from '../../core/artifacts.ts'
import { count, number, percent, plural } from '../../core/format.ts'
import type { Frame } from '../../core/frame.ts'
import type { Measurement, Requirement, Statistic } from '../../core/measurement.ts'
import { takeLabels, takePredictions } from '../../core/predictions.ts'
import type { Attempt, Model, Predictions, Task } from '../../core/predictions.ts'
import { rowsWhere } from '../../core/rows.ts'
import { impactMetric, pairedDecisions, pairedImpact } from '../../stats/impact.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { askAhead } from '../ask-ahead.ts'
import { tallyOutcomes } from './answers.ts'
import { failedRows, harmedRows } from './witnesses.ts'

/** One way to spoil the probe rows. */
export interface Trial {
  /** Reads after "when": `age is missing`. */
  readonly subject: string
  readonly features: readonly string[]
  readonly frame: Frame
  /** 1 for each row that the change really alters; the others stay out of the denominator. */
  readonly altered: Uint8Array
}

interface TrialContext {
  readonly task: Task
  readonly model: Model
  readonly probe: Probe
  readonly signal: AbortSignal
}

/** The limits of a trial, for the parameters of its check. */
export const trialLimits = {
  warn: z.number().min(0).default(0.02).describe('Fall of AUC or accuracy that deserves a look.'),
  fail: z.number().min(0).default(0.05).describe('Fall of AUC or accuracy that fails.'),
  rmseWarn: z.number().min(0).default(0.05).describe('Relative rise of RMSE that deserves a look.'),
  rmseFail: z.number().min(0).default(0.1).describe('Relative rise of RMSE that fails.'),
}

/** Measures each trial that alters any row, in their order. */
export async function* measureTrials(context: TrialContext, trials: Iterable<Trial>): AsyncGenerator<Measurement> {
  for await (const [trial, attempt] of askAhead(context, altering(trials))) yield* measureTrial(context, trial, attempt)
}

function* altering(trials: Iterable<Trial>): Generator<Trial> {
  for (const trial of trials) if (trial.altered.includes(1)) yield trial
}

/**
 * Compares the model's answers to spoilt rows with those to the clean ones, row by row. Yields how far quality
 * fell (unless every row was refused cleanly) and, as subjects of their own, how far accuracy fell where quality is AUC
 * and decisions changed, and the rows where the model raised or gave no valid answer.
 */
function* measureTrial({ probe, task }: TrialContext, trial: Trial, attempt: Attempt): Generator<Measurement> {
  const rows = rowsWhere(trial.altered.length, (row) => trial.altered[row] === 1)
  const { failed, refused, message } = tallyOutcomes(attempt, rows)
  const shared = { features: trial.features, n: rows.length, coverage: { rows: probe.rows.length, of: probe.of } }
  const shown = [probe, trial.frame, trial.features, attempt.predictions] as const

  if (refused < rows.length) {
    const [before, after] = [takePredictions(probe.predictions, rows), takePredictions(attempt.predictions, rows)]
    const labels = probe.labels === null ? undefined : takeLabels(probe.labels, rows)
    const statistic = pairedImpact(task, labels, before, after)
    const metric = labels === undefined ? 'answers' : metricOf(statistic, task, before)
    const harmed = harmedRows(...shown, rows)
    const evidence = harmed === null ? [] : [harmed]
    yield {
      ...shared,
      subject: trial.subject,
      metric,
      statistic,
      facts: { flips: flipShare(before, after), refused },
      evidence,
    }
    if (metric === 'auc' && labels?.kind === 'class') {
      const decisions = pairedDecisions(labels, before, after)
      // Where no decision changed there is nothing to add.
      if (decisions.kind === 'paired-difference' && decisions.worse + decisions.better > 0) {
        yield {
          ...shared,
          subject: `${trial.subject}: decisions`,
          metric: 'accuracy',
          statistic: decisions,
          facts: { flips: flipShare(before, after), refused },
          evidence,
        }
      }
    }
  }
  const examples = failedRows(...shown, failed)
  yield {
    ...shared,
    subject: `${trial.subject}: valid answers`,
    metric: 'failures',
    // A fact about the rows that were asked: rows beyond a budget must not keep it open for ever.
    statistic: { kind: 'exact', value: failed.length },
    facts: { failed: failed.length, refused, message },
    evidence: examples === null ? [] : [examples],
  }
}

/** Quality may fall by at most `warn` and `fail`; no row may make the model raise or answer nonsense. */
export function judgeTrial({ metric }: Measurement, limits: z.output<z.ZodObject<typeof trialLimits>>): Requirement {
  const shared = { worse: 'higher', neutral: 0 } as const
  if (metric === 'failures') return { rule: 'count', warn: 0, fail: 0, ...shared, severity: 'blocker' }
  // Without labels nobody knows whether an answer that changed was the better one.
  if (metric === 'answers') return { rule: 'inform' }
  if (metric === 'rmse') return { rule: 'limit', warn: limits.rmseWarn, fail: limits.rmseFail, ...shared }
  return { rule: 'limit', warn: limits.warn, fail: limits.fail, ...shared }
}

/** What a trial showed, as a clause. */
export function explainTrial({ subject, metric, statistic, n, facts }: Measurement): string {
  if (metric === 'failures') {
    const when = subject.replace(/: valid answers$/, '')
    const [failed, refused] = [Number(facts?.['failed'] ?? 0), Number(facts?.['refused'] ?? 0)]
    if (failed > 0)
      return `the model fails on ${plural(failed, 'row')} of ${count(n)} when ${when}: ${facts?.['message']}`
    if (refused > 0) return `${plural(refused, 'row')} of ${count(n)} are refused cleanly when ${when}`
    return `each of ${plural(n, 'answer')} is valid when ${when}`
  }
  const changed = metric === 'rmse' ? '' : `; ${percent(Number(facts?.['flips'] ?? 0))} of decisions change`
  const when = subject.replace(/: decisions$/, '')
  return `${describeImpact(metric ?? '', statistic)} when ${when}${changed}`
}

/** "AUC falls by 0.031", "RMSE rises by 12 %". */
export function describeImpact(metric: string, statistic: Statistic): string {
  const change = estimateOf(statistic)
  if (Number.isNaN(change))
    return statistic.kind === 'undefined' ? `the change is unknown (${statistic.because})` : 'the change is unknown'
  const size = Math.abs(change)
  if (metric === 'rmse') return `RMSE ${change >= 0 ? 'rises' : 'falls'} by ${percent(size)}`
  if (metric === 'answers') return `answers change by ${number(size)}`
  const name = metric === 'auc' ? 'AUC' : metric
  return size < 0.0005 ? `${name} holds` : `${name} ${change > 0 ? 'falls' : 'rises'} by ${number(size)}`
}

/** The impact metric, or accuracy where a class has too few rows for it. */
function metricOf(statistic: Statistic, task: Task, before: Predictions): string {
  return statistic.kind === 'paired-difference' ? 'accuracy' : impactMetric(task, before.scores !== null)
}

/** Decisions that changed, of the rows that were answered both times. */
function flipShare(before: Predictions, after: Predictions): number {
  let [flips, answered] = [0, 0]
  for (let row = 0; row < before.decisions.length; row++) {
    if (before.decisions[row]! < 0 || after.decisions[row]! < 0) continue
    answered++
    if (before.decisions[row] !== after.decisions[row]) flips++
  }
  return answered === 0 ? 0 : flips / answered
}
