import { describe, expect, test } from 'vitest'
import type { PickleEvent } from '../events.ts'
import type { Value } from '../values.ts'
import {
  bytes,
  calls,
  container,
  gradesOf,
  instance,
  judged,
  makes,
  named,
  none,
  number,
  result,
  text,
  tuple,
  unknown,
} from './fixtures/judged.ts'

describe('functions', () => {
  test.each([
    ['os:system', ['dangerous-call critical']],
    ['subprocess:Popen', ['dangerous-call critical']],
    ['operator:attrgetter', ['dangerous-call critical']],
    ['builtins:map', ['dangerous-call critical']],
    ['importlib:import_module', ['dangerous-call critical']],
    ['torch:load', ['dangerous-call critical']],
    ['numpy.testing._private.utils:runstring', ['dangerous-call critical']],
    ['sklearn.utils:unlisted_function', ['unlisted-call critical']],
    ['my_package:rebuild', ['unlisted-call critical']],
    ['sklearn.svm._classes:SVC', ['unlisted-call critical']],
    ['dill._dill:_create_function', ['carries-code high']],
    ['numpy:dtype', []],
    ['torch._utils:_rebuild_tensor_v2', []],
  ])('calling %s', (full, expected) => {
    expect(gradesOf([calls(full, text('echo canary'))])).toEqual(expected)
  })

  test('the call is shown as it would be written', () => {
    expect(judged([calls('os:system', text('echo canary'))])[0]?.call).toBe("os.system('echo canary')")
  })

  test('INST and OBJ with arguments call, without they make', () => {
    const event = (how: 'OBJ' | 'INST', ...args: readonly Value[]): PickleEvent => {
      return { kind: 'call', how, callee: named('sklearn.svm._classes:SVC'), args: tuple(...args), offset: 0 }
    }
    expect(gradesOf([event('OBJ', none)])).toEqual(['unlisted-call critical'])
    expect(gradesOf([event('INST')])).toEqual([])
  })

  test('what cannot be resolved', () => {
    expect(gradesOf([calls(unknown)])).toEqual(['unknown-state high'])
    expect(gradesOf([calls(text('os.system'))])).toEqual(['unknown-state high'])
    expect(gradesOf([calls(result('functools:partial', tuple(named('os:system'))))])).toEqual([
      'unlisted-call critical',
    ])
    expect(gradesOf([calls(result('builtins:getattr', tuple(unknown, text('system'))))])).toEqual([
      'unlisted-call critical',
    ])
  })

  test('an attribute that getattr gave goes by its full name', () => {
    const attribute = (owner: string, name: string) => result('builtins:getattr', tuple(named(owner), text(name)))
    expect(gradesOf([calls(attribute('zoneinfo:ZoneInfo', '_unpickle'), text('UTC'), number(1))])).toEqual([])
    expect(gradesOf([calls(attribute('numpy:ndarray', 'tofile'), text('x'))])).toEqual(['unlisted-call critical'])
    expect(gradesOf([calls(attribute('torch.serialization:os', 'system'), text('x'))])).toEqual([
      'dangerous-call critical',
    ])
  })
})

describe('bytes that are loaded', () => {
  test('literal bytes are scanned elsewhere', () => {
    expect(gradesOf([calls('torch.storage:_load_from_bytes', bytes), calls('_pickle:loads', bytes)])).toEqual([])
    const encoded = result('_codecs:encode', tuple(text('x'), text('latin1')))
    expect(gradesOf([calls('torch.storage:_load_from_bytes', encoded)])).toEqual([])
  })

  test('others are not known', () => {
    expect(gradesOf([calls('pickle:loads', unknown)])).toEqual(['unknown-state high'])
    expect(gradesOf([calls('pickle:loads', result('zlib:decompress', tuple(bytes)))])).toEqual(['unknown-state high'])
    expect(gradesOf([calls('pickle:loads', bytes, text('more'))])).toEqual(['unknown-state high'])
  })
})

describe('objects', () => {
  test.each([
    ['sklearn.pipeline:Pipeline', []],
    ['collections:OrderedDict', []],
    ['__torch__.M:Net', ['unvetted-class medium']],
    ['sklearn.future_module:NewEstimator', ['unvetted-class low']],
    ['ultralytics.nn.tasks:DetectionModel', ['unvetted-class low']],
    ['sklearn.future_module:Outer.Inner', ['unvetted-class medium']],
    ['numpy:memmap', ['dangerous-call critical']],
    ['my_package:Model', ['unvetted-class medium']],
    ['subprocess:Popen', ['dangerous-call critical']],
    ['builtins:type', ['unvetted-class medium']],
    ['numpy:ndarray', ['unvetted-class medium']],
    ['cloudpickle.cloudpickle:Thing', ['carries-code high']],
  ])('making an object of %s', (full, expected) => {
    expect(gradesOf([makes(full)])).toEqual(expected)
  })

  test('an unlisted class that is given something is graver', () => {
    expect(gradesOf([makes('sklearn.future_module:NewEstimator', text('path'))])).toEqual(['unvetted-class medium'])
    const event: PickleEvent = {
      kind: 'call',
      how: 'NEWOBJ_EX',
      callee: named('sklearn.future_module:NewEstimator'),
      args: tuple(),
      keywords: container('dict'),
      offset: 0,
    }
    expect(gradesOf([event])).toEqual(['unvetted-class medium'])
  })

  test('classes that old checkpoints of torch store with their source', () => {
    const type = (full: string) =>
      ({ kind: 'persistent', id: tuple(text('module'), named(full), text('a.py'), text('')) }) as const
    expect(gradesOf([makes(type('torch.nn.modules.linear:Linear'))], { isTorch: true })).toEqual([])
    expect(gradesOf([makes(type('my_package:Net'))], { isTorch: true })).toEqual(['unvetted-class medium'])
    expect(gradesOf([makes(type('torch.nn.modules.linear:Linear'))])).toEqual(['unknown-state high'])
  })
})

describe('calls that hand on', () => {
  test.each([
    ['copyreg:_reconstructor', [named('sklearn.svm._classes:SVC'), named('builtins:object'), none], []],
    ['copyreg:_reconstructor', [named('my_package:X'), named('builtins:object'), none], ['unvetted-class medium']],
    [
      'copyreg:_reconstructor',
      [named('sklearn.svm._classes:SVC'), named('os:system'), text('x')],
      ['unlisted-call critical'],
    ],
    ['copyreg:__newobj__', [named('numpy:memmap'), text('path')], ['dangerous-call critical']],
    ['copyreg:__newobj__', [], ['unlisted-call critical']],
    ['functools:partial', [named('numpy:log1p')], []],
    ['functools:partial', [named('sklearn.future_module:Loader'), text('path')], ['unlisted-call critical']],
    ['functools:partial', [named('pickle:loads'), bytes], ['unlisted-call critical']],
    ['functools:partial', [instance('sklearn.svm._classes:SVC')], ['unlisted-call critical']],
    [
      'torch._tensor:_rebuild_from_type_v2',
      [named('torch._utils:_rebuild_tensor_v2'), named('torch:Tensor'), tuple(), none],
      [],
    ],
    [
      'torch._tensor:_rebuild_from_type_v2',
      [named('os:system'), named('torch:Tensor'), tuple(text('x')), none],
      ['dangerous-call critical'],
    ],
    ['torch._tensor:_rebuild_from_type_v2', [named('torch._utils:_rebuild_tensor_v2')], ['unlisted-call critical']],
    ['pandas.core.indexes.base:_new_Index', [named('pandas.core.indexes.range:RangeIndex'), container('dict')], []],
    ['pandas.core.indexes.base:_new_Index', [named('numpy:memmap'), container('dict')], ['unlisted-call critical']],
    ['numpy.ma.core:_mareconstruct', [named('numpy:memmap')], ['dangerous-call critical']],
    ['sklearn.neighbors._kd_tree:newObj', [named('my_package:X')], ['unvetted-class medium']],
  ])('%s(%o)', (full, args, expected) => {
    expect(gradesOf([calls(full, ...args)])).toEqual(expected)
  })

  test('a call that hands itself on ends', () => {
    const func = named('torch._tensor:_rebuild_from_type_v2')
    let args = tuple(func, named('torch:Tensor'), tuple())
    for (let depth = 0; depth < 50; depth++) args = tuple(func, named('torch:Tensor'), args)
    expect(gradesOf([{ kind: 'call', how: 'REDUCE', callee: func, args, offset: 0 }])).toContain(
      'unlisted-call critical',
    )
  })

  test('arguments that are not known', () => {
    expect(
      gradesOf([{ kind: 'call', how: 'REDUCE', callee: named('copyreg:_reconstructor'), args: unknown, offset: 0 }]),
    ).toEqual(['unlisted-call critical'])
  })
})
