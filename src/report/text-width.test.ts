import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from './fixtures/any-report.ts'
import { fit, pad, widthOf, wrap } from './text-width.ts'

test.each([
  ['age', 3],
  ['年齢', 4],
  ['ｆ', 2],
  ['e\u0301', 1],
  ['👩‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['שלום', 4],
  ['क्षि', 2],
  ['각', 2],
  ['✗!✓?–‼…·', 8],
  ['', 0],
])('%s fills %i cells', (text, width) => {
  expect(widthOf(text)).toBe(width)
})

test('a text is cut at a whole character, and says so', () => {
  expect(fit('reason', 6)).toBe('reason')
  expect(fit('a reason', 6)).toBe('a rea…')
  expect(fit('年齢年齢', 4)).toBe('年…')
  expect(fit('a reason', 2)).toBe('a…')
  expect(fit('a reason', 6, '~')).toBe('a rea~')
  expect(fit('reason', 0)).toBe('')
  expect(pad('年', 4)).toBe('年  ')
  expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrap('wonderful a b', 4)).toEqual(['wonderful', 'a b'])
})

test('never wider than asked, and whole when there is room', () => {
  fc.assert(
    fc.property(anyText, fc.nat({ max: 40 }), (text, width) => {
      expect(widthOf(fit(text, width))).toBeLessThanOrEqual(width)
      expect(fit(text, widthOf(text))).toBe(text)
      expect(widthOf(pad(text, width))).toBe(Math.max(width, widthOf(text)))
      const lines = wrap(text, width)
      expect(lines.join(' ')).toBe(text.split(/ +/).join(' ').replace(/^ | $/g, ''))
      for (const line of lines) if (line.includes(' ')) expect(widthOf(line)).toBeLessThanOrEqual(width)
    }),
  )
})
