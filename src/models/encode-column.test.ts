import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CategoryColumn, Column, TextColumn } from '../core/frame.ts'
import { encodePart } from './encode-column.ts'
import { categories, numbers } from './fixtures/fixture.ts'
import type { TensorType } from './protocol.ts'

function encoded(column: Column, type: TensorType | 'column', missingText = '') {
  const rows = column.kind === 'category' ? column.codes.length : column.values.length
  const { part, refusal } = encodePart(column, 0, rows, { type, missingText })
  return { data: part.data(), refused: refusal === null ? [] : [...refusal.rows], example: refusal?.example }
}

function text(values: readonly (string | null)[]): TextColumn {
  return { kind: 'text', values }
}

function time(values: readonly number[]): Column {
  return { ...numbers(values), kind: 'time' }
}

test('numbers for a float input; a missing one is NaN', () => {
  expect(encoded(numbers([1.5, null, -2]), 'float32')).toEqual({
    data: new Float32Array([1.5, Number.NaN, -2]),
    refused: [],
    example: undefined,
  })
})

test.each<[TensorType, (number | null)[], number[], string]>([
  ['int64', [1, -3, 2.5, null, 1e300, Number.POSITIVE_INFINITY], [2, 3, 4, 5], '2.5'],
  ['int8', [127, 128, -128, -129], [1, 3], '128'],
  ['uint8', [255, 256, 0, -1], [1, 3], '256'],
  ['bool', [0, 1, 2, null], [2, 3], '2'],
  ['uint32', [4294967295, 4294967296], [1], '4294967296'],
])('an %s input refuses what it cannot hold', (type, values, refused, example) => {
  expect(encoded(numbers(values), type)).toMatchObject({ refused, example })
})

test('the 64-bit bounds are those of the type', () => {
  const { data, refused } = encoded(numbers([2 ** 63, -(2 ** 63), 2 ** 63 - 1024]), 'int64')
  expect(refused).toEqual([0])
  expect(data).toEqual(new BigInt64Array([0n, -(2n ** 63n), 2n ** 63n - 1024n]))
})

test('a category goes into a numeric input by the plain number or truth value that its text is', () => {
  const column = categories(['7', ' 1.5 ', 'TRUE', 'false', '1,5', 'seven', '', '0x10', 'Infinity', '1e3', null])
  const { data, refused, example } = encoded(column, 'float64')
  expect(data).toEqual(
    new Float64Array([7, 1.5, 1, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1000, Number.NaN]),
  )
  expect(refused).toEqual([4, 5, 6, 7, 8])
  expect(example).toBe('"1,5"')
})

test('text goes into a numeric input like a category', () => {
  expect(encoded(text(['7', null, 'x']), 'int32')).toEqual({
    data: new Int32Array([7, 0, 0]),
    refused: [1, 2],
    example: 'a missing value',
  })
})

test('a string input gets the texts, the shortest decimals, and ISO times', () => {
  const target = (column: Column) => texts(encoded(column, 'string', '?').data as CategoryColumn)
  expect(target(categories(['b', 'a', null, 'b']))).toEqual(['b', 'a', '?', 'b'])
  expect(target(text(['b', null]))).toEqual(['b', '?'])
  expect(target(numbers([39, 39.5, null, -0.1]))).toEqual(['39', '39.5', '?', '-0.1'])
  expect(target(time([0]))).toEqual(['1970-01-01T00:00:00.000Z'])
})

test('a text is sent whole: the runtime would end it at a NUL', () => {
  const { data } = encoded(categories(['a\0b', 'a']), 'string')
  expect(texts(data as CategoryColumn)).toEqual(['a\uFFFDb', 'a'])
  expect(encoded(categories(['a\0b']), 'column').data).toMatchObject({ dictionary: ['a\0b'] })
})

test('a column for a predict function keeps missing values apart', () => {
  const { data } = encoded(categories(['b', null, 'a']), 'column')
  expect(data).toEqual({ kind: 'category', codes: new Int32Array([0, -1, 1]), dictionary: ['b', 'a'] })
})

const cells = fc.array(fc.option(fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 40 })
const types = fc.constantFrom<TensorType | 'column'>('string', 'column', 'float32', 'int64', 'bool')

test('equal content has one key and other content another, whatever the dictionary and the place in the column', () => {
  fc.assert(
    fc.property(cells, cells, fc.nat(5), types, (left, right, shift, type) => {
      const target = { type, missingText: '?' }
      const plain = encodePart(categories(left), 0, left.length, target)
      // The same cells further on in a column with a larger dictionary in another order.
      const moved = categories([...Array<string>(shift).fill('zzz'), ...left.toReversed(), ...left])
      const from = shift + left.length
      const other = encodePart(moved, from, from + left.length, target)
      expect(other.part.key).toBe(plain.part.key)
      expect(other.refusal?.rows).toEqual(plain.refusal?.rows)
      const third = encodePart(categories(right), 0, right.length, target)
      expect(third.part.key === plain.part.key).toBe(sameData(third.part.data(), plain.part.data()))
    }),
  )
})

test('strings survive the way through codes', () => {
  fc.assert(
    fc.property(cells, (values) => {
      const target = { type: 'string', missingText: 'none' } as const
      for (const column of [categories(values), text(values)]) {
        const data = encodePart(column, 0, values.length, target).part.data()
        expect(texts(data as CategoryColumn)).toEqual(values.map((value) => value ?? 'none'))
      }
    }),
  )
})

function texts({ codes, dictionary }: CategoryColumn): string[] {
  return Array.from(codes, (code) => dictionary[code]!)
}

function sameData(a: unknown, b: unknown): boolean {
  const shown = (data: unknown) =>
    JSON.stringify(data, (_, value: unknown) =>
      typeof value === 'bigint'
        ? `${value}n`
        : ArrayBuffer.isView(value)
          ? Array.from(value as unknown as ArrayLike<number>, String)
          : value,
    )
  return shown(a) === shown(b)
}
