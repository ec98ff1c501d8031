import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { builtInAllowList } from '../pickle/policy/allow-list.ts'
import type { Value } from '../pickle/values.ts'
import { neededPackages } from './needed-packages.ts'
import { versionInState } from './state-version.ts'

const text = (value: string): Value => ({ kind: 'text', text: value })
const state = (...items: Value[]): Value => ({ kind: 'dict', size: items.length / 2, items, held: new Set() })

test('the version stands among the last attributes', () => {
  const version = [text('_sklearn_version'), text('1.3.2')]
  expect(versionInState(state(text('coef_'), text('x'), ...version))).toEqual({
    name: 'scikit-learn',
    version: '1.3.2',
  })
  expect(versionInState(state(...version, text('_y'), text('z')))).toEqual({ name: 'scikit-learn', version: '1.3.2' })
  expect(versionInState(state(text('coef_'), text('_sklearn_version')))).toBeUndefined()
  expect(versionInState(state(text('_sklearn_version'), { kind: 'none' }))).toBeUndefined()
  expect(versionInState({ kind: 'none' })).toBeUndefined()
})

test('a pickled estimator names the packages that it needs, with the version that wrote it', async () => {
  const folder = new URL('../../../corpus/harmless/files/old/sklearn/', import.meta.url)
  const { facts } = await scanBytes(readFileSync(new URL('AdaBoostClassifier.p5.pkl', folder)), {
    allow: builtInAllowList(),
  })
  expect(neededPackages(facts)).toMatchObject([{ name: 'scikit-learn', version: '1.3.2' }])
})
