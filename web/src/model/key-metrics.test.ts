import { expect, test } from 'vitest'
import { keyMetrics } from './key-metrics.ts'

test('the numbers by which people know a model come first, and only those that are known', () => {
  const metrics = {
    evaluation: { accuracy: 0.87, auc: 0.93, brier: 0.09, f1: null, rmse: 2, mae: 1 },
    reference: { auc: 0.94 },
  }
  expect(keyMetrics(metrics).map(({ name, reference }) => [name, reference])).toEqual([
    ['auc', 0.94],
    ['accuracy', null],
    ['rmse', null],
  ])
  expect(keyMetrics({ evaluation: {}, reference: {} })).toEqual([])
})
