import { expect, test } from 'vitest'
import { kindOfPath } from './data-path.ts'

test.each([
  ['weights.bin', 'plain'],
  ['a/b/c..d', 'plain'],
  ['./a', 'plain'],
  ['', 'empty'],
  ['/etc/hosts', 'absolute'],
  ['\\\\host\\share', 'absolute'],
  ['C:\\x', 'absolute'],
  ['~/x', 'absolute'],
  ['a/../../b', 'climbing'],
  ['a\\..\\b', 'climbing'],
  ['..', 'climbing'],
  ['https://example.org/x', 'address'],
  ['s3://bucket/x', 'address'],
  ['a\u0000b', 'control'],
])('%j is %s', (path, kind) => {
  expect(kindOfPath(path)).toBe(kind)
})
