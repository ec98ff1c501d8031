import { expect, test } from 'vitest'
import { isClassRoot, isKnownPackage, isRiskyPart } from './known-packages.ts'

test('packages are known by their first part', () => {
  expect(isKnownPackage('sklearn.tree')).toBe(true)
  expect(isKnownPackage('sklearn')).toBe(true)
  expect(isKnownPackage('sklearnn.tree')).toBe(false)
  expect(isKnownPackage('')).toBe(false)
})

test('classes below certain modules, tests and the like excepted', () => {
  expect(isClassRoot('torch.nn.modules.linear')).toBe(true)
  expect(isClassRoot('torch.nnn')).toBe(false)
  expect(isClassRoot('torch.utils.data.datapipes.iter')).toBe(false)
  expect(isClassRoot('sklearn.tests.test_base')).toBe(false)
  expect(isRiskyPart('numpy.f2py.capi_maps')).toBe(true)
})
