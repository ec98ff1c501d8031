import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admits, commonValueType, valueTypeOf, valueTypes, valueTypeSamples } from './value-type.ts'

describe('the narrowest type', () => {
  test.each([
    ['int', ['0', '-12', '+7', '007', ' 42 ']],
    ['float', ['1.5', '-.5', '3.', '1e9', '2.5E-3']],
    ['bool', ['true', 'FALSE', 'yes', 'N', 't']],
    [
      'date',
      ['2024-02-29', '2024/2/9', '31.12.1999', '12/31/99', '2024-01-01T10:00:00Z', '2024-01-01 10:00:00.5+02:00'],
    ],
    ['url', ['https://example.com', 's3://bucket/key', 'ftp://a']],
    ['email', ['a@b.co', 'first.last+tag@sub.example.com']],
    ['domain', ['example.com', 'a-b.co.uk']],
    [
      'uuid',
      [
        '123e4567-e89b-42d3-a456-426614174000',
        '123E4567E89B42D3A456426614174000'.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      ],
    ],
    [
      'string',
      ['Private', '12 %', '1,234', '2024-13-01', '1-2-3-4', '@', 'a.b@', '.', '?', '-', '1e', 'e5', '12.5abc'],
    ],
  ] as const)('%s', (type, texts) => {
    for (const text of texts) expect([text, valueTypeOf(text)]).toEqual([text, type])
  })

  test('a blank has none', () => {
    expect(['', '  ', '\t'].map(valueTypeOf)).toEqual([null, null, null])
  })

  test('each sample has its own type', () => {
    expect(valueTypes.map((type) => valueTypeOf(valueTypeSamples[type]))).toEqual(valueTypes)
  })

  test('numbers and dates as this language writes them', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.date({ noInvalidDate: true }),
        (value, date) => {
          expect(valueTypeOf(String(value))).toBe(
            Number.isInteger(value) && !String(value).includes('e') ? 'int' : 'float',
          )
          const year = date.getUTCFullYear()
          if (year >= 0 && year <= 9999) expect(valueTypeOf(date.toISOString())).toBe('date')
        },
      ),
    )
  })

  test('any text has one, at once however long', () => {
    fc.assert(fc.property(fc.string(), (text) => valueTypeOf(text) === null || valueTypes.includes(valueTypeOf(text)!)))
    for (const piece of ['a.', 'a@', '1', '9-', 'a-'])
      expect(valueTypes).toContain(valueTypeOf(piece.repeat(1_000_000)))
    for (const piece of ['a.', 'a@', '1.', '9-', 'a-']) expect(valueTypeOf(`${piece.repeat(1_000)} !`)).toBe('string')
  })
})

test('the type that all values share', () => {
  expect(commonValueType(['1', '2', '', ' '])).toBe('int')
  expect(commonValueType(['1', '2.5', '3'])).toBe('float')
  expect(commonValueType(['2.5', '3'])).toBe('float')
  expect(commonValueType(['Private', 'State-gov', '?'])).toBe('string')
  expect(commonValueType(['1', 'Private'])).toBeNull()
  expect(commonValueType(['2.5', 'true', '1'])).toBeNull()
  expect(commonValueType(['', ' '])).toBeNull()
  expect(commonValueType([])).toBeNull()
})

test('a whole number may stand for a fraction, and nothing else for another', () => {
  const pairs = valueTypes.flatMap((expected) =>
    valueTypes.filter((given) => admits(expected, given)).map((given) => [expected, given]),
  )
  expect(pairs.filter(([expected, given]) => expected !== given)).toEqual([['float', 'int']])
})
