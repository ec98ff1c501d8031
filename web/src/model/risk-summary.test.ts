import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { indexReport } from './report-index.ts'
import type { CheckGroup } from './report-index.ts'
import { riskSummaries } from './risk-summary.ts'
import type { Status } from './status.ts'

const [first] = indexReport(sampleReport()).checks

const groups = (...states: readonly Status[]): readonly CheckGroup[] => states.map((status) => ({ ...first!, status }))
const sentence = (...states: readonly Status[]) => riskSummaries(groups(...states))[0]!.sentence

test('the worst state of a risk is told, of how many checks', () => {
  expect(sentence('pass', 'fail', 'warn', 'fail')).toBe('2 of 4 checks failed')
  expect(sentence('pass', 'errored', 'warn')).toBe('1 of 3 checks could not run')
  expect(sentence('inconclusive', 'skipped')).toBe('1 of 2 checks inconclusive')
})

test('only what was judged has passed', () => {
  expect(sentence('pass', 'pass')).toBe('all 2 checks passed')
  expect(sentence('pass', 'skipped')).toBe('1 of 2 checks passed, 1 skipped')
  expect(sentence('skipped', 'skipped')).toBe('all 2 checks were skipped')
})

test('risks keep their order, whichever is worst', () => {
  const risks = riskSummaries(indexReport(sampleReport()).checks).map(({ risk }) => risk)
  expect(risks).toEqual(['operational', 'security', 'ethical'])
})
