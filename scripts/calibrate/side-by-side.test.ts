import { expect, test } from 'vitest'
import type { PeerSummary } from './peer-results.ts'
import { replaceSideBySide, sideBySide, sideBySideTitle } from './side-by-side.ts'

const common = {
  size: 300,
  runs: 200,
  firstSeed: 3_000_000,
  lastSeed: 3_000_199,
  draws: 'd',
  warns: {},
  notRun: [],
  judged: 40,
}
const summaries: PeerSummary[] = [
  {
    ...common,
    tool: 'deepchecks',
    version: '0.19.1',
    hits: { fail: 200, falseFail: 20, falseFailOrWarn: 30 },
    fails: { 'Single Value in Column: only one': 200, 'Feature Drift: below 0.2': 20 },
    notRun: [
      { name: 'Index Leakage', reason: 'no index', runs: 150 },
      { name: 'Index Leakage', reason: 'no | index', runs: 50 },
    ],
  },
  { ...common, tool: 'airworthy', version: '0.1.0', source: 'abc', hits: { fail: 0, failOrWarn: 4 }, fails: {} },
]

test('rates stand side by side, with Wilson intervals', () => {
  const text = sideBySide(summaries).join('\n')
  const lines = text.split('\n')
  // statsmodels.stats.proportion.proportion_confint(0, 200, method='wilson'), and of 20
  expect(lines).toContain('| Airworthy 0.1.0 | any check fails | 300 | 40 | 200 | 0 | 0 % | 0–1.9 % |')
  expect(lines).toContain(
    '| deepchecks 0.19.1 | any condition fails that is not true of the population | 300 | 40 | 200 | 20 | 10.0 % | 6.6–14.9 % |',
  )
})

test('what is true of the population is no false alarm', () => {
  const lines = sideBySide(summaries).join('\n').split('\n')
  expect(lines.some((line) => line.includes('Feature Drift: below 0.2 | 300 | 10.0 %'))).toBe(true)
  expect(lines.some((line) => line.includes('Single Value in Column: only one'))).toBe(false)
  expect(lines.some((line) => line.startsWith('| Airworthy 0.1.0 | none | 300 | 0 % |'))).toBe(true)
})

test('a check that did not run stands once, with its most frequent reason', () => {
  const lines = sideBySide(summaries).join('\n').split('\n')
  expect(lines.filter((line) => line.includes('Index Leakage'))).toEqual([
    '| deepchecks 0.19.1 | Index Leakage | no index | 200 of 200 |',
  ])
})

test('without results there is no section', () => {
  expect(sideBySide([])).toEqual([])
})

test('a page gets the section, and gets it anew, and nothing else changes', () => {
  const page = '# Page\n\n## Runs\n\nours\n\n## By check\n\nmore\n'
  const once = replaceSideBySide(page, [sideBySideTitle, 'old'])
  expect(once).toBe(`# Page\n\n## Runs\n\nours\n\n${sideBySideTitle}\n\nold\n\n## By check\n\nmore\n`)
  expect(replaceSideBySide(once, [sideBySideTitle, 'new'])).toBe(once.replace('old', 'new'))
  expect(replaceSideBySide(once, [])).toBe(page)
  expect(() => replaceSideBySide('# Another page', [])).toThrow('has no ## By check')
})
