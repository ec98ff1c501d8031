import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { number } from '../../core/format.ts'
import type { Measurement } from '../../core/measurement.ts'
import type { StreamKey } from '../../core/random.ts'
import { answersOf } from '../../stats/answers.ts'
import type { Answers } from '../../stats/answers.ts'
import {
  brierDecomposition,
  calibrationLine,
  debiasedL2Error,
  expectedCalibrationError,
  spiegelhalterZ,
} from '../../stats/calibration.ts'
import { calibrationTest } from '../../stats/calibration-test.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { wrongRows } from '../wrong-rows.ts'
import { crossFit, recalibrationTables } from './recalibration.ts'
import type { Scores } from './recalibration.ts'
import { reliabilityCurve, scoreHistogram } from './reliability-evidence.ts'
import type { Outcomes } from './reliability-evidence.ts'

/** Fewer labelled rows say nothing about a probability. */
const fewestRows = 200

export default defineCheck({
  id: 'calibration/reliability',
  title: 'Scores mean what they say',
  protectsAgainst:
    'A score of 0.9 is read as nine in ten, prices and thresholds are built on it, and the outcome comes in six of ten.',
  remediation: [
    'Apply the map of the recalibration table that gained most on held-out rows, after the model.',
    'Train with a proper loss, and without class weights or resampling that shift the probabilities.',
    'Calibrate again whenever the mix of outcomes changes.',
  ],
  references: [
    {
      title: 'Spiegelhalter 1986, Probabilistic Prediction in Patient Management',
      url: 'https://doi.org/10.1002/sim.4780050506',
    },
    { title: 'Kumar, Liang and Ma 2019, Verified Uncertainty Calibration', url: 'https://arxiv.org/abs/1909.10155' },
    { title: 'Guo et al. 2017, On Calibration of Modern Neural Networks', url: 'https://arxiv.org/abs/1706.04599' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass'],
  needs: ['labels', 'predictions', 'scores'],
  uses: ['referenceLabels', 'referencePredictions'],
  params: z.object({
    warn: z
      .number()
      .min(0)
      .max(1)
      .default(0.03)
      .describe('Root mean squared gap between score and rate that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.05).describe('Such a gap that fails, when it is also significant.'),
    recalibrate: z.boolean().default(true).describe('Try which map of the scores would mend them.'),
  }),

  async *run({ task, labels, predictions, referenceLabels, referencePredictions, key, signal }, { recalibrate }) {
    const evaluation = answersOf(task, labels, predictions)
    const reference = referencePredictions && answersOf(task, referenceLabels, referencePredictions)
    const worst = wrongRows(task, labels, predictions)
    for (const subject of subjectsOf(evaluation)) {
      signal.throwIfAborted()
      const outcomes = outcomesOf(evaluation, subject.code)
      const before = reference?.labelled.scores ? outcomesOf(reference, subject.code) : undefined
      const fitted = recalibrate ? fittedScores(evaluation, subject.code) : null
      const measured = measurementOf(subject.name, outcomes, before, fitted, key)
      yield { ...measured, evidence: [...(measured.evidence ?? []), ...worst] }
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'test', warn, fail, worse: 'higher', neutral: 0 }),

  explain({ subject, statistic, facts = {} }) {
    if (statistic.kind === 'undefined') return `${subject} cannot be judged: ${statistic.because}`
    const { slope, best, gain } = facts
    return [
      `${subject} is off by ${number(estimateOf(statistic))}, root mean square`,
      ...(slope === undefined ? [] : [slopeText(Number(slope))]),
      ...(best === undefined
        ? []
        : [`${best} recalibration takes ${number(Number(gain))} off the Brier score of held-out rows`]),
    ].join('; ')
  },
})

interface Subject {
  readonly name: string
  /** The class whose probability it is; null for the chosen class, whatever it is. */
  readonly code: number | null
}

function subjectsOf({ task, classes }: Answers): Subject[] {
  if (task === 'binary') return [{ name: `probability of class ${classes[1]}`, code: 1 }]
  return [
    { name: 'probability of the chosen class', code: null },
    ...classes.map((name, code) => ({ name: `probability of class ${name}`, code })),
  ]
}

/** The probability of a class and whether the row is of it; for the chosen class whether the choice is right. */
function outcomesOf({ task, labelled, classes }: Answers, code: number | null): Outcomes {
  const { codes, decisions } = labelled
  const scores = labelled.scores!
  if (task === 'binary') return { scores, codes }
  const chosen = (row: number) => code ?? decisions[row]!
  return {
    scores: Float64Array.from(codes, (_, row) => scores[row * classes.length + chosen(row)]!),
    codes: Int32Array.from(codes, (truth, row) => Number(truth === chosen(row))),
  }
}

/** What a map would be fitted to: the one probability of a binary model, all of a multiclass one together. */
function fittedScores({ task, labelled, classes }: Answers, code: number | null): Scores | null {
  const { scores, codes } = labelled
  if (task === 'binary') return { scores: scores!, codes, columns: 1 }
  return code === null ? { scores: scores!, codes, columns: classes.length } : null
}

function measurementOf(
  subject: string,
  outcomes: Outcomes,
  before: Outcomes | undefined,
  fitted: Scores | null,
  key: StreamKey,
): Measurement {
  const rows = outcomes.codes.length
  const shared = { subject, metric: 'calibration_error', n: rows }
  if (outcomes.scores.some((score) => score < 0 || score > 1)) {
    return { ...shared, statistic: { kind: 'undefined', because: 'some scores lie outside 0 to 1' } }
  }
  const isTooFew = rows < fewestRows
  const maps = fitted === null || isTooFew ? undefined : crossFit(fitted, key)
  const best = maps?.tried.find(({ gain }) => gain > 0)
  const onReference = before === undefined ? NaN : debiasedL2Error(before.scores, before.codes)
  return {
    ...shared,
    statistic: calibrationTest(outcomes.scores, outcomes.codes),
    ...(Number.isFinite(onReference) ? { reference: onReference } : {}),
    ...(isTooFew ? { tooFew: { needed: fewestRows } } : {}),
    facts: { ...describe(outcomes), ...(best === undefined ? {} : { best: best.method, gain: best.gain }) },
    evidence: [
      reliabilityCurve(outcomes, before),
      scoreHistogram(outcomes, before),
      ...(maps === undefined ? [] : recalibrationTables(maps)),
    ],
  }
}

/** The usual numbers, without those that these rows leave undefined. */
function describe({ scores, codes }: Outcomes): Record<string, number> {
  const { slope, intercept } = calibrationLine(scores, codes)
  const { brier, reliability, resolution, uncertainty } = brierDecomposition(scores, codes)
  const ece = expectedCalibrationError(scores, codes)
  const all = { slope, intercept, ece, z: spiegelhalterZ(scores, codes).z, brier, reliability, resolution, uncertainty }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => Number.isFinite(value)))
}

function slopeText(slope: number): string {
  const lean = slope < 0.95 ? ': too bold' : slope > 1.05 ? ': too timid' : ''
  return `slope ${number(slope)}${lean}`
}
