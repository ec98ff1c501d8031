import { expect, test } from 'vitest'
import { decodeInteger, decodeLong } from './decode-number.ts'

test.each([
  ['7', 10, 7],
  ['-12', 10, -12],
  [' 007 ', 10, 7],
  ['1_000', 10, 1000],
  ['0x1f', 0, 31],
  ['017', 0, 15],
  ['00\0g00', 10, 0],
  ['12\0', 0, 12],
  ['1__0', 10, Number.NaN],
  ['\0', 10, Number.NaN],
  ['', 10, Number.NaN],
  ['ten', 10, Number.NaN],
  ['9007199254740993', 10, undefined],
  ['9'.repeat(100), 10, undefined],
] as const)('the line %j in base %d is %s', (text, base, value) => {
  expect(decodeInteger(text, base)).toBe(value)
})

test.each([
  [[], 0],
  [[255], -1],
  [[255, 0], 255],
  [[0, 1], 256],
  [[255, 255, 255, 255, 255, 255, 255, 255, 255], -1],
  [[1, 0, 0, 0, 0, 0, 0, 0, 0], 1],
  [[0, 0, 0, 0, 0, 0, 0, 1], undefined],
])('the bytes %j are %s', (bytes, value) => {
  expect(decodeLong(Uint8Array.from(bytes))).toBe(value)
})
