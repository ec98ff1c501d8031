import { expect, test } from 'vitest'
import { AnswerCache } from './answer-cache.ts'

test('drops what was not used for the longest time when it grows over its limit', () => {
  const cache = new AnswerCache<string>(30)
  cache.set('a', 'A', 10)
  cache.set('b', 'B', 10)
  cache.set('c', 'C', 10)
  expect(cache.get('a')).toBe('A')
  cache.set('d', 'D', 10)
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C', 'D'])
})

test('counts a value that is replaced or deleted once', () => {
  const cache = new AnswerCache<string>(30)
  cache.set('a', 'A', 20)
  cache.set('a', 'a', 10)
  cache.set('b', 'B', 20)
  expect([cache.get('a'), cache.get('b')]).toEqual(['a', 'B'])
  cache.delete('b')
  cache.set('c', 'C', 20)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['a', undefined, 'C'])
})
