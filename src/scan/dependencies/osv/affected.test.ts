import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Event, fixesFor, isAffected, isEveryVersion, versionOrder } from './affected.ts'

const { orders, cases } = JSON.parse(readFileSync(`${import.meta.dirname}/affected.fixtures.json`, 'utf8')) as {
  orders: { a: string; b: string; order: number }[]
  cases: { version: string; events: Event[]; affected: boolean }[]
}
const pypi = await versionOrder('PyPI')
const npm = await versionOrder('npm')

describe('against the reference implementation of PEP 440', () => {
  test('versions come in the same order', () => {
    for (const { a, b, order } of orders) expect(Math.sign(pypi.compare(a, b)), `${a} ${b}`).toBe(order)
  })

  test('the same versions are in the same ranges', () => {
    expect(cases.filter(({ affected }) => affected).length).toBeGreaterThan(100)
    for (const { version, events, affected } of cases) {
      expect(isAffected(version, { versions: [], ranges: [events] }, pypi), JSON.stringify([version, events])).toBe(
        affected,
      )
    }
  })
})

test('the order of the events does not matter', () => {
  const event = fc.tuple(
    fc.constantFrom('introduced', 'fixed', 'last_affected'),
    fc.constantFrom('0', '1.0.0', '1.5.0', '2.0.0-rc.1', '2.0.0'),
  )
  fc.assert(
    fc.property(
      fc.array(event as fc.Arbitrary<Event>, { maxLength: 5 }),
      fc.constantFrom('0.9.0', '1.0.0', '1.7.0', '2.0.0'),
      (events, version) => {
        const judge = (list: readonly Event[]) => isAffected(version, { versions: [], ranges: [list] }, npm)
        expect(judge(events.toReversed())).toBe(judge(events))
      },
    ),
  )
})

test('listed versions, builds for other machines, and what is no version', () => {
  const affected = {
    versions: ['1.0', 'weird'],
    ranges: [
      [
        ['introduced', '2.0'],
        ['last_affected', '2.5.1'],
      ],
    ] as Event[][],
  }
  for (const version of ['1.0', '1.0.0', '1.0+cpu', 'weird', '2.0', '2.5.1+cu121']) {
    expect(isAffected(version, affected, pypi), version).toBe(true)
  }
  for (const version of ['1.1', '2.5.2', 'other', '2.0rc1'])
    expect(isAffected(version, affected, pypi), version).toBe(false)
})

test('the version to upgrade to, and ranges without an end', () => {
  const ranges: Event[][] = [
    [
      ['introduced', '0'],
      ['fixed', '1.2'],
      ['introduced', '2.0'],
      ['fixed', '2.3'],
    ],
  ]
  expect(fixesFor('2.1', { versions: [], ranges }, pypi)).toEqual(['2.3'])
  expect(fixesFor('1.0', { versions: [], ranges }, pypi)).toEqual(['1.2'])
  expect(isEveryVersion({ versions: [], ranges: [[['introduced', '0']]] })).toBe(true)
  expect(isEveryVersion({ versions: [], ranges })).toBe(false)
  expect(isEveryVersion({ versions: ['1'], ranges: [] })).toBe(false)
})
