import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Budget, Malformed } from '../limits.ts'
import { memorySource } from '../source.ts'
import { ubj } from './fixtures/ubj.ts'
import { UbjTokens } from './ubj-tokens.ts'
import { readValue, type Value } from './value-tokens.ts'

function read(bytes: Uint8Array): Value {
  const tokens = new UbjTokens(memorySource(bytes), new Budget())
  const value = readValue(tokens, tokens.next())
  expect(tokens.next()).toBe('end')
  return value
}

function plain(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]))
  return Array.isArray(value) ? value.map(plain) : value
}

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.constantFrom(null, true, false),
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('tree'), { maxKeys: 5 }),
  ),
}))

describe('UBJSON read token by token', () => {
  test('is what was written', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(plain(read(ubj(value)))).toEqual(value)
      }),
    )
  })

  test('may be passed without being read', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const tokens = new UbjTokens(memorySource(ubj([value, 'after'])), new Budget())
        tokens.next()
        tokens.skip(tokens.next())
        expect([tokens.next(), tokens.text]).toEqual(['string', 'after'])
      }),
    )
  })

  test('has numbers of all sizes, end marks, and marks without meaning', () => {
    const bytes = Buffer.from('5b4e69ff55ff49ff006c0000000a4cffffffffffffffff643f80000044400000000000000043415d', 'hex')
    expect(plain(read(bytes))).toEqual([-1, 255, -256, 10, -1, 1, 2, 'A'])
    expect(plain(read(Buffer.from('7b2369016901614e5a', 'hex')))).toEqual({ a: null })
  })

  test.each([
    ['a count that the bytes cannot hold', '5b24646c4c7fffffffffffffff'],
    ['a count of values without bytes', '5b245a236c7fffffff'],
    ['a text past the end', '53697f61'],
    ['a negative length', '5369ff'],
    ['a type that is not known', '5b245823690161'],
    ['bytes after the last value', '5a5a'],
    ['too much depth', '5b'.repeat(600)],
    ['no end', '5b69'],
  ])('with %s is refused', (_what, hex) => expect(() => read(Buffer.from(hex, 'hex'))).toThrow(Malformed))
})
