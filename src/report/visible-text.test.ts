import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from './fixtures/any-report.ts'
import { oneLine, visibleText } from './visible-text.ts'

test('control characters are shown, not obeyed', () => {
  expect(visibleText('a\u001b[31mb\u0000\u007f\u0085')).toBe('a␛[31mb␀␡�')
  expect(visibleText('\u202eabc\u202c\u2067')).toBe('�abc��')
  expect(visibleText('half \ud800 of one')).toBe('half � of one')
  expect(visibleText('a\tb\r\nc')).toBe('a\tb\r\nc')
  expect(visibleText('שלום 年齢 👩‍👩‍👧')).toBe('שלום 年齢 👩‍👩‍👧')
  expect(oneLine(' a\tb\r\n\u2028c ')).toBe('a b c')
})

test('nothing is left that moves the cursor or turns the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(oneLine(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\p{Zl}\p{Zp}]/u)
      expect(oneLine(text).isWellFormed()).toBe(true)
      expect(visibleText(visibleText(text))).toBe(visibleText(text))
    }),
  )
})
