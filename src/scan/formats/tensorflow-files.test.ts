import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { tensorflowFileReaders, tensorflowFilesByName } from './tensorflow-files.ts'

const readers = [...tensorflowFileReaders, ...tensorflowFilesByName]

/** A record of five bytes, written by TensorFlow. */
const record = Buffer.from('0500000000000000eab2043e68656c6c6fbb1f1c19', 'hex')

describe('files beside a TensorFlow model', () => {
  test('an index is known by the end of its table', async () => {
    const bytes = Buffer.concat([new Uint8Array(60), Buffer.from('57fb808b247547db', 'hex')])
    const scan = await scanBytes(bytes, { readers })
    expectClean(scan)
    expect(scan.format).toBe('tensorflow-checkpoint-index')
  })

  test('values are known by their name', async () => {
    const scan = await scanBytes(new Uint8Array(60).fill(7), { readers, name: 'variables.data-00000-of-00001' })
    expectClean(scan)
    expect(scan.coverage.data).toBe(60)
  })

  test('records are known by their checksum', async () => {
    const scan = await scanBytes(Buffer.concat([record, record]), { readers })
    expectClean(scan)
    expect(scan.format).toBe('tfrecord')
    expect(scan.coverage.data).toBe(10)
    await expectSturdy(Buffer.concat([record, record]), { readers }, 12)
  })

  test('the list of checkpoints refers to them', async () => {
    const scan = await scanBytes(Buffer.from('model_checkpoint_path: "model-1"\n'), { readers, name: 'checkpoint' })
    expectClean(scan)
    expect(scan.facts).toEqual([{ kind: 'reference', to: 'model-1', why: 'checkpoint' }])
  })
})

describe('a graph as text', () => {
  const scanText = (text: string) => scanBytes(Buffer.from(text), { readers, name: 'saved_model.pbtxt' })

  test('has nothing to say when its operators are pure', async () => {
    expectClean(
      await scanText(
        'node { name: "x" op: "Relu" } # WriteFile\nnode { op: "f" }\nlibrary { function { signature { name: "f" } } }',
      ),
    )
  })

  test.each([
    ['node { op: "WriteFile" }', 'graph-ops/host-access'],
    ['node < op: \'Write\' "File" >', 'graph-ops/host-access'],
    ['node { op: "\\x57rite\\106ile" }', 'graph-ops/host-access'],
    ['node { op: "Canary" }', 'graph-ops/unvetted-operator'],
    ['node { op: "Canary>Op" }', 'graph-ops/custom-library'],
    ['node { op: "WriteFile }', 'format/malformed'],
  ])('%s is told', async (text, rule) => {
    expect(rulesOf(await scanText(text))).toEqual([rule])
  })

  test('whatever the bytes, the scan ends well', async () => {
    await expectSturdy(Buffer.from('node { name: "x" op: "Re" "l\\165" }'), { readers, name: 'a.pbtxt' }, 4)
  })
})
