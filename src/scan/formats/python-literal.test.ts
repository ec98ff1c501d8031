import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Malformed } from '../limits.ts'
import { parsePythonLiteral, type PythonLiteral } from './python-literal.ts'

/** As Python's `repr` writes it. */
function repr(value: PythonLiteral): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
  if (value.kind === 'dict') return `{${value.entries.map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`
  const items = value.items.map(repr).join(', ')
  if (value.kind === 'list') return `[${items}]`
  return value.items.length === 1 ? `(${items},)` : `(${items})`
}

const { literal } = fc.letrec<{ literal: PythonLiteral }>((tie) => ({
  literal: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.maxSafeInteger().map((number) => number || 0),
    fc.constantFrom(true, false, null),
    fc.record({ kind: fc.constantFrom('list', 'tuple'), items: fc.array(tie('literal'), { maxLength: 4 }) }),
    fc.record({
      kind: fc.constant('dict' as const),
      entries: fc.array(fc.tuple(fc.string(), tie('literal')), { maxLength: 4 }),
    }),
  ),
}))

describe('a Python literal', () => {
  test('is what its representation says', () => {
    fc.assert(
      fc.property(literal, (value) => {
        expect(parsePythonLiteral(repr(value))).toEqual(value)
      }),
    )
  })

  test('may have escapes, brackets around it, and long integers of Python 2', () => {
    expect(parsePythonLiteral(String.raw` ('\x4f\u00e9\n') `)).toBe('O\u00e9\n')
    expect(parsePythonLiteral('(3L, 4)')).toEqual({ kind: 'tuple', items: [3, 4] })
  })

  test.each(["'a' 'b'", '1+1', '{1, 2}', 'f()', '[1', "'a", String.raw`'\N{DASH}'`, "b'a'", '(,)', '1 # x', ''])(
    'is nothing else: %s',
    (text) => expect(() => parsePythonLiteral(text)).toThrow(Malformed),
  )

  test('is not nested without end', () => {
    expect(() => parsePythonLiteral('('.repeat(100_000))).toThrow('nests more than 32 deep')
  })
})
