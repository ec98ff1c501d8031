import { expect, test } from 'vitest'
import { isWebAddress, parameterRows } from './check-about.ts'

test('only addresses of the web become links', () => {
  expect(isWebAddress('https://arxiv.org/abs/1810.11953')).toBe(true)
  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'arxiv',
    '',
  ]) {
    expect(isWebAddress(url)).toBe(false)
  }
})

test('parameters of any kind are shown', () => {
  const params = JSON.parse('{"fail": 0.2, "columns": ["a"], "token": "", "__proto__": null}') as Record<
    string,
    unknown
  >
  expect(parameterRows(params)).toEqual([
    { name: 'fail', value: '0.2' },
    { name: 'columns', value: '["a"]' },
    { name: 'token', value: '""' },
    { name: '__proto__', value: 'null' },
  ])
  expect(parameterRows({ limit: undefined })).toEqual([{ name: 'limit', value: 'unset' }])
})
