import { deflateRawSync } from 'node:zlib'
import { hdf5File } from '../../src/scan/formats/fixtures/hdf5-file.ts'
import type { MaliciousSample } from './sample.ts'
import { zipOf } from './zip-of.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const dense: Json = {
  module: 'keras.layers',
  class_name: 'Dense',
  config: { name: 'd', units: 1 },
  registered_name: null,
}

function sequential(layers: readonly Json[], rest: { readonly [key: string]: Json } = {}): Json {
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: { name: 's', layers: [dense, ...layers] },
    registered_name: null,
    ...rest,
  }
}

const metadata = JSON.stringify({ keras_version: '3.8.0', date_saved: '2026-01-01@00:00:00' })

export function kerasArchive(config: Json | string, weights = hdf5File('old'), isDeflated = false): Uint8Array {
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  return zipOf(
    [
      ['metadata.json', Buffer.from(metadata)],
      ['config.json', Buffer.from(text)],
      ['model.weights.h5', weights],
    ],
    isDeflated ? deflateRawSync : undefined,
  )
}

/** Marshalled code is only told by its wrapper; the text is inert. */
const code = Buffer.from('echo canary').toString('base64')
const lambda: Json = {
  module: 'keras.layers',
  class_name: 'Lambda',
  config: { name: 'l', function: { class_name: '__lambda__', config: { code, defaults: null, closure: null } } },
  registered_name: null,
}

function node(module: string | null, className: string, config: Json = {}, registeredName: string | null = null): Json {
  return { module, class_name: className, config, registered_name: registeredName }
}

function layer(name: string, rule: string, value: Json): MaliciousSample {
  return { name: `keras-${name}.keras`, rule, bytes: () => kerasArchive(sequential([value])) }
}

const runs = 'config-code/runs-code'

export const samples: readonly MaliciousSample[] = [
  layer('lambda', runs, lambda),
  layer('lambda-old-form', runs, node(null, 'Lambda', { function: [code, null, null], function_type: 'lambda' })),
  layer('lambda-nested', runs, node('keras.layers', 'TimeDistributed', { layer: sequential([lambda]) })),
  layer(
    'lambda-in-wrapper-initializer',
    runs,
    node('keras.layers', 'Dense', { kernel_initializer: { class_name: '__lambda__', config: { code } } }),
  ),
  layer('module-of-system', runs, node('os', 'system', 'echo canary')),
  layer('module-of-subprocess', runs, node('subprocess', 'Popen', { args: ['echo', 'canary'] })),
  layer(
    'registered-but-of-subprocess',
    runs,
    node('subprocess', 'Popen', { args: ['echo', 'canary'] }, 'Custom>Popen'),
  ),
  layer('module-unknown', runs, node('canary_package.run', 'launch')),
  layer('function-of-system', runs, node('os', 'function', 'system', 'function')),
  layer('builtin-eval', runs, node('builtins', 'eval', 'echo canary')),
  layer('get-file', runs, node('keras.utils', 'get_file', { origin: 'https://canary.invalid/x.tar', extract: true })),
  layer(
    'get-file-inner',
    runs,
    node('keras.src.utils.file_utils', 'get_file', { fname: 'x', origin: 'file:///etc/hostname' }),
  ),
  layer('get-file-function', runs, node('keras.utils', 'function', 'get_file', 'function')),
  layer('unsafe-switch', runs, node('keras.config', 'enable_unsafe_deserialization')),
  layer('unsafe-switch-inner', runs, node('keras.src.saving.serialization_lib', 'enable_unsafe_deserialization')),
  layer('load-model', runs, node('keras.models', 'load_model', { filepath: '/tmp/x.keras', safe_mode: false })),
  layer('torch-module', runs, node('keras.layers', 'TorchModuleWrapper', { module: 'UEsDBA==' })),
  layer('saved-model-layer', runs, node('keras.layers', 'TFSMLayer', { filepath: '/tmp/canary' })),
  layer('tensorflow-write', runs, node(null, 'TFOpLambda', { function: 'io.write_file' })),
  layer('tensorflow-py-function', runs, node(null, 'TFOpLambda', { function: 'numpy_function' })),
  layer(
    'tensorflow-node',
    'graph-ops/host-access',
    node(null, 'TensorFlowOpLayer', { node_def: '{"name": "n", "op": "ReadFile"}' }),
  ),
  layer('custom-class', 'config-code/unvetted-class', node('canary.layers', 'CanaryLayer', {}, 'Custom>CanaryLayer')),
  layer('unknown-class', 'config-code/unvetted-class', node('keras.layers', 'CanaryLayer')),
  layer('unknown-function', 'config-code/unvetted-class', node('builtins', 'function', 'canary', 'function')),
  layer(
    'vocabulary-path',
    'external-data/escaping-path',
    node('keras.layers', 'StringLookup', { vocabulary: '/etc/hostname' }),
  ),
  layer(
    'vocabulary-climbing',
    'external-data/escaping-path',
    node('keras.layers', 'TextVectorization', { vocabulary: '../../secret' }),
  ),
  layer(
    'vocabulary-address',
    'external-data/remote-address',
    node('keras.layers', 'StringLookup', { vocabulary: 'https://canary.invalid/v' }),
  ),
  layer('giant-units', 'format/absurd-number', node('keras.layers', 'Dense', { units: 99_999_999_999 })),
  layer(
    'giant-shape',
    'format/absurd-number',
    node('keras.layers', 'InputLayer', { batch_shape: [null, 1_000_000, 1_000_000, 1_000_000] }),
  ),
  {
    name: 'keras-loss-of-system.keras',
    rule: runs,
    bytes: () =>
      kerasArchive(sequential([], { compile_config: { optimizer: 'adam', loss: node('os', 'function', 'system') } })),
  },
  {
    name: 'keras-build-config.keras',
    rule: runs,
    bytes: () =>
      kerasArchive(sequential([], { build_config: { input_shape: node('posix', 'system', 'echo canary') } })),
  },
  {
    name: 'keras-hidden-by-duplicate.keras',
    rule: 'format/duplicate-key',
    bytes: () =>
      kerasArchive(
        `{"class_name": "Sequential", "config": {"layers": [${JSON.stringify(lambda)}]}, "config": {"layers": []}}`,
      ),
  },
  {
    name: 'keras-escaped-name.keras',
    rule: runs,
    bytes: () => kerasArchive(JSON.stringify(sequential([lambda])).replace('"Lambda"', '"L\\u0061mbda"')),
  },
  {
    name: 'keras-deflated.keras',
    rule: runs,
    bytes: () => kerasArchive(sequential([lambda]), hdf5File('old'), true),
  },
  {
    name: 'keras-no-weights.keras',
    rule: runs,
    bytes: () => zipOf([['config.json', Buffer.from(JSON.stringify(sequential([lambda])))]]),
  },
  {
    name: 'keras-weights-elsewhere.keras',
    rule: 'external-data/other-file',
    bytes: () => kerasArchive(sequential([]), hdf5File('external-storage')),
  },
  {
    name: 'keras-shape-of-weights.keras',
    rule: 'format/absurd-number',
    bytes: () => kerasArchive(sequential([]), hdf5File('giant-shape')),
  },
  {
    name: 'keras-architecture.json',
    rule: runs,
    bytes: () => Buffer.from(JSON.stringify(sequential([lambda]))),
  },
]
