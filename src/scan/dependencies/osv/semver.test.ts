import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSemver, isSemver } from './semver.ts'

test('the order that the specification gives as its example', () => {
  const ordered = [
    ...[
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
    ],
    ...['1.0.0', '2.0.0', '2.1.0', '2.1.1', '2.1.10', '99999999999999999999.0.0', '100000000000000000000.0.0'],
  ]
  for (const [at, version] of ordered.entries()) {
    expect(isSemver(version)).toBe(true)
    for (const [other, right] of ordered.entries()) {
      expect(Math.sign(compareSemver(version, right)), `${version} ${right}`).toBe(Math.sign(at - other))
    }
  }
})

test('build data, a leading v and missing zeros do not count', () => {
  expect(compareSemver('1.0.0+a', '1.0.0+b')).toBe(0)
  expect(compareSemver('v1.2', '1.2.0')).toBe(0)
  expect(isSemver('latest')).toBe(false)
})

const version = fc
  .tuple(
    fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
    fc.array(fc.constantFrom('0', '1', '10', 'a', 'b1'), { maxLength: 3 }),
  )
  .map(([numbers, tail]) => numbers.join('.') + (tail.length > 0 ? `-${tail.join('.')}` : ''))

test('it is an order: turned round it is reversed, and what is between stays between', () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareSemver(a, b))).toBe(-Math.sign(compareSemver(b, a)) || 0)
      if (compareSemver(a, b) <= 0 && compareSemver(b, c) <= 0) expect(compareSemver(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})
