import { expect, test } from 'vitest'
import { hostileNames } from '../../fixtures/sample-columns.ts'
import { visibleText } from './visible-text.ts'

test('shows what would turn the reading direction round, or not be seen', () => {
  expect(visibleText(hostileNames.reversing)).toBe('harmless‹U+202E›gnp.exe')
  expect(visibleText('a\u200bb\u0000c\ufeff')).toBe('a‹U+200B›b‹U+0000›c‹U+FEFF›')
  expect(visibleText('pass\u200dword')).toBe('pass‹U+200D›word')
})

test('leaves every other text alone', () => {
  for (const text of [
    hostileNames.rightToLeft,
    hostileNames.markup,
    'می\u200cخواهم',
    'né à 東京 👩🏽‍🚀',
    'two\nlines\tand a tab',
  ]) {
    expect(visibleText(text)).toBe(text)
  }
})
