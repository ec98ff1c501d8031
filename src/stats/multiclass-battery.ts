import type { Answers } from './answers.ts'
import { aucInterval } from './auc.ts'
import { leastProbability } from './binary-metrics.ts'
import { meanError, macroAucError } from './metric-errors.ts'
import { estimateMetric, rateMetric } from './metric.ts'
import type { Metric } from './metric.ts'
import {
  confusionMatrix,
  macroAuc,
  macroF1,
  macroPrecision,
  macroRecall,
  multiclassLogLoss,
} from './multiclass-metrics.ts'
import type { Confusion } from './multiclass-metrics.ts'
import {
  macroF1Gradient,
  macroPrecisionGradient,
  macroRecallGradient,
  mccGradient,
  multiclassMcc,
  tableError,
} from './table-errors.ts'
import type { TableGradient } from './table-errors.ts'
import { mean } from './describe.ts'

const share = { low: 0, high: 1 }
const lower = { margin: 'u', worse: 'lower' } as const
const unlabelled = 'no row is labelled'

export const multiclassBattery: readonly Metric[] = [
  rateMetric({ name: 'accuracy', title: 'Accuracy', ...lower, because: unlabelled }, ({ labelled }) => ({
    hits: hitsOf(labelled.decisions, labelled.codes),
    trials: labelled.rows,
  })),
  macroMetric('balanced_accuracy', 'Balanced accuracy', macroRecall, macroRecallGradient),
  macroMetric('macro_precision', 'Mean precision', macroPrecision, macroPrecisionGradient),
  macroMetric('macro_recall', 'Mean recall', macroRecall, macroRecallGradient),
  macroMetric('macro_f1', 'Mean F1', macroF1, macroF1Gradient),
  estimateMetric(
    {
      name: 'auc',
      title: 'Mean AUC',
      ...lower,
      needsScores: true,
      needsClasses: true,
      range: share,
      because: 'all rows are of one class',
      certain: smallestClassInterval,
    },
    ({ labelled, classes }) => macroAuc(labelled.scores!, labelled.codes, classes.length),
    ({ labelled, classes }) => macroAucError(labelled.scores!, labelled.codes, classes.length),
  ),
  estimateMetric(
    {
      name: 'log_loss',
      title: 'Log loss',
      margin: 'e',
      worse: 'higher',
      needsScores: true,
      range: { low: 0 },
      because: unlabelled,
    },
    ({ labelled, classes }) => multiclassLogLoss(labelled.scores!, labelled.codes, classes.length),
    ({ labelled, classes }) => meanError(rowLosses(labelled.scores!, labelled.codes, classes.length)),
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
    (answers) => multiclassMcc(tableOf(answers)),
    (answers) => tableError(tableOf(answers), mccGradient),
  ),
  estimateMetric(
    {
      name: 'avg_confidence',
      title: 'Mean confidence',
      ...lower,
      needsScores: true,
      needsLabels: false,
      range: share,
      because: 'no row was answered',
    },
    (answers) => mean(topScores(answers)),
    (answers) => meanError(topScores(answers)),
  ),
]

function macroMetric(
  name: string,
  title: string,
  value: (table: Confusion) => number,
  gradient: TableGradient,
): Metric {
  return estimateMetric(
    { name, title, ...lower, needsClasses: true, range: share, because: unlabelled },
    (answers) => value(tableOf(answers)),
    (answers) => tableError(tableOf(answers), gradient),
  )
}

function tableOf({ labelled, classes }: Answers): Confusion {
  return confusionMatrix(labelled.decisions, labelled.codes, classes.length)
}

function hitsOf(decisions: Int32Array, codes: Int32Array): number {
  let hits = 0
  for (let row = 0; row < codes.length; row++) if (decisions[row] === codes[row]) hits++
  return hits
}

/** What so few rows of the rarest class leave open when every class is told apart perfectly. */
function smallestClassInterval({ labelled, classes }: Answers) {
  const counts = classes.map((_, k) => labelled.codes.filter((code) => code === k).length).filter((rows) => rows > 0)
  const positives = Math.min(...counts)
  return aucInterval({ auc: 1, se: 0, positives, negatives: labelled.rows - positives })
}

function rowLosses(scores: Float64Array, codes: Int32Array, classes: number): Float64Array {
  return Float64Array.from(codes, (code, row) => -Math.log(Math.max(leastProbability, scores[row * classes + code]!)))
}

function topScores({ all, classes }: Answers): Float64Array {
  const top = new Float64Array(all.rows)
  for (let row = 0; row < all.rows; row++) {
    for (let k = 0; k < classes.length; k++) top[row] = Math.max(top[row]!, all.scores![row * classes.length + k]!)
  }
  return top
}
