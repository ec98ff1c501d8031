import fc from 'fast-check'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { escapes, linkEscapes, normalise, resolveInside } from './paths.ts'

test('paths that leave the folder', () => {
  for (const path of ['/a', '\\a', '\\\\host\\share', 'C:\\a', 'c:a', '..', '../a', 'a/../../b', 'a\\..\\..\\b']) {
    expect([path, escapes(path)]).toEqual([path, true])
  }
  for (const path of ['a', 'a/b', './a', 'a/../b', 'a..b', '...', 'a/', ''])
    expect([path, escapes(path)]).toEqual([path, false])
})

test('links are taken from the folder that they lie in', () => {
  expect(linkEscapes('a/link', '../b')).toBe(false)
  expect(linkEscapes('link', '../b')).toBe(true)
  expect(linkEscapes('a/link', '/b')).toBe(true)
  expect(resolveInside('a/b/model.onnx', '../weights')).toBe('a/weights')
})

test('paths without backslashes are normalised as by POSIX', () => {
  const part = fc.constantFrom('a', 'b', '..', '.', '')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = parts.join('/')
      const expected = posix.normalize(path.replace(/^\/+/, '') || '.').replace(/\/$/, '')
      const isOut = expected === '..' || expected.startsWith('../')
      expect(normalise(path)).toBe(isOut ? undefined : expected === '.' ? '' : expected)
    }),
  )
})
