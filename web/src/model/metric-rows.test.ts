import { expect, test } from 'vitest'
import { metricRows, metricTitle } from './metric-rows.ts'

test('every metric of either data set, with the difference where both are known', () => {
  const rows = metricRows({ reference: { auc: 0.9, recall: null }, evaluation: { auc: 0.8, brier: 0.1 } })
  expect(rows.map((row) => row.name)).toEqual(['auc', 'brier', 'recall'])
  expect(rows[0]!.difference).toBeCloseTo(-0.1)
  expect(rows[1]).toEqual({ name: 'brier', reference: null, evaluation: 0.1, difference: null })
})

test('a name that objects inherit is not a metric of the other data set', () => {
  const evaluation = JSON.parse('{"constructor": 0.5, "__proto__": 0.25}') as Record<string, number>
  expect(metricRows({ reference: {}, evaluation }).map((row) => [row.name, row.reference, row.evaluation])).toEqual([
    ['__proto__', null, 0.25],
    ['constructor', null, 0.5],
  ])
})

test('titles are words', () => {
  expect(['auc', 'false_positive_rate', 'tpr_gap', 'r2', 'log_loss'].map(metricTitle)).toEqual([
    'AUC',
    'False positive rate',
    'TPR gap',
    'R²',
    'Log loss',
  ])
})
