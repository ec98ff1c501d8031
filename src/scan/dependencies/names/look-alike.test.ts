import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { realNames } from '../fixtures/real-names.ts'
import { imitated } from './look-alike.ts'
import { genuine, wellKnown } from './well-known.ts'

test.each([
  ['scikitlearn', 'scikit-learn'],
  ['torchh', 'torch'],
  ['reqeusts', 'requests'],
  ['request', 'requests'],
  ['tensorfIow', 'tensorflow'],
  ['tens0rflow', 'tensorflow'],
  ['nunpy', 'numpy'],
  ['nurnpy', 'numpy'],
  ['pandsa', 'pandas'],
  ['tqmd', 'tqdm'],
  ['tansformers', 'transformers'],
  ['hugging-facehub', 'huggingface-hub'],
  ['matplotltib', 'matplotlib'],
  ['beautifulsup4', 'beautifulsoup4'],
  ['colourama', 'colorama'],
])('%s imitates %s', (name, target) => {
  expect(imitated('PyPI', name)).toBe(target)
})

test.each([
  ['crossenv', 'cross-env'],
  ['lodahs', 'lodash'],
  ['expresss', 'express'],
  ['electorn', 'electron'],
])('%s imitates %s on npm', (name, target) => {
  expect(imitated('npm', name)).toBe(target)
})

test('real packages imitate nothing', () => {
  expect(realNames.PyPI.length).toBeGreaterThan(1500)
  expect(realNames.npm.length).toBeGreaterThan(800)
  expect(realNames.PyPI.filter((name) => imitated('PyPI', name) !== undefined)).toEqual([])
  expect(realNames.npm.filter((name) => imitated('npm', name) !== undefined)).toEqual([])
})

test('nor do the packages that harmless files were made with, nor those of this program', () => {
  const root = new URL('../../../../', import.meta.url).pathname
  const lists = globSync(`${root}corpus/harmless/requirements/*.txt`).map((path) => readFileSync(path, 'utf8'))
  const pinned = lists
    .flatMap((text) => text.split('\n').map((line) => line.split('==')[0]!))
    .filter((name) => name !== '')
  expect(pinned.length).toBeGreaterThan(100)
  expect(pinned.filter((name) => imitated('PyPI', name) !== undefined)).toEqual([])
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as { packages: object }
  const installed = Object.keys(packages).map((key) => key.split('node_modules/').at(-1)!)
  expect(installed.filter((name) => imitated('npm', name) !== undefined)).toEqual([])
})

test('exceptions are needed: every one is close to a well-known name, and none is one', () => {
  for (const ecosystem of ['PyPI', 'npm'] as const) {
    const listed = new Set<string>(wellKnown[ecosystem])
    expect([...genuine[ecosystem]].filter((name) => listed.has(name))).toEqual([])
  }
})
