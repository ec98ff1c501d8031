import { expect, test } from 'vitest'
import type { Statistic } from '../core/measurement.ts'
import type { Check } from '../core/check.ts'
import { checks } from './registry.generated.ts'

const rate: Statistic = { kind: 'rate-difference', a: { hits: 1, trials: 9 }, b: { hits: 1, trials: 9 } }
const normal: Statistic = { kind: 'normal', estimate: 0.1, standardError: 0.01 }

test.each([
  ['performance/degradation', 'accuracy', rate, 'fall of accuracy'],
  ['performance/degradation', 'fpr', rate, 'rise of false positive rate'],
  ['performance/degradation', 'rmse', normal, 'relative rise of RMSE'],
  ['performance/degradation', 'mean_prediction', normal, 'change of mean prediction in standard deviations'],
  ['performance/degradation', 'positive_rate', rate, 'change of positive rate'],
  ['performance/quality', 'accuracy', rate, null],
  ['subset/performance', 'auc', normal, 'gap of AUC to all other rows'],
  ['subset/performance', 'mae', normal, 'relative gap of mean absolute error to all other rows'],
  ['subset/weak-slices', 'error_rate', rate, 'gap of the error rate to all other rows'],
  ['subset/weak-slices', 'none', rate, null],
  ['transformation/null-substitution', 'auc', normal, 'fall of AUC'],
  ['transformation/outlier-substitution', 'rmse', normal, 'relative rise of RMSE'],
  ['transformation/outlier-substitution', 'failures', normal, null],
  ['transformation/unseen-category-substitution', 'accuracy', normal, 'fall of accuracy'],
  ['drift/correlation', 'spearman', normal, 'change of the rank correlation'],
] as const)('%s says what its estimate of %s is', (id, metric, statistic, quantity) => {
  const check: Check = checks[id]
  expect(check.quantity?.({ subject: metric, metric, statistic, n: 9 }) ?? null).toBe(quantity)
})
