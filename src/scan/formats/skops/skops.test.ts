import { describe, expect, test } from 'vitest'
import { zipReader } from '../../containers/zip/zip.ts'
import { rulesOf, scanBytes } from '../../fixtures/scan-bytes.ts'
import type { AllowList } from '../../pickle/policy/allow-list.ts'
import type { SourceScan } from '../../scan-source.ts'
import { skopsFile, skopsNode, skopsSchema } from '../fixtures/skops-file.ts'
import { expectClean, expectSturdy } from '../fixtures/sturdiness.ts'
import { zipFile } from '../fixtures/zip-file.ts'
import { npyReader } from '../npy.ts'
import { skopsReader } from './skops.ts'
import { skopsSchemaReader } from './skops-schema.ts'

const readers = [skopsSchemaReader, npyReader, skopsReader, zipReader]
const allow: AllowList = {
  rolesOf: (module, name) => (module === 'numpy' && name === 'ndarray' ? new Set(['data']) : undefined),
  allows: (topic, name) => topic === 'config-code' && name === 'ours.Model',
}
const scan = (node: object): Promise<SourceScan> => scanBytes(skopsFile(node), { readers, allow, name: 'model.skops' })
const method = (object: object, func: string): object =>
  skopsNode('MethodNode', 'sklearn.svm._classes', 'SVC', { content: { func, obj: object } })
const svc = skopsNode('ObjectNode', 'sklearn.svm._classes', 'SVC')

describe('a skops archive', () => {
  test.each([
    ['an estimator', svc],
    ['a function of numpy', skopsNode('FunctionNode', 'numpy', 'log1p')],
    ['a special function', skopsNode('FunctionNode', 'scipy.special._ufuncs', 'expit')],
    ['a getter of attributes', skopsNode('OperatorFuncNode', 'operator', 'attrgetter', { attrs: {} })],
    ['a method of an estimator', method(svc, 'predict')],
    ['a class that is allowed', skopsNode('ObjectNode', 'ours', 'Model')],
  ])('with %s is clean', async (_what, node) => {
    const result = await scan(node)
    expectClean(result)
    expect(result.format).toBe('skops')
    expect(result.facts).toContainEqual({ kind: 'producer', name: 'skops', version: '0.16.0' })
  })

  test.each([
    ['a function of the system', skopsNode('FunctionNode', 'os', 'system'), 'config-code/runs-code'],
    [
      'an operator that calls',
      skopsNode('OperatorFuncNode', 'operator', 'call', { attrs: {} }),
      'config-code/runs-code',
    ],
    [
      'an operator of another module',
      skopsNode('OperatorFuncNode', 'builtins', 'exec', { attrs: {} }),
      'config-code/runs-code',
    ],
    ['a method of another object', method(skopsNode('FunctionNode', 'os', 'path'), 'join'), 'config-code/runs-code'],
    ['a method of the interpreter', method(svc, '__reduce__'), 'config-code/runs-code'],
    ['a class that nobody knows', skopsNode('ObjectNode', 'theirs', 'Model'), 'config-code/unvetted-class'],
    ['a name with dots', skopsNode('FunctionNode', 'numpy', 'testing.os'), 'config-code/runs-code'],
    ['a loader that there is not', skopsNode('EvalNode', 'builtins', 'str'), 'config-code/unvetted-class'],
    [
      'a node under a strange key',
      { strange: [[skopsNode('TypeNode', 'subprocess', 'Popen')]] },
      'config-code/runs-code',
    ],
    ['half a node', { __loader__: 'ObjectNode' }, 'format/malformed'],
  ])('with %s is told', async (_what, node, rule) => {
    const { findings } = await scan(node)
    expect(
      findings.filter(({ level }) => level !== 'low' && level !== 'info').map((finding) => finding.rule),
    ).toContain(rule)
  })

  test('with an unlisted name of a known package is a small thing', async () => {
    const { findings } = await scan(skopsNode('FunctionNode', 'numpy.lib.scimath', 'anything'))
    expect(findings.map(({ level }) => level)).toEqual(['low'])
  })

  test('with a key twice is told', async () => {
    const text = JSON.stringify(skopsSchema(svc)).replace('"__class__"', '"__class__":"list","__class__"')
    expect(rulesOf(await scanBytes(zipFile([['schema.json', text]]), { readers, allow }))).toContain(
      'format/duplicate-key',
    )
  })

  test('is known by its schema, whatever lies beside it', async () => {
    const bytes = zipFile([
      ['schema.json', JSON.stringify(skopsSchema(skopsNode('FunctionNode', 'os', 'system')))],
      ['x.other', 'x'],
    ])
    expect(rulesOf(await scanBytes(bytes, { readers, allow }))).toContain('config-code/runs-code')
  })

  test('survives what is done to it', async () => {
    await expectSturdy(skopsFile(svc), { readers, allow, name: 'model.skops' }, 30)
  })
})
