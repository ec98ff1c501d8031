import { describe, expect, test } from 'vitest'
import { kerasArchive, samples } from '../../../corpus/malicious/keras.ts'
import { atLeast } from '../../core/scan-level.ts'
import { zipReader } from '../containers/zip/zip.ts'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { hdf5Reader } from './hdf5.ts'
import { kerasConfigReader, kerasReader } from './keras.ts'

const readers = [kerasReader, zipReader, hdf5Reader, kerasConfigReader]

const node = (module: string | null, className: string, config: unknown = {}) => ({
  ...{ module, class_name: className, config, registered_name: null },
})

function config(...layers: unknown[]) {
  return JSON.stringify({
    ...node('keras.src.models.functional', 'Functional', { name: 'f', layers }),
    build_config: { input_shape: null },
    compile_config: {
      optimizer: node('keras.optimizers', 'Adam', {
        learning_rate: node('keras.optimizers.schedules', 'ExponentialDecay'),
      }),
      loss: node('builtins', 'function', 'categorical_crossentropy'),
      metrics: ['mae', node('keras.metrics', 'AUC')],
    },
  })
}

describe('a malicious Keras model', () => {
  test.each(samples)('$name', async ({ name, rule, bytes }) => {
    const scan = await scanBytes(await bytes(), { readers, name })
    expect(scan.format).toBe(name.endsWith('.json') ? 'keras-config' : 'keras')
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)).toContain(rule)
  })

  test('shows the call that loading it makes', async () => {
    const bytes = kerasArchive(config(node('os', 'system', 'echo canary')))
    const { findings } = await scanBytes(bytes, { readers, name: 'm.keras' })
    expect(findings).toMatchObject([{ level: 'critical', subject: 'os.system', call: 'os.system("echo canary")' }])
  })

  test('is quiet about classes that a user allows', async () => {
    const bytes = kerasArchive(config(node('keras.layers', 'CanaryLayer')))
    const allow = {
      rolesOf: () => undefined,
      allows: (topic: string, name: string) => topic === 'config-code' && name === 'keras.layers.CanaryLayer',
    }
    expect(rulesOf(await scanBytes(bytes, { readers, allow }))).toEqual([])
  })
})

describe('a harmless Keras model', () => {
  const layers = [
    node('keras.layers', 'InputLayer', { batch_shape: [null, 16, 16, 3] }),
    node('keras.layers', 'Bidirectional', {
      layer: node('keras.layers', 'LSTM', {
        units: 3,
        kernel_initializer: node('keras.initializers', 'GlorotUniform'),
      }),
    }),
    node('keras.src.ops.numpy', 'GetItem', {
      args: [
        { class_name: '__keras_tensor__', config: { shape: [null, 4] } },
        { class_name: '__slice__', config: {} },
      ],
    }),
    node('keras.layers', 'StringLookup', { vocabulary: null, oov_token: '[UNK]' }),
    node('keras.layers', 'Activation', { activation: node('builtins', 'function', 'relu') }),
    { class_name: 'Dense', config: { units: 4, dtype: { class_name: 'Policy', config: { name: 'float32' } } } },
    { class_name: 'TFOpLambda', config: { name: 'tf.math.add', function: 'math.add' } },
  ]

  test.each([false, true])('has nothing to say, compressed: %s', async (isDeflated) => {
    const scan = await scanBytes(kerasArchive(config(...layers), undefined, isDeflated), { readers, name: 'm.keras' })
    expectClean(scan)
    expect(scan.format).toBe('keras')
    expect(scan.members.map(({ format }) => format)).toEqual(['hdf5'])
    expect(scan.facts).toContainEqual({ kind: 'producer', name: 'keras', version: '3.8.0' })
  })

  test('may be a configuration on its own', async () => {
    expectClean(await scanBytes(Buffer.from(config(...layers)), { readers, name: 'model.json' }))
  })

  test('may use classes of the libraries around Keras, which is told in a low voice', async () => {
    const bytes = kerasArchive(config(node('keras_hub.src.models.bert.bert_backbone', 'BertBackbone')))
    const { findings } = await scanBytes(bytes, { readers })
    expect(findings).toMatchObject([{ rule: 'config-code/unvetted-class', level: 'low' }])
  })
})

test('whatever the bytes, the scan ends well', async () => {
  await expectSturdy(kerasArchive(config(node('keras.layers', 'Dense'))), { readers, name: 'm.keras' })
  await expectSturdy(Buffer.from(config(node('keras.layers', 'Dense'))), { readers, name: 'm.json' })
}, 20_000)
