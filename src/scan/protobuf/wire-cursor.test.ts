import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Budget, LimitReached, Malformed } from '../limits.ts'
import { memorySource } from '../source.ts'
import { ByteWindow } from '../byte-window.ts'
import { message, varint } from './fixtures/write-message.ts'
import { WireCursor } from './wire-cursor.ts'

function cursorOf(bytes: Uint8Array): WireCursor {
  return new WireCursor(new ByteWindow(memorySource(bytes)), new Budget())
}

describe('a message read without a schema', () => {
  test('gives its fields in order, and messages within', () => {
    const cursor = cursorOf(
      message([
        [1, 7],
        [20, [[3, 'abc']]],
        [1, 8],
      ]),
    )
    expect(cursor.next()).toBe(true)
    expect([cursor.field, cursor.value]).toEqual([1, 7])
    expect(cursor.next()).toBe(true)
    expect(cursor.isBytes(20)).toBe(true)
    const inner = cursor.message()
    expect([inner.next(), inner.field, inner.text(), inner.next()]).toEqual([true, 3, 'abc', false])
    expect([cursor.next(), cursor.value, cursor.next()]).toEqual([true, 8, false])
  })

  test('numbers are exact up to 2^53 and infinite beyond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
        const cursor = cursorOf(message([[1, number]]))
        cursor.next()
        const isSafe = number >= BigInt(Number.MIN_SAFE_INTEGER) && number <= BigInt(Number.MAX_SAFE_INTEGER)
        expect(cursor.value).toBe(isSafe ? Number(number) : number < 0n ? -Infinity : Infinity)
      }),
    )
  })

  test('packed numbers are read, no more of them than asked for', () => {
    const packed = Buffer.concat([1, 300, -1].map((number) => varint(number)))
    const cursor = cursorOf(message([[1, packed]]))
    cursor.next()
    expect(cursor.varints(10)).toEqual([1, 300, -1])
    expect(cursor.varints(2)).toEqual([1, 300])
  })

  test.each([
    ['field number 0', [0x00, 0x00]],
    ['a group', [0x0b, 0x0c]],
    ['a field past the end', [0x0a, 0x05, 0x00]],
    ['a length past 2^63', [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a number without end', [0x08, 0x80]],
    ['a number of eleven bytes', [0x08, ...Array.from({ length: 10 }, () => 0x80), 0x00]],
    ['half a fixed number', [0x0d, 0x00]],
  ])('%s is malformed', (_name, bytes) => {
    expect(() => cursorOf(Uint8Array.from(bytes)).next()).toThrow(Malformed)
  })

  test('nesting has an end', () => {
    let bytes = message([])
    for (let depth = 0; depth < 200; depth++) bytes = message([[1, bytes]])
    const dive = (cursor: WireCursor): void => {
      while (cursor.next()) dive(cursor.message())
    }
    expect(() => dive(cursorOf(bytes))).toThrow(LimitReached)
  })

  test('whatever the bytes, it moves on or says that they are malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const cursor = cursorOf(bytes)
        let end = 0
        try {
          while (cursor.next()) {
            expect(cursor.end).toBeGreaterThan(end)
            end = cursor.end
          }
          expect(end).toBe(bytes.length)
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed)
        }
      }),
    )
  })
})
