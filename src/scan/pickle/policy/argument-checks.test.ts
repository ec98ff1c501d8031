import { expect, test } from 'vitest'
import {
  bytes,
  calls,
  container,
  gradesOf,
  instance,
  named,
  none,
  number,
  result,
  text,
  tuple,
  unknown,
} from './fixtures/judged.ts'

const wrong = ['unlisted-call critical']

test.each([
  ['builtins:getattr', [named('scipy.interpolate._interpolate:interp1d'), text('_call_spline')], []],
  ['builtins:getattr', [instance('scipy.stats._discrete_distns:poisson_gen'), text('_entropy')], []],
  ['builtins:getattr', [named('torch.serialization:os'), text('system')], wrong],
  ['builtins:getattr', [instance('sklearn.svm._classes:SVC'), text('__class__')], wrong],
  ['builtins:getattr', [named('scipy.interpolate._interpolate:interp1d'), unknown], wrong],
  ['builtins:getattr', [unknown, text('_call_spline')], wrong],
  ['builtins:getattr', [named('numpy:ndarray'), text('T'), none], wrong],
  ['builtins:type', [none], []],
  ['builtins:type', [named('builtins:Ellipsis')], []],
  ['builtins:type', [text('X'), tuple(), container('dict')], wrong],
  ['builtins:type', [instance('sklearn.svm._classes:SVC')], wrong],
  ['builtins:bytes', [], []],
  ['builtins:bytearray', [bytes], []],
  ['builtins:bytearray', [number(2 ** 40)], wrong],
  ['builtins:bytearray', [{ kind: 'number', value: undefined } as const], wrong],
  ['builtins:set', [container('list', number(1))], []],
  ['builtins:set', [result('builtins:range', tuple(number(2 ** 40)))], wrong],
  ['builtins:frozenset', [], []],
  ['collections:deque', [container('list'), number(5)], []],
  ['collections:deque', [result('builtins:range', tuple(number(2 ** 40)))], wrong],
  ['collections:Counter', [container('dict')], []],
  ['collections:OrderedDict', [], []],
  ['array:array', [text('d'), container('list')], []],
  ['array:array', [text('b'), result('builtins:range', tuple(number(2 ** 40)))], wrong],
  ['numpy.core.multiarray:_reconstruct', [named('numpy:ndarray'), tuple(number(0)), bytes], []],
  ['numpy._core.multiarray:_reconstruct', [named('numpy:ndarray'), tuple(number(2 ** 40)), bytes], wrong],
  ['numpy._core.multiarray:_reconstruct', [named('numpy:ndarray'), tuple(number(0), number(0)), bytes], wrong],
  ['_codecs:encode', [text('x'), text('latin1')], []],
  ['_codecs:encode', [text('x')], []],
  ['_codecs:encode', [text('x'), text('rot13')], wrong],
  ['_codecs:encode', [text('x'), text('utf-8'), text('strict')], wrong],
  ['_codecs:encode', [bytes, text('latin1')], wrong],
  ['collections:defaultdict', [], []],
  ['collections:defaultdict', [none], []],
  ['collections:defaultdict', [named('builtins:list')], []],
  ['collections:defaultdict', [named('os:getcwd')], wrong],
  ['collections:defaultdict', [result('functools:partial', tuple(named('os:system')))], wrong],
  ['fractions:Fraction', [text('-2/3')], []],
  ['fractions:Fraction', [number(2), number(3)], []],
  ['fractions:Fraction', [text('1e999999999')], wrong],
  ['numpy.random._pickle:__bit_generator_ctor', [text('MT19937')], []],
  ['numpy.random._pickle:__bit_generator_ctor', [named('numpy.random._pcg64:PCG64')], []],
  ['numpy.random._pickle:__bit_generator_ctor', [named('my_package:X')], wrong],
  ['numpy.random._pickle:__generator_ctor', [text('MT19937'), named('numpy.random._pickle:__bit_generator_ctor')], []],
  ['numpy.random._pickle:__generator_ctor', [result('numpy.random._pickle:__bit_generator_ctor')], []],
  ['numpy.random._pickle:__generator_ctor', [text('echo canary'), named('os:system')], wrong],
  ['numpy.random._pickle:__randomstate_ctor', [text('echo canary'), named('torch.hub:load')], wrong],
  ['numpy.random._pickle:__generator_ctor', [text('x'), named('numpy:dtype'), none], wrong],
])('%s(%o)', (full, args, expected) => {
  expect(gradesOf([calls(full, ...args)])).toEqual(expected)
})

test('arguments that are not a tuple are not known', () => {
  expect(
    gradesOf([{ kind: 'call', how: 'REDUCE', callee: named('builtins:getattr'), args: unknown, offset: 0 }]),
  ).toEqual(wrong)
})

test('a user who lists a name as checked, for which there is no check, is told', () => {
  const allow = { rolesOf: () => new Set(['checked'] as const), allows: () => false }
  expect(gradesOf([calls('my_package:rebuild')], { allow })).toEqual(wrong)
})
