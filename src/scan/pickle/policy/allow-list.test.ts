import { expect, test } from 'vitest'
import { builtInAllowList, extendedAllowList, noEntries } from './allow-list.ts'
import { calls, gradesOf, makes } from './fixtures/judged.ts'
import { allNames } from './lists/index.ts'

const builtIn = builtInAllowList()

test('names are exact and whole', () => {
  expect(builtIn.rolesOf('collections', 'OrderedDict')).toEqual(new Set(['checked', 'class', 'container']))
  for (const [module, name] of [
    ['collections', 'OrderedDict.fromkeys'],
    ['collections.abc', 'OrderedDict'],
    ['collection', 'sOrderedDict'],
    ['', 'OrderedDict'],
    ['__proto__', 'constructor'],
  ]) {
    expect(builtIn.rolesOf(module!, name!)).toBeUndefined()
  }
})

test('nothing dangerous is listed', () => {
  for (const full of [
    'os:system',
    'builtins:eval',
    'builtins:exec',
    'torch:load',
    'joblib:load',
    'numpy:load',
    'numpy:memmap',
  ]) {
    const [module, name] = full.split(':')
    expect(builtIn.rolesOf(module!, name!)).toBeUndefined()
  }
})

test('every line of the lists has a module and names of Python', () => {
  const word = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*:?$/
  for (const names of allNames) {
    for (const lines of Object.values(names)) {
      const words = lines.trim().split(/\s+/)
      expect(words[0]).toMatch(/:$/)
      for (const one of words) expect(one).toMatch(word)
    }
  }
})

test('an entry of the user adds a role', () => {
  const pickle = [
    { module: 'my_package', name: 'rebuild', role: 'reduce' },
    { module: 'collections', name: 'OrderedDict', role: 'data' },
  ] as const
  const allow = extendedAllowList({ ...noEntries, pickle })
  expect(gradesOf([calls('my_package:rebuild')], { allow })).toEqual([])
  expect(gradesOf([makes('my_package:rebuild')], { allow })).toEqual([])
  expect(gradesOf([calls('my_package:other')], { allow })).toEqual(['unlisted-call critical'])
  expect(allow.rolesOf('collections', 'OrderedDict')).toEqual(new Set(['checked', 'class', 'container', 'data']))
  expect(builtIn.rolesOf('collections', 'OrderedDict')?.has('data')).toBe(false)
})

test('operators and classes are allowed by topic', () => {
  const allow = extendedAllowList({ pickle: [], operators: { 'graph-ops': ['my.domain::Op'] }, classes: ['my.Layer'] })
  expect(allow.allows('graph-ops', 'my.domain::Op')).toBe(true)
  expect(allow.allows('graph-ops', 'Other')).toBe(false)
  expect(allow.allows('config-code', 'my.Layer')).toBe(true)
  expect(allow.allows('__proto__', 'constructor')).toBe(false)
  expect(builtIn.allows('config-code', 'my.Layer')).toBe(false)
})
