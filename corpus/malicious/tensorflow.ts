import {
  type Attribute,
  functionOf,
  graph,
  metaGraph,
  node,
  savedModel,
  text,
} from '../../src/scan/protobuf/fixtures/tensorflow-graph.ts'
import { type Field, message } from '../../src/scan/protobuf/fixtures/write-message.ts'
import type { MaliciousSample } from './sample.ts'

const x = node('x', 'Placeholder', [], { dtype: [[6, 1]] })
const y = node('y', 'Relu', ['x'])
const z = node('z', 'Identity', ['y', '^bad'])

const host = 'graph-ops/host-access'

function running(name: string, bad: readonly (readonly Field[])[], rule = host): MaliciousSample {
  return { name: `tensorflow-${name}.pb`, rule, bytes: () => savedModel(graph([x, y, ...bad, z])) }
}

const file = text('file', '/tmp/canary')
const content = text('content', 'echo canary')

function bad(
  operator: string,
  inputs: readonly string[] = ['file'],
  attributes: Attribute = {},
): readonly (readonly Field[])[] {
  return [file, content, node('bad', operator, inputs, attributes)]
}

const lambdaMetadata = JSON.stringify({
  class_name: 'Lambda',
  config: { function: { class_name: '__tuple__', items: ['ZWNobyBjYW5hcnk=', null, null] } },
})

export const samples: readonly MaliciousSample[] = [
  running('read-file', bad('ReadFile')),
  running('write-file', bad('WriteFile', ['file', 'content'])),
  running('matching-files', bad('MatchingFiles')),
  running('py-func', bad('PyFunc', ['x'], { token: [[2, 'pyfunc_0']] })),
  running('eager-py-func', bad('EagerPyFunc', ['x'], { token: [[2, 'pyfunc_0']] })),
  running('debug-identity', bad('DebugIdentityV2', ['x'], { debug_urls: [[1, [[2, 'file:///tmp/canary']]]] })),
  running(
    'debug-summary-attribute',
    bad('DebugNumericSummaryV2', ['x'], { debug_urls: [[1, [[2, 'grpc://canary.invalid:1']]]] }),
  ),
  running('print-to-file', bad('PrintV2', ['content'], { output_stream: [[2, 'file:///tmp/canary']] })),
  running('save-v2', bad('SaveV2', ['file', 'content', 'content', 'x'])),
  running('save', bad('Save', ['file', 'content', 'x'])),
  running('save-slices', bad('SaveSlices', ['file', 'content', 'content', 'x'])),
  running('restore-v2', bad('RestoreV2', ['file', 'content', 'content'])),
  running('merge-checkpoints', bad('MergeV2Checkpoints', ['file', 'file'])),
  running('distributed-save', bad('DistributedSave', ['x', 'file', 'content'])),
  running('text-lines', bad('TextLineDataset', ['file', 'content', 'x'])),
  running('records', bad('TFRecordDatasetV2', ['file', 'content', 'x'])),
  running('fixed-records', bad('FixedLengthRecordDatasetV2', ['file', 'x', 'x', 'x', 'x', 'content'])),
  running('csv', bad('CSVDataset', ['file', 'content'])),
  running('sql', bad('SqlDataset', ['content', 'file', 'content'])),
  running('whole-file-reader', bad('WholeFileReaderV2', [])),
  running('cache-on-disk', bad('CacheDataset', ['x', 'file'])),
  running('snapshot', bad('SnapshotDatasetV2', ['x', 'file', 'content', 'content'])),
  running('load-dataset', bad('LoadDataset', ['file', 'x'])),
  running('save-dataset', bad('SaveDatasetV2', ['x', 'file', 'x'])),
  running('summary-file', bad('CreateSummaryFileWriter', ['x', 'file', 'x', 'x', 'content'])),
  running('dump-tensor', bad('DumpTensor', ['x'])),
  running('remote-call', bad('RemoteCall', ['content', 'x'])),
  running('rpc', bad('RpcCall', ['x', 'content', 'x'])),
  running('send', bad('_Send', ['x'], { tensor_name: [[2, 't']] })),
  running('data-service', bad('DataServiceDatasetV2', ['x', 'content', 'content', 'content', 'content', 'x', 'x'])),
  running('word-list', bad('InitializeTableFromTextFileV2', ['x', 'file'])),
  running('matrix-of-checkpoint', bad('LoadAndRemapMatrix', ['file', 'content', 'x', 'x', 'x'])),
  running('sampler-file', bad('FixedUnigramCandidateSampler', ['x'], { vocab_file: [[2, '/etc/hostname']] })),
  running('proto-descriptor', bad('DecodeProtoV2', ['content'], { descriptor_source: [[2, '/tmp/canary']] })),
  running('xla-custom-call', bad('XlaCustomCallV2', ['x'])),
  running('unknown-operator', bad('CanaryOp', ['x']), 'graph-ops/unvetted-operator'),
  running('custom-library', bad('Canary>Op', ['x']), 'graph-ops/custom-library'),
  {
    name: 'tensorflow-in-function.pb',
    rule: host,
    bytes: () =>
      savedModel(
        graph(
          [x, y, node('bad', 'StatefulPartitionedCall', ['x'], { f: [[10, [[1, 'f']]]] }), z],
          [functionOf('f', [content, node('w', 'WriteFile', ['file_prefix', 'content'])])],
        ),
      ),
  },
  {
    name: 'tensorflow-in-unused-function.pb',
    rule: host,
    bytes: () =>
      savedModel(graph([x, y], [functionOf('f', [file, node('r', 'ReadFile', ['file:output:0'])])]), {
        outputs: ['y:0'],
      }),
  },
  {
    name: 'tensorflow-saver-with-own-path.pb',
    rule: host,
    bytes: () =>
      savedModel(
        graph([
          x,
          y,
          file,
          content,
          node('save', 'SaveV2', ['file', 'content', 'content', 'x']),
          node('done', 'Identity', ['file', '^save']),
        ]),
        {
          saver: ['prefix:0', 'done:0', 'restore'],
          outputs: ['y:0'],
        },
      ),
  },
  {
    name: 'tensorflow-saver-on-restore.pb',
    rule: host,
    bytes: () =>
      savedModel(
        graph(
          [
            x,
            y,
            node('prefix', 'Placeholder', []),
            node('restore', 'StatefulPartitionedCall', ['prefix'], { f: [[10, [[1, 'traced_restore']]]] }),
          ],
          [
            functionOf('traced_restore', [
              text('to', '/tmp/canary'),
              content,
              node('join', 'StringJoin', ['to', 'file_prefix']),
              node('s', 'SaveV2', ['join', 'content', 'content', 'file_prefix']),
            ]),
          ],
        ),
        { saver: ['prefix:0', 'done:0', 'restore'], outputs: ['y:0'] },
      ),
  },
  {
    name: 'tensorflow-saver-from-signature.pb',
    rule: host,
    bytes: () =>
      savedModel(
        graph([
          x,
          y,
          node('prefix', 'Placeholder', []),
          content,
          node('save', 'SaveV2', ['prefix', 'content', 'content', 'x']),
        ]),
        {
          saver: ['prefix:0', 'save:0', 'restore'],
          outputs: ['y:0', 'save:0'],
        },
      ),
  },
  {
    name: 'tensorflow-on-load.pb',
    rule: host,
    bytes: () =>
      savedModel(graph([x, y, file, content, node('bad', 'WriteFile', ['file', 'content'])]), {
        fields: [
          [
            4,
            [
              [1, 'saved_model_main_op'],
              [2, [[1, [[1, 'bad']]]]],
            ],
          ],
        ],
      }),
  },
  {
    name: 'tensorflow-asset-escapes.pb',
    rule: 'external-data/escaping-path',
    bytes: () =>
      savedModel(graph([x, y, z]), {
        fields: [
          [
            6,
            [
              [
                1,
                [
                  [1, 'asset:0'],
                  [2, 7],
                ],
              ],
              [2, '../../../etc/hostname'],
            ],
          ],
        ],
      }),
  },
  {
    name: 'tensorflow-keras-lambda.pb',
    rule: 'config-code/runs-code',
    bytes: () =>
      savedModel(graph([x, y, z]), {
        fields: [
          [
            7,
            [
              [
                1,
                [
                  [
                    4,
                    [
                      [1, '_tf_keras_layer'],
                      [3, lambdaMetadata],
                    ],
                  ],
                ],
              ],
            ],
          ],
        ],
      }),
  },
  {
    name: 'keras_metadata.pb',
    rule: 'config-code/runs-code',
    bytes: () =>
      message([
        [
          1,
          [
            [2, 1],
            [3, 'root.layer-0'],
            [4, '_tf_keras_layer'],
            [5, lambdaMetadata],
          ],
        ],
      ]),
  },
  {
    name: 'tensorflow-frozen-graph.pb',
    rule: host,
    bytes: () => message(graph([x, y, ...bad('WriteFile', ['file', 'content']), z])),
  },
  {
    name: 'tensorflow-checkpoint.meta',
    rule: host,
    bytes: () => message(metaGraph(graph([x, y, ...bad('ReadFile'), z]))),
  },
  {
    name: 'tensorflow-behind-unknown-field.pb',
    rule: host,
    bytes: () =>
      message([
        [99, 1],
        [1, 1],
        [2, [[98, 'x'], ...metaGraph(graph([x, y, ...bad('ReadFile'), z]))]],
      ]),
  },
  {
    name: 'tensorflow-library-first.pb',
    rule: host,
    bytes: () =>
      message([
        [2, metaGraph([...graph([x, y, ...bad('ReadFile'), z])].reverse())],
        [1, 1],
      ]),
  },
  {
    name: 'tensorflow-absurd-constant.pb',
    rule: 'format/absurd-number',
    bytes: () =>
      savedModel(
        graph([
          x,
          y,
          node('c', 'Const', [], {
            value: [
              [
                8,
                [
                  [1, 1],
                  [
                    2,
                    [
                      [2, [[1, 2n ** 40n]]],
                      [2, [[1, 2n ** 40n]]],
                    ],
                  ],
                ],
              ],
            ],
          }),
          z,
        ]),
      ),
  },
  {
    name: 'tensorflow-short-constant.pb',
    rule: 'format/lying-size',
    bytes: () =>
      savedModel(
        graph([
          x,
          y,
          node('c', 'Const', [], {
            value: [
              [
                8,
                [
                  [1, 1],
                  [2, [[2, [[1, 1000]]]]],
                  [4, new Uint8Array(8)],
                ],
              ],
            ],
          }),
          z,
        ]),
      ),
  },
]
