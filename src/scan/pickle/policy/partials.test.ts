import { describe, expect, test } from 'vitest'
import { bytes, calls, dict, gradesOf, instance, named, none, result, sets, text, tuple } from './fixtures/judged.ts'
import type { CallValue, Value } from '../values.ts'

const wrong = ['unlisted-call critical']
const partial = (held: Value, state?: Value): CallValue => ({
  kind: 'call',
  callee: named('functools:partial'),
  args: tuple(held),
  how: 'REDUCE',
  offset: 0,
  state,
})
const newOf = (type: string): Value => result('builtins:getattr', tuple(named(type), text('__new__')))
const stateOf = (held: Value, ...args: Value[]): Value => tuple(held, tuple(...args), dict({ alternative: none }), none)

describe('what a partial holds', () => {
  test.each([
    [named('numpy:log1p'), []],
    [named('sklearn.metrics._classification:f1_score'), []],
    [newOf('scipy.stats._stats_py:TtestResultBase'), []],
    [named('os:system'), wrong],
    [named('pickle:loads'), wrong],
    [named('copyreg:_reconstructor'), wrong],
    [newOf('numpy:memmap'), wrong],
    [result('builtins:getattr', tuple(named('sklearn.svm._classes:SVC'), text('fit'))), wrong],
    [instance('sklearn.svm._classes:SVC'), wrong],
  ])('%o', (held, expected) => {
    expect(gradesOf([calls('functools:partial', held)])).toEqual(expected)
    const state = stateOf(held, bytes)
    expect(gradesOf([sets(partial(named('numpy:log1p'), state), state)])).toEqual(expected)
  })

  test('its state is set once, and whole', () => {
    const [first, second] = [stateOf(named('numpy:log1p')), stateOf(named('numpy:exp'))]
    expect(gradesOf([sets(partial(named('numpy:log1p'), first), second)])).toEqual(wrong)
    expect(gradesOf([sets(partial(named('numpy:log1p')), tuple(named('numpy:log1p')))])).toEqual(wrong)
    expect(gradesOf([sets(partial(named('numpy:log1p')), dict({ func: none }))])).toEqual(wrong)
  })
})

describe('a partial that is called', () => {
  const type = 'scipy.stats._stats_py:TtestResult'
  const made = (held: string, first: string) => partial(newOf(held), stateOf(newOf(held), named(first), none))

  test('makes an object of a listed class, as protocols 2 and 3 do with keywords', () => {
    expect(gradesOf([calls(made(`${type}Base`, type))])).toEqual([])
    expect(gradesOf([calls(made(type, type))])).toEqual([])
  })

  test('or does what cannot be told', () => {
    expect(gradesOf([calls(made(type, 'my_package:X'))])).toEqual(wrong)
    expect(gradesOf([calls(made(type, type), none)])).toEqual(wrong)
    expect(gradesOf([calls(partial(named('numpy:log1p'), stateOf(named('numpy:log1p'), none)))])).toEqual(wrong)
    expect(gradesOf([calls(made('numpy:memmap', 'numpy:memmap'))])).toEqual(['dangerous-call critical'])
  })
})
