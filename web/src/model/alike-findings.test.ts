import { expect, test } from 'vitest'
import { finding } from '../../fixtures/sample-finding.ts'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { foldAlike } from './alike-findings.ts'
import { indexReport } from './report-index.ts'

const outlier = 'transformation/null-substitution'
const entries = (...subjects: readonly (readonly [subject: string, ...features: string[]])[]) =>
  indexReport(
    sampleReport(subjects.map(([subject, ...features]) => finding(outlier, subject, 'fail', subject, { features }))),
  ).findings.filter(({ finding: { check } }) => check === outlier)
const folded = (...subjects: readonly (readonly [subject: string, ...features: string[]])[]) =>
  foldAlike(entries(...subjects)).map(({ worst, others, feature }) => [
    worst.finding.subject,
    others.map((each) => each.finding.subject),
    feature,
  ])

test('findings of one feature stand behind the worst, in their order', () => {
  expect(
    folded(['gain high', 'gain'], ['loss high', 'loss'], ['gain more', 'gain'], ['gain high: decisions', 'gain']),
  ).toEqual([
    ['gain high', ['gain high: decisions', 'gain more'], 'gain'],
    ['loss high', [], 'loss'],
  ])
})

test('one change seen by scores and by decisions is one, other subjects of no or of several features are not', () => {
  expect(
    folded(['20 % missing'], ['20 % missing: decisions'], ['60 % missing'], ['a ∧ b', 'a', 'b'], ['b ∧ c', 'a', 'b']),
  ).toEqual([
    ['20 % missing', ['20 % missing: decisions'], null],
    ['60 % missing', [], null],
    ['a ∧ b', [], null],
    ['b ∧ c', [], null],
  ])
})

test('none is lost', () => {
  const { findings } = indexReport(sampleReport())
  const back = foldAlike(findings).flatMap(({ worst, others }) => [worst, ...others])
  expect(new Set(back)).toEqual(new Set(findings))
  expect(back).toHaveLength(findings.length)
})
