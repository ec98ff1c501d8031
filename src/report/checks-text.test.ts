import { expect, test } from 'vitest'
import { checkPage, checksList } from './checks-text.ts'
import { sampleCheck } from './fixtures/sample-check.ts'
import { parametersOf, valueText } from './parameters.ts'
import { textTable } from './text-table.ts'

test('a check is told of as before', async () => {
  await expect(`${checkPage(sampleCheck)}\n`).toMatchFileSnapshot('fixtures/golden/check.txt')
})

test('every check is listed once, below its risk and family', () => {
  const others = ['drift/feature', 'privacy/leak', 'acme/own', 'drift/label'].map((id) => ({
    ...sampleCheck,
    id: id as `${string}/${string}`,
  }))
  expect(checksList([sampleCheck, ...others])).toBe(`OPERATIONAL
  Transformations
    transformation/null-substitution  Missing values are survived
  Drift
    drift/feature                     Missing values are survived
    drift/label                       Missing values are survived
  Your own checks
    acme/own                          Missing values are survived

SECURITY
  Privacy
    privacy/leak                      Missing values are survived

5 checks. "airworthy checks ID" tells all about one.`)
})

test('parameters are told in words', () => {
  expect(Object.fromEntries(parametersOf(sampleCheck).map(({ name, type }) => [name, type]))).toEqual({
    warn: 'number from 0',
    share: 'number over 0 to 1',
    band: 'number from 0 to 1',
    shares: 'list of number over 0 under 1',
    rows: 'integer',
    method: 'exact or fast',
    columns: 'all or list of string',
    limit: 'number or none',
    weights: 'map to number',
    needed: 'boolean',
  })
  const defaults = parametersOf(sampleCheck).map((one) => valueText(one.default))
  expect(valueText('')).toBe('""')
  expect(defaults).toEqual(['0.02', '0.5', '0.5', '[0.05,0.2]', '1000', 'exact', 'all', 'null', '{}', 'none'])
})

test('cells stand one below the other', () => {
  expect(textTable([['a', '年齢', 'x'], ['bcd', 'e'], []])).toEqual(['  a    年齢  x', '  bcd  e', ''])
})
