import { auc, aucInterval, delong } from './auc.ts'
import type { Answers } from './answers.ts'
import {
  averagePrecision,
  balancedAccuracy,
  brier,
  confusionBinary,
  f1,
  leastProbability,
  logLoss,
  mcc,
} from './binary-metrics.ts'
import type { BinaryConfusion } from './binary-metrics.ts'
import { averagePrecisionError, meanError } from './metric-errors.ts'
import { estimateMetric, rateMetric } from './metric.ts'
import type { Metric, MetricTraits } from './metric.ts'
import { confusionMatrix } from './multiclass-metrics.ts'
import type { Confusion } from './multiclass-metrics.ts'
import { wilsonInterval } from './proportion.ts'
import { meanPrediction, predictionVariance } from './prediction-metrics.ts'
import { f1Gradient, macroRecallGradient, mccGradient, tableError } from './table-errors.ts'

const share = { low: 0, high: 1 }
const lower = { margin: 'u', worse: 'lower' } as const
const higher = { margin: 'u', worse: 'higher' } as const
const noPositives = 'no row is positive'
const noNegatives = 'no row is negative'
const oneClass = 'all rows are of one class'

export const binaryBattery: readonly Metric[] = [
  rate({ name: 'accuracy', title: 'Accuracy', ...lower, because: 'no row is labelled' }, (c) => [
    c.truePositives + c.trueNegatives,
    c.falsePositives + c.falseNegatives,
  ]),
  estimateMetric(
    {
      name: 'balanced_accuracy',
      title: 'Balanced accuracy',
      ...lower,
      needsClasses: true,
      range: share,
      because: oneClass,
    },
    (answers) => balancedAccuracy(confusionOf(answers)),
    (answers) => tableError(tableOf(answers), macroRecallGradient),
  ),
  rate(
    { name: 'precision', title: 'Precision', ...lower, needsClasses: true, because: 'nothing is decided positive' },
    (c) => [c.truePositives, c.falsePositives],
  ),
  rate({ name: 'recall', title: 'Recall', ...lower, needsClasses: true, because: noPositives }, (c) => [
    c.truePositives,
    c.falseNegatives,
  ]),
  estimateMetric(
    { name: 'f1', title: 'F1', ...lower, needsClasses: true, range: share, because: noPositives },
    (answers) => f1(confusionOf(answers)),
    (answers) => tableError(tableOf(answers), f1Gradient),
  ),
  rate({ name: 'fpr', title: 'False positive rate', ...higher, needsClasses: true, because: noNegatives }, (c) => [
    c.falsePositives,
    c.trueNegatives,
  ]),
  rate({ name: 'fnr', title: 'False negative rate', ...higher, needsClasses: true, because: noPositives }, (c) => [
    c.falseNegatives,
    c.truePositives,
  ]),
  rate({ name: 'specificity', title: 'Specificity', ...lower, needsClasses: true, because: noNegatives }, (c) => [
    c.trueNegatives,
    c.falsePositives,
  ]),
  rate(
    {
      name: 'npv',
      title: 'Negative predictive value',
      ...lower,
      needsClasses: true,
      because: 'nothing is decided negative',
    },
    (c) => [c.trueNegatives, c.falseNegatives],
  ),
  estimateMetric(
    {
      name: 'mcc',
      title: 'Matthews correlation',
      ...lower,
      needsClasses: true,
      range: { low: -1, high: 1 },
      because: 'all rows or all decisions are of one class',
    },
    (answers) => mcc(confusionOf(answers)),
    (answers) => tableError(tableOf(answers), mccGradient),
  ),
  estimateMetric(
    {
      name: 'auc',
      title: 'AUC',
      ...lower,
      needsScores: true,
      needsClasses: true,
      range: share,
      because: oneClass,
      certain: ({ labelled }) => aucInterval(delong(labelled.scores!, labelled.codes)),
    },
    ({ labelled }) => auc(labelled.scores!, labelled.codes),
    ({ labelled }) => delong(labelled.scores!, labelled.codes).se,
  ),
  estimateMetric(
    {
      name: 'average_precision',
      title: 'Average precision',
      ...lower,
      needsScores: true,
      needsClasses: true,
      range: share,
      because: noPositives,
      // every positive above every negative: as sure as that many hits of that many
      certain: ({ labelled }) => wilsonInterval(positivesOf(labelled.codes), positivesOf(labelled.codes)),
    },
    ({ labelled }) => averagePrecision(labelled.scores!, labelled.codes),
    ({ labelled }) => averagePrecisionError(labelled.scores!, labelled.codes),
  ),
  estimateMetric(
    {
      name: 'log_loss',
      title: 'Log loss',
      margin: 'e',
      worse: 'higher',
      needsScores: true,
      range: { low: 0 },
      because: 'no row is labelled',
    },
    ({ labelled }) => logLoss(labelled.scores!, labelled.codes),
    ({ labelled: { scores, codes } }) => meanError(rowLosses(scores!, codes)),
  ),
  estimateMetric(
    {
      name: 'brier',
      title: 'Brier score',
      margin: 'e',
      worse: 'higher',
      needsScores: true,
      range: share,
      because: 'no row is labelled',
    },
    ({ labelled }) => brier(labelled.scores!, labelled.codes),
    ({ labelled: { scores, codes } }) => meanError(scores!.map((score, row) => (score - codes[row]!) ** 2)),
  ),
  rateMetric(
    {
      name: 'positive_rate',
      title: 'Positive rate',
      margin: 't',
      worse: 'either',
      needsLabels: false,
      because: 'no row was answered',
    },
    ({ all }) => ({ hits: positivesOf(all.decisions), trials: all.rows }),
  ),
  meanPrediction,
  predictionVariance,
]

function rate(traits: MetricTraits, cells: (confusion: BinaryConfusion) => [hits: number, misses: number]): Metric {
  return rateMetric(traits, (answers) => {
    const [hits, misses] = cells(confusionOf(answers))
    return { hits, trials: hits + misses }
  })
}

function confusionOf({ labelled }: Answers): BinaryConfusion {
  return confusionBinary(labelled.decisions, labelled.codes)
}

function tableOf({ labelled }: Answers): Confusion {
  return confusionMatrix(labelled.decisions, labelled.codes, 2)
}

function positivesOf(codes: Int32Array): number {
  let positives = 0
  for (const code of codes) positives += code
  return positives
}

function rowLosses(scores: Float64Array, codes: Int32Array): Float64Array {
  return scores.map((score, row) => -Math.log(Math.max(leastProbability, codes[row] === 1 ? score : 1 - score)))
}
