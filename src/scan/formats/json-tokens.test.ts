import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Budget, defaultLimits, LimitReached, Malformed } from '../limits.ts'
import { memorySource } from '../source.ts'
import { type JsonOptions, JsonTokens } from './json-tokens.ts'
import { readValue, type Value } from './value-tokens.ts'

function read(text: string | Uint8Array, options?: JsonOptions): Value {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const tokens = new JsonTokens(memorySource(bytes), new Budget(), options)
  const value = readValue(tokens, tokens.next())
  expect(tokens.next()).toBe('end')
  return value
}

function plain(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]))
  return Array.isArray(value) ? value.map(plain) : value
}

describe('a JSON text read token by token', () => {
  test('means what JSON.parse says', () => {
    const value = fc.jsonValue({ noUnicodeString: false }).filter((any) => !JSON.stringify(any).includes('__proto__'))
    fc.assert(
      fc.property(value, fc.nat(2), (any, indent) => {
        const text = JSON.stringify(any, undefined, indent)
        expect(plain(read(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('is refused exactly where JSON.parse refuses it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom(...'{ } [ ] " , : 0 . e - x \n \\'.split(' ')),
        (any, place, character) => {
          const whole = JSON.stringify(any)
          const at = place % (whole.length + 1)
          const text = whole.slice(0, at) + character + whole.slice(at + 1)
          let isValid = true
          try {
            JSON.parse(text)
          } catch {
            isValid = false
          }
          if (isValid) read(text)
          else expect(() => read(text)).toThrow(Malformed)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('may be longer than one reading of the file', () => {
    const text = JSON.stringify(Array.from({ length: 40_000 }, (_, index) => `text ${index} \u00e9\n`))
    expect(text.length).toBeGreaterThan(1 << 18)
    expect(plain(read(text))).toEqual(JSON.parse(text))
  })

  test('tells of keys that stand twice', () => {
    const seen: string[] = []
    read('{"a":1,"b":{"a":2,"\\u0061":3}}', { onDuplicate: (key, offset) => seen.push(`${key}@${offset}`) })
    expect(seen).toEqual(['a@18'])
  })

  test('knows numbers that JSON does not have only where they are allowed', () => {
    expect(read('[NaN,-Infinity,1]', { nonFinite: true })).toEqual([Number.NaN, Number.NEGATIVE_INFINITY, 1])
    expect(() => read('[NaN]')).toThrow(Malformed)
  })

  test('takes a prototype key for a key', () => {
    expect(read('{"__proto__":1}')).toEqual(new Map([['__proto__', 1]]))
  })

  test('stops at too much depth, bad UTF-8 and a spent budget', () => {
    expect(() => read('['.repeat(600))).toThrow('nested more than 512 deep')
    expect(() => read(new Uint8Array([0x22, 0xff, 0x22]))).toThrow('not UTF-8')
    const budget = new Budget({ ...defaultLimits, steps: 5000 })
    const tokens = new JsonTokens(memorySource(new TextEncoder().encode(`[${'1,'.repeat(9000)}1]`)), budget)
    expect(() => tokens.skip(tokens.next())).toThrow(LimitReached)
  })
})
