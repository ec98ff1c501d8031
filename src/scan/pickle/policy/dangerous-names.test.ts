import { expect, test } from 'vitest'
import { carriesCode, dangerOf } from './dangerous-names.ts'

test.each([
  ['os', 'system', 'runs programs'],
  ['os.path', 'join', 'runs programs'],
  ['pip._internal', 'main', 'runs programs'],
  ['torch.hub', 'load', 'reaches the network'],
  ['collections', '_sys.modules', 'changes the interpreter'],
  ['random', '_os.system', 'runs programs'],
  ['joblib', 'load', 'loads a pickle'],
  ['numpy', 'memmap', 'writes files'],
  ['sklearn.base', 'clone', undefined],
  ['osmosis', 'system', undefined],
])('%s.%s', (module, name, what) => {
  expect(dangerOf(module, name)).toBe(what)
})

test('libraries that store code', () => {
  expect(carriesCode('cloudpickle.cloudpickle', '_make_function')).toBe(true)
  expect(carriesCode('types', 'CodeType')).toBe(true)
  expect(carriesCode('types', 'SimpleNamespace')).toBe(false)
  expect(carriesCode('dillinger', 'x')).toBe(false)
})
