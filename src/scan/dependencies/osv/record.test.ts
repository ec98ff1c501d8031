import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord } from './record.ts'

const record = (more: object, affected: object = {}) => ({
  id: 'GHSA-x',
  modified: '2025-01-01T00:00:00Z',
  ...more,
  affected: [{ package: { ecosystem: 'PyPI', name: 'Zope_Interface' }, ...affected }],
})

const only = (value: unknown) => readRecord(value)!.advisories[0]!

test('names are normalised, ranges of commits left out, other ecosystems too', () => {
  const ranges = [
    { type: 'GIT', repo: 'x', events: [{ introduced: 'abc' }] },
    { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '5.0' }] },
  ]
  const { ecosystem, name, advisory } = only(record({ summary: 'A fault\nand more' }, { ranges, versions: ['4.9'] }))
  expect([ecosystem, name, advisory.summary]).toEqual(['PyPI', 'zope-interface', 'A fault'])
  expect(advisory.ranges).toEqual([
    [
      ['introduced', '0'],
      ['fixed', '5.0'],
    ],
  ])
  expect(readRecord(record({}, { package: { ecosystem: 'Go', name: 'x' } }))!.advisories).toEqual([])
})

test.each([
  [{ severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] }, 'critical'],
  [{ severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }], database_specific: { severity: 'HIGH' } }, 'high'],
  [{ database_specific: { severity: 'MODERATE' } }, 'medium'],
  [{ severity: 'odd', database_specific: { severity: 7 } }, null],
  [{}, null],
])('the level of %j is %s', (more, level) => {
  expect(only(record(more)).advisory.level).toBe(level)
})

test('withdrawn records and what is none say nothing', () => {
  expect(readRecord(record({ withdrawn: '2025-02-01T00:00:00Z' }))).toBeUndefined()
  for (const value of [null, [], 'x', { id: 1 }, { id: 'x' }]) expect(readRecord(value)).toBeUndefined()
})

test('whatever stands in a record, reading it does not throw', () => {
  const keys = ['id', 'modified', 'affected', 'aliases', 'severity', 'database_specific', '__proto__', 'constructor']
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), fc.jsonValue(), (fields, inner) => {
      readRecord({ ...record({}), ...fields })
      readRecord(record({}, { ranges: inner, database_specific: inner }))
    }),
  )
})
