import { describe, expect, test } from 'vitest'
import { samples, tfliteModel } from '../../../corpus/malicious/tflite.ts'
import { zipOf } from '../../../corpus/malicious/zip-of.ts'
import { atLeast } from '../../core/scan-level.ts'
import { number, numbers } from '../flatbuffer/fixtures/write-table.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { tfliteReader } from './tflite.ts'

const readers = [tfliteReader]
const flex = (name: string) => ({
  ...{ codes: [{ 0: number(32, 1), 1: name, 3: 32 }], operators: [{ 0: 1, 1: numbers(0), 2: numbers(0) }] },
})

describe('a malicious TensorFlow Lite model', () => {
  test.each(samples)('$name', async ({ rule, bytes }) => {
    const scan = await scanBytes(await bytes(), { readers })
    expect(scan.format).toBe('tflite')
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)).toContain(rule)
  })
})

describe('a harmless TensorFlow Lite model', () => {
  test('has nothing to say, and tells its inputs and outputs', async () => {
    const scan = await scanBytes(tfliteModel(), { readers })
    expectClean(scan)
    expect(scan.coverage.data).toBe(16)
    expect(scan.facts).toContainEqual({
      kind: 'tensor-port',
      direction: 'input',
      name: 'x',
      type: 'float32',
      shape: [1, 2],
    })
  })

  test('may use operators of TensorFlow that only compute', async () => {
    expectClean(await scanBytes(tfliteModel(flex('FlexErf')), { readers }))
  })

  test('may use well-known custom operators, which is told in a low voice', async () => {
    const { findings } = await scanBytes(tfliteModel(flex('TFLite_Detection_PostProcess')), { readers })
    expect(findings).toMatchObject([{ rule: 'graph-ops/custom-library', level: 'low' }])
  })

  test('may be followed by a zip of labels, which is looked at on its own', async () => {
    const labels = zipOf([['labels.txt', Buffer.from('cat\ndog\n')]])
    const scan = await scanBytes(Buffer.concat([tfliteModel(), labels]), { readers })
    expect(scan.coverage.member).toBe(labels.length)
    expect(scan.gaps).toMatchObject([{ reason: 'unknown-format' }])
  })
})

test('whatever the bytes, the scan ends well', async () => {
  await expectSturdy(tfliteModel(flex('FlexErf')), { readers }, 8)
}, 20_000)
