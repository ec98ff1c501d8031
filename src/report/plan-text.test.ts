import { expect, test } from 'vitest'
import type { Plan } from '../core/plan.ts'
import { hostileNames } from './fixtures/sample-report.ts'
import { sampleCheck } from './fixtures/sample-check.ts'
import { planText } from './plan-text.ts'

const file = { format: 'parquet', sha256: 'a'.repeat(64) }
const column = { role: 'feature', kind: 'number', protected: false, integer: false, reasons: [] } as const

const samplePlan: Plan = {
  version: '0.1.0',
  title: 'Adult income',
  task: 'binary',
  classes: ['<=50K', '>50K'],
  seed: 7,
  sensitivity: 'default',
  budget: { rows: 200_000, transformRows: 10_000, attackRows: 1000, askedRows: 5_000_000 },
  schema: {
    columns: [
      { ...column, name: 'age', protected: true, integer: true, reasons: ['number: 73 distinct', 'data.protected'] },
      { ...column, name: hostileNames[3]!, kind: 'category', reasons: ['category: 9 distinct strings'] },
      { ...column, name: '', role: 'ignored', kind: 'text' },
      { ...column, name: 'income', role: 'label', kind: 'category', reasons: ['data.label'] },
    ],
  },
  data: {
    reference: { ...file, file: 'train.parquet', rows: 32_561, used: 10_000 },
    evaluation: { ...file, file: 'test.parquet', rows: 16_281, used: 16_281 },
    decisions: ['"?" is read as missing in 3 columns'],
    warnings: ['fnlwgt may be an identifier'],
  },
  model: { kind: 'onnx', file: 'model.onnx', sha256: 'b'.repeat(64), decisions: ['input "age" ← column age'] },
  checks: [
    {
      id: sampleCheck.id,
      params: { ...sampleCheck.params.parse({ needed: true }), warn: 0.5 },
      severity: 'major',
      skip: null,
    },
    { id: 'drift/feature', params: { fail: 0.2 }, severity: 'minor', skip: null },
    { id: 'fairness/rate-gap', params: {}, severity: 'major', skip: 'needs protected columns (data.protected)' },
  ],
}

test('a plan is told as before', async () => {
  await expect(`${planText(samplePlan, undefined, [sampleCheck])}\n`).toMatchFileSnapshot('fixtures/golden/plan.txt')
})

test('what differs from a default is told with the default', () => {
  const text = planText(samplePlan, undefined, [sampleCheck])
  expect(text).toContain('warn 0.5 (default 0.02), needed true (default none)')
  expect(text).not.toContain('method')
  expect(text).toContain('fail 0.2')
  expect(planText(samplePlan)).toContain('warn 0.5, share 0.5,')
})

test('a plan without a model, a reference or a skip says so', () => {
  const { data, checks } = samplePlan
  const text = planText({
    ...samplePlan,
    task: 'regression',
    classes: [],
    model: null,
    data: { ...data, reference: null },
    checks: checks.slice(0, 1),
  })
  expect(text).toContain('none: what has to ask a model is skipped')
  expect(text).toContain('reference   none')
  expect(text).toMatch(/task +regression\n/)
  expect(text).toContain('1 check will run')
  expect(text).not.toContain('will not')
})
