import { expect, test } from 'vitest'
import { hasMagic } from './magic.ts'

test('a magic stands whole at its place', () => {
  const bytes = Uint8Array.of(0, 0x93, 0x4e)
  expect(hasMagic(bytes, ['\x93N'], 1)).toBe(true)
  expect(hasMagic(bytes, ['AB', '\0'])).toBe(true)
  expect(hasMagic(bytes, ['\x93NU'], 1)).toBe(false)
  expect(hasMagic(bytes, [])).toBe(false)
})
