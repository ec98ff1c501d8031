import { expect, test } from 'vitest'
import type { ColumnFacts, TextFacts } from './column-facts.ts'
import { decideKind, isIdName } from './column-kinds.ts'

function texts(facts: Partial<TextFacts>): ColumnFacts {
  const plain = { present: 100, distinct: 3, meanLength: 5, keyLike: false, numericShare: 0, counts: new Map() }
  return { values: 'texts', integer: false, markers: [], texts: { ...plain, ...facts } }
}

test.each([
  ['few values', {}, 'category', null],
  ['long values that repeat', { distinct: 40, meanLength: 200 }, 'category', null],
  ['long values that hardly repeat', { distinct: 60, meanLength: 31 }, 'text', null],
  ['sentences that do not repeat', { distinct: 100, meanLength: 36 }, 'text', null],
  ['UUIDs', { distinct: 100, meanLength: 36, keyLike: true }, 'text', 'id'],
  ['very many hashes', { present: 1e6, distinct: 9.8e5, meanLength: 64, keyLike: true, counts: null }, 'text', 'id'],
  ['hashes that repeat are long values', { distinct: 60, meanLength: 64, keyLike: true }, 'text', null],
  ['short values that repeat', { distinct: 60, meanLength: 8 }, 'category', null],
  ['short values that do not repeat', { distinct: 95, meanLength: 8 }, 'text', 'id'],
  ['too few values to tell', { present: 19, distinct: 19 }, 'category', null],
  ['an estimate a little too low', { present: 1e6, distinct: 9.1e5, counts: null }, 'text', 'id'],
])('%s: %o is a %s with the role %s', (_, facts, kind, role) => {
  expect(decideKind(texts(facts))).toMatchObject({ kind, role })
})

test('says how many values there are, and that an estimate is one', () => {
  expect(decideKind(texts({})).reasons).toEqual(['category: 3 distinct strings'])
  expect(decideKind(texts({ present: 1e6, distinct: 30_000, counts: null })).reasons).toEqual([
    'category: about 30,000 distinct strings',
  ])
})

test.each(['id', 'ID', 'customer_id', 'customerID', 'row id', 'Unnamed: 0', '', 'index', 'uuid', 'orderKey'])(
  '%o is the name of a key',
  (name) => expect(isIdName(name)).toBe(true),
)

test.each(['paid', 'covid', 'age', 'monkey', 'Madrid', 'grid', 'indexed'])('%o is not', (name) => {
  expect(isIdName(name)).toBe(false)
})
