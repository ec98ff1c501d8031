import { expect, test } from 'vitest'
import { hostOf, judgeAddress, judgeIndex } from './addresses.ts'

const sha = 'a'.repeat(64)

test.each([
  ['./wheels/own.whl', false, undefined],
  ['file:///opt/own.whl', false, undefined],
  ['git+https://code.example.org/x.git', false, 'medium'],
  ['git+https://code.example.org/x.git@main', false, 'medium'],
  [`git+https://code.example.org/x.git@${'0a'.repeat(20)}#egg=x`, false, 'low'],
  ['git@code.example.org:team/x.git', false, 'medium'],
  ['https://example.org/x.whl', false, 'medium'],
  [`https://example.org/x.whl#sha256=${sha}`, false, 'low'],
  ['https://example.org/x.whl', true, 'low'],
  ['http://example.org/x.whl', false, 'medium'],
])('address %s (hashed: %s): %s', (address, hashed, level) => {
  expect(judgeAddress(address, hashed)?.level).toBe(level)
})

test.each([
  ['https://pypi.org/simple', 'further', undefined],
  ['https://PyPI.org/simple/', 'only', undefined],
  ['http://pypi.org/simple', 'only', 'medium'],
  ['https://pypi.org@example.org/simple', 'further', 'medium'],
  ['https://pypi.org.example.org/simple', 'further', 'medium'],
  ['https://download.pytorch.org/whl/cu121', 'further', 'low'],
  ['https://storage.googleapis.com/jax-releases/jax_releases.html', 'further', 'low'],
  ['https://storage.googleapis.com/other/', 'further', 'medium'],
  ['https://packages.example.org/simple', 'further', 'medium'],
  ['https://packages.example.org/simple', 'only', 'low'],
  ['https://packages.example.org/simple', 'bound', 'low'],
  ['./wheels', 'further', undefined],
] as const)('index %s (%s): %s', (address, role, level) => {
  expect(judgeIndex(address, role)?.level).toBe(level)
})

test('the host, without user and port', () => {
  expect(hostOf('git+https://me:x@Code.example.org:8443/a')).toBe('code.example.org')
  expect(hostOf('${INDEX}')).toBe('${INDEX}')
})
