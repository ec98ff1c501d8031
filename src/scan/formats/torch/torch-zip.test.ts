import { describe, expect, test } from 'vitest'
import { zipReader } from '../../containers/zip/zip.ts'
import { rulesOf, scanBytes } from '../../fixtures/scan-bytes.ts'
import type { AllowList } from '../../pickle/policy/allow-list.ts'
import { pickleReader } from '../../pickle/reader.ts'
import type { SourceScan } from '../../scan-source.ts'
import { elfStub } from '../fixtures/programs.ts'
import { expectClean, expectSturdy } from '../fixtures/sturdiness.ts'
import { callingPickle, exportedProgram, tensorPickle, torchCheckpoint, torchScript } from '../fixtures/torch-files.ts'
import { zipFile } from '../fixtures/zip-file.ts'
import { nativeCodeReader } from '../native-code.ts'
import { exportGraphReader } from './export-graph.ts'
import { torchPickleReader } from './torch-pickle.ts'
import { torchZipReader } from './torch-zip.ts'
import { torchScriptReader } from './torchscript.ts'

const own = [torchPickleReader, torchScriptReader, exportGraphReader, torchZipReader]
const readers = [...own, nativeCodeReader, pickleReader, zipReader]
/** As the list that is shipped has them. */
const allow: AllowList = {
  rolesOf: (module, name) =>
    ['_rebuild_tensor_v2', 'OrderedDict', 'FloatStorage'].includes(name) && module !== 'os'
      ? new Set(['reduce', 'data'])
      : undefined,
  allows: () => false,
}
const scan = (bytes: Uint8Array): Promise<SourceScan> => scanBytes(bytes, { readers, allow, name: 'model.pt' })

describe('a checkpoint of PyTorch', () => {
  test('is clean, and its values are never taken apart', async () => {
    const result = await scan(torchCheckpoint())
    expectClean(result)
    expect(result.format).toBe('torch-zip')
    expect(result.coverage.data).toBe(12)
  })

  test.each([
    ['a tensor larger than its storage', { 'archive/data.pkl': tensorPickle(9) }, 'pickle-code/storage-mismatch'],
    [
      'a tensor that reaches past its storage',
      { 'archive/data.pkl': tensorPickle(3, 9) },
      'pickle-code/storage-mismatch',
    ],
    ['a call in its pickle', { 'archive/data.pkl': callingPickle }, 'pickle-code/dangerous-call'],
    ['a call in another pickle', { 'archive/notes': callingPickle }, 'pickle-code/dangerous-call'],
    ['a pickle under the name of a storage', { 'archive/data/7': callingPickle }, 'pickle-code/dangerous-call'],
    ['a pickle under the name of a mark', { 'archive/version': callingPickle }, 'pickle-code/dangerous-call'],
    ['a pickle in a storage', { 'archive/data/0': callingPickle }, 'pickle-code/dormant'],
    ['a program', { 'archive/lib.so': elfStub() }, 'native-code/program'],
    ['a program under the name of a storage', { 'archive/data/8': elfStub() }, 'native-code/program'],
  ])('with %s is told', async (_what, changes, rule) => {
    expect(rulesOf(await scan(torchCheckpoint(changes)))).toContain(rule)
  })

  test('may leave out the values of inputs that were traced', async () => {
    const pickle = tensorPickle()
    const inputs = { 'archive/traced_inputs.pkl': pickle, 'archive/traced_inputs/0': '' }
    expectClean(await scan(torchCheckpoint(inputs)))
    expect(rulesOf(await scan(torchCheckpoint({ ...inputs, 'archive/traced_inputs/0': 'x' })))).toEqual([
      'pickle-code/storage-mismatch',
    ])
  })

  test('whose values begin like a program is only remarked on', async () => {
    const { findings } = await scan(torchCheckpoint({ 'archive/data/0': elfStub() }))
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([['format/wrong-type', 'info']])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(torchCheckpoint(), { readers, allow }, 30)
  })
})

describe('a package of PyTorch', () => {
  test('with Python modules is told', async () => {
    const bytes = zipFile([
      ['m/.data/extern_modules', 'torch\n'],
      ['m/model.py', 'x = 1\n'],
    ])
    expect(rulesOf(await scan(bytes))).toContain('config-code/carries-code')
  })
})

describe('a TorchScript model', () => {
  test('is clean where its code computes', async () => {
    expectClean(await scan(torchScript('def f(x):\n  return torch.relu(x)\n')))
  })

  test('is told where its code writes files', async () => {
    expect(rulesOf(await scan(torchScript('def f(x):\n  torch.save(x, "canary")\n')))).toEqual([
      'graph-ops/host-access',
    ])
  })
})

describe('an exported program', () => {
  test.each([
    'torch.ops.aten.relu.default',
    'torch.ops.higher_order.cond',
    '_operator.add',
    'torch.sym_max',
    'layer.weight',
  ])('that calls %s is clean', async (target) => {
    const result = await scan(exportedProgram(target, { guards_code: ["L['x'].size()[0] >= 2"] }))
    expectClean(result)
    expect(result.facts).toContainEqual({ kind: 'producer', name: 'torch', version: '2.9.0' })
  })

  test.each([
    ['torch.ops.mine.compute.default', 'graph-ops/custom-library'],
    ['torch.ops.aten.from_file.default', 'graph-ops/host-access'],
    ['torch.serialization.os.system', 'graph-ops/host-access'],
    ['torch.hub.list', 'graph-ops/unvetted-operator'],
    ['_operator.methodcaller', 'graph-ops/host-access'],
  ])('that calls %s is told', async (target, rule) => {
    expect(rulesOf(await scan(exportedProgram(target)))).toEqual([rule])
  })

  test('whose guards are more than comparisons is told', async () => {
    const more = { guards_code: ['x > 1', "__import__('os').system('echo canary')"] }
    expect(rulesOf(await scan(exportedProgram('torch.ops.aten.relu.default', more)))).toEqual(['config-code/runs-code'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(exportedProgram('torch.ops.aten.relu.default'), { readers, allow }, 30)
  })
})
