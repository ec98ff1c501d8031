import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { isNarrowed, matcher, narrowChecks } from './narrowing.ts'
import { indexReport } from './report-index.ts'

const { findings, checks } = indexReport(sampleReport())
const found = (query: string) => findings.filter(matcher({ query, show: [] })).map((entry) => entry.key)

test('searches checks, subjects, features and text, whatever the case', () => {
  expect(found('DEMOGRAPHIC-PARITY')).toContain('fairness/demographic-parity:sex: Female')
  expect(found('groups are selected')).toContain('fairness/demographic-parity:race: Black')
  expect(found('race: black')).toEqual(['fairness/demographic-parity:race: Black'])
  expect(found('signal 11')).toEqual(['operations/restart:'])
  expect(found('model_failed_on_data')).toEqual(['operations/restart:'])
  // Its features name it, its subject and text do not.
  expect(found('education-num subset/performance')).toEqual(['subset/performance:education-num ≤ 8 and age > 50'])
})

test('every word has to match, and nothing in a query has a special meaning', () => {
  expect(found('capital-gain drift')).toEqual(['drift/feature:capital-gain'])
  expect(found('.* (')).toEqual([])
  expect(found('  ')).toHaveLength(findings.length)
})

test('filters by status, together with the search', () => {
  const show = ['skipped', 'errored'] as const
  expect(findings.filter(matcher({ query: '', show })).every((entry) => show.includes(entry.status as never))).toBe(
    true,
  )
  expect(findings.filter(matcher({ query: 'capital', show: ['fail'] })).map((entry) => entry.key)).toEqual([
    'transformation/null-substitution:capital-gain',
  ])
})

test('leaves checks that still have something to show, with that only', () => {
  const narrowed = narrowChecks(checks, { query: 'capital-gain', show: [] })
  expect(narrowed.map((group) => group.check.id).toSorted()).toEqual([
    'drift/feature',
    'transformation/null-substitution',
  ])
  expect(narrowed.every((group) => group.findings.length === 1)).toBe(true)
  expect(narrowChecks(checks, { query: ' ', show: [] })).toBe(checks)
})

test('a blank query is none', () => {
  expect(isNarrowed({ query: ' \t', show: [] })).toBe(false)
  expect(isNarrowed({ query: 'a', show: [] })).toBe(true)
  expect(isNarrowed({ query: '', show: ['pass'] })).toBe(true)
})
