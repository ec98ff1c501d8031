import { expect, test } from 'vitest'
import { gradesOf, imports } from './fixtures/judged.ts'

test.each([
  ['sklearn.tree._tree:Tree', []],
  ['collections:OrderedDict', []],
  ['numpy:log1p', []],
  ['sklearn.future_module:NewEstimator', []],
  ['torch:some_function', ['unvetted-import medium']],
  ['torch:SomeClass', ['unvetted-import low']],
  ['sklearn.future_module:some_function', ['unvetted-import medium']],
  ['scipy.sparse._future:csr_array', []],
  ['sklearn.metrics._classification:f1_score', []],
  ['torch.utils.collect_env:Run', ['unvetted-import medium']],
  ['os:system', ['unvetted-import high']],
  ['posix:system', ['unvetted-import high']],
  ['torch.hub:load', ['unvetted-import high']],
  ['builtins:eval', ['unvetted-import high']],
  ['secretly_named_package:Model', ['unvetted-import medium']],
  ['json:loads', ['unvetted-import medium']],
  ['__main__:Model', ['unvetted-import medium']],
  ['sklearn.tests.conftest:x', ['unvetted-import medium']],
  ['numpy.f2py.auxfuncs:getpymethoddef', ['unvetted-import high']],
  ['torch.serialization:os.system', ['unvetted-import high']],
  ['sklearn.base:BaseEstimator.get_params', ['unvetted-import medium']],
  ['cloudpickle.cloudpickle:_make_function', ['carries-code high']],
  ['types:CodeType', ['carries-code high']],
  ['marshal:loads', ['carries-code high']],
  ['оs:system', ['unknown-state high']],
  ['numpy:', ['unknown-state high']],
  ['numpy.:x', ['unknown-state high']],
])('importing %s', (full, expected) => {
  expect(gradesOf([imports(full)])).toEqual(expected)
})

test('a submodule of a listed module is not listed', () => {
  expect(gradesOf([imports('datetime.other:datetime'), imports('collections.abc:OrderedDict')])).toEqual([
    'unvetted-import medium',
    'unvetted-import medium',
  ])
})

test('classes of TorchScript belong to torch only', () => {
  const event = imports('__torch__.torch.nn.modules.linear.___torch_mangle_0:Linear')
  expect(gradesOf([event], { isTorch: true })).toEqual([])
  expect(gradesOf([event])).toEqual(['unvetted-import medium'])
})

test('the same name is said once', () => {
  expect(gradesOf([imports('os:system'), imports('os:system'), imports('os:popen')])).toHaveLength(2)
})
