import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from './fixtures/any-report.ts'
import { markdownCode, markdownTable, markdownText } from './markdown-text.ts'

test('text shows as it is', () => {
  expect(markdownText('a | b `c` *d* _e_ ~f~ [g](h) <b> & \\')).toBe(
    'a \\| b \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\[g\\](h) \\<b\\> &amp; \\\\',
  )
  expect(markdownText('&lt; 1. - one')).toBe('&amp;lt; 1. - one')
  expect(markdownText('- one')).toBe('\u200b- one')
  expect(markdownText('12) one')).toBe('\u200b12) one')
  expect(markdownText('-0.5')).toBe('\u200b-0.5')
  expect(markdownText('two\nlines')).toBe('two lines')
})

test('nobody is called and nothing is linked', () => {
  expect(markdownText('@octocat #1 GH-1 me@example.org http://a.b www.a.b')).toBe(
    '@\u200boctocat #\u200b1 GH\u200b-1 me@\u200bexample.org http:\u200b//a.b www\u200b.a.b',
  )
})

test('a code span is longer at its ends than any run of backticks in it', () => {
  expect(markdownCode('drift/feature')).toBe('`drift/feature`')
  expect(markdownCode('a`b')).toBe('`` a`b ``')
  expect(markdownCode('`` ` ```')).toBe('```` `` ` ``` ````')
  expect(markdownCode('a|b')).toBe('`a\\|b`')
  expect(markdownCode('a\\|b')).toBe('`a\\\u200b\\|b`')
  expect(markdownCode(' \n')).toBe('(empty)')
})

test('whatever a cell says, the table has as many columns', () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      const [head, , row] = markdownTable(['one', 'two'], [[markdownText(a), markdownCode(b)]])
      expect(row!.split(/(?<!\\)\|/)).toHaveLength(head!.split('|').length)
      expect(row).not.toMatch(/[\r\n]/)
      expect(markdownText(a)).not.toMatch(/(?<!\\)[`<>]|@(?!\u200b)/)
    }),
  )
  expect(markdownTable(['one'], [])).toEqual([])
})
