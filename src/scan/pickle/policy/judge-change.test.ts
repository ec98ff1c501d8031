import { expect, test } from 'vitest'
import {
  container,
  dict,
  fills,
  gradesOf,
  instance,
  named,
  none,
  number,
  result,
  sets,
  text,
  tuple,
  unknown,
} from './fixtures/judged.ts'

const foreign = ['changed-object critical']

test('state goes to objects that the pickle made', () => {
  expect(gradesOf([sets(instance('sklearn.svm._classes:SVC'), dict({ C: number(1) }))])).toEqual([])
  const old = result('copyreg:_reconstructor', tuple(named('sklearn.svm._classes:SVC'), named('builtins:object'), none))
  expect(gradesOf([sets(old, dict({ C: number(1) }))])).toEqual([])
  expect(gradesOf([sets(result('numpy:dtype', tuple(text('f8'))), tuple(number(3)))])).toEqual([])
})

test.each([
  [named('numpy:size')],
  [named('builtins:__builtins__')],
  [result('builtins:getattr', tuple(named('sklearn.svm._classes:SVC'), text('fit')))],
  [result('builtins:type', tuple(none))],
  [result('logging:getLogger', tuple(text('root')))],
  [result('pytz:_UTC')],
  [
    {
      kind: 'persistent',
      id: tuple(text('module'), named('torch.nn.modules.linear:Linear'), text(''), text('')),
    } as const,
  ],
  [{ kind: 'extension', code: 1 } as const],
  [unknown],
])('state and items of what is not its own: %o', (target) => {
  expect(gradesOf([sets(target, dict({ shape: none }))])).toEqual(foreign)
  expect(gradesOf([fills(target)])).toEqual(foreign)
})

test('state of what can have none', () => {
  expect(gradesOf([sets(container('dict'), dict({}))])).toEqual(['unknown-state high'])
  expect(gradesOf([fills(text('x'))])).toEqual(['unknown-state high'])
})

test('a slot that changes the class', () => {
  const target = instance('sklearn.svm._classes:SVC')
  expect(gradesOf([sets(target, tuple(none, dict({ __class__: named('x:Y') })))])).toEqual(foreign)
  expect(gradesOf([sets(target, tuple(none, dict({ _kernel: none })))])).toEqual([])
})

test('only containers are filled', () => {
  expect(gradesOf([fills(result('collections:OrderedDict')), fills(instance('sklearn.utils._bunch:Bunch'))])).toEqual(
    [],
  )
  const dok = result(
    'copyreg:_reconstructor',
    tuple(named('scipy.sparse._dok:dok_matrix'), named('builtins:dict'), container('dict')),
  )
  expect(gradesOf([fills(dok)])).toEqual([])
  expect(gradesOf([fills(result('torch._utils:_rebuild_tensor_v2'))])).toEqual(['changed-object high'])
  expect(gradesOf([fills(instance('my_package:X'))])).toEqual(['changed-object high'])
})
