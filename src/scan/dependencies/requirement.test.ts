import { expect, test } from 'vitest'
import { normaliseName, parseRequirement, pinOf } from './requirement.ts'

test.each([
  ['numpy', 'numpy', '', null],
  ['scikit-learn == 1.3.2', 'scikit-learn', '==1.3.2', null],
  ['torch>=2,<3 ; python_version < "3.12"', 'torch', '>=2,<3', null],
  ['uvicorn[standard] (>=0.2)', 'uvicorn', '>=0.2', null],
  ['pip @ https://example.org/pip.whl ; os_name == "nt"', 'pip', '', 'https://example.org/pip.whl'],
  ['zope.interface~=6.0', 'zope.interface', '~=6.0', null],
])('%s', (text, name, specifier, address) => {
  expect(parseRequirement(text)).toEqual({ name, specifier, address })
})

test.each(['', '=1', 'numpy 1.2', 'torch==', 'a[b', 'x @ ', 'version https://example.org', '<html>'])(
  '%j is no requirement',
  (text) => expect(parseRequirement(text)).toBeUndefined(),
)

test('one version is a pin, a prefix or a bound is none', () => {
  expect(pinOf('==1.2.3')).toBe('1.2.3')
  expect(pinOf('>=1,===1.2+cu118')).toBe('1.2+cu118')
  for (const open of ['', '>=1', '==1.2.*', '~=1.2', '<=3', '!=2']) expect(pinOf(open), open).toBeNull()
})

test('names are compared as PEP 503 says', () => {
  expect(normaliseName('Zope.__Interface-_X')).toBe('zope-interface-x')
})
