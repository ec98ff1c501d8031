import { type Field, message } from '../../src/scan/protobuf/fixtures/write-message.ts'
import type { MaliciousSample } from './sample.ts'

const port: Field[] = [
  [1, 'x'],
  [
    2,
    [
      [
        1,
        [
          [1, 1],
          [2, [[1, [[1, 1]]]]],
        ],
      ],
    ],
  ],
]
const output: Field[] = [
  [1, 'y'],
  [
    2,
    [
      [
        1,
        [
          [1, 1],
          [2, [[1, [[1, 1]]]]],
        ],
      ],
    ],
  ],
]

function node(operator: string, domain = '', attributes: readonly Field[] = []): Field {
  return [
    1,
    [[1, 'x'], [2, 'y'], [3, 'n'], [4, operator], ...attributes.map((a): Field => [5, a as never]), [7, domain]],
  ]
}

/** A model whose graph has the given fields besides a harmless node. */
export function onnxModel(graph: readonly Field[], fields: readonly Field[] = []): Uint8Array<ArrayBuffer> {
  const whole: Field[] = [node('Relu'), [2, 'g'], ...graph, [11, port], [12, output]]
  return message([
    [1, 8],
    [2, 'canary'],
    [7, whole],
    [
      8,
      [
        [1, ''],
        [2, 17],
      ],
    ],
    ...fields,
  ])
}

/** Field 5 of a graph: an initializer of four floats whose values lie elsewhere. */
function external(entries: Readonly<Record<string, string>>): Field {
  const list = Object.entries(entries).map(([key, value]): Field => [
    13,
    [
      [1, key],
      [2, value],
    ],
  ])
  return [5, [[1, 4], [2, 1], [8, 'w'], ...list, [14, 1]]]
}

const inner = (fields: readonly Field[]): readonly Field[] => [
  [1, 'body'],
  [6, [...fields, [2, 'inner']]],
  [20, 5],
]

function withAttribute(attribute: readonly Field[]): Field {
  return [
    1,
    [
      [1, 'x'],
      [2, 'z'],
      [3, 'outer'],
      [4, 'If'],
      [5, attribute],
    ],
  ]
}

const sixteen = new Uint8Array(16)

export const samples: readonly MaliciousSample[] = [
  {
    name: 'onnx-external-climbing.onnx',
    rule: 'external-data/escaping-path',
    bytes: () => onnxModel([external({ location: '../../../../etc/hostname' })]),
  },
  {
    name: 'onnx-external-backslash.onnx',
    rule: 'external-data/escaping-path',
    bytes: () => onnxModel([external({ location: 'a\\..\\..\\secret' })]),
  },
  {
    name: 'onnx-external-absolute.onnx',
    rule: 'external-data/escaping-path',
    bytes: () => onnxModel([external({ location: '/etc/hostname' })]),
  },
  {
    name: 'onnx-external-drive.onnx',
    rule: 'external-data/escaping-path',
    bytes: () => onnxModel([external({ location: 'C:\\Windows\\win.ini' })]),
  },
  {
    name: 'onnx-external-address.onnx',
    rule: 'external-data/remote-address',
    bytes: () => onnxModel([external({ location: 'https://canary.invalid/w.bin' })]),
  },
  {
    name: 'onnx-external-in-memory.onnx',
    rule: 'external-data/out-of-range',
    bytes: () => onnxModel([external({ location: '*/_ORT_MEM_ADDR_/*', offset: '140737488355328', length: '16' })]),
  },
  {
    name: 'onnx-external-second-location.onnx',
    rule: 'external-data/escaping-path',
    bytes: () =>
      onnxModel([
        [
          5,
          [
            [1, 4],
            [2, 1],
            [8, 'w'],
            [
              13,
              [
                [1, 'location'],
                [2, '/etc/hostname'],
              ],
            ],
            [
              13,
              [
                [1, 'location'],
                [2, 'w.bin'],
              ],
            ],
            [14, 1],
          ],
        ],
      ]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-past-end.onnx',
    rule: 'external-data/out-of-range',
    bytes: () => onnxModel([external({ location: 'w.bin', offset: '8', length: '16' })]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-without-length.onnx',
    rule: 'external-data/out-of-range',
    bytes: () => onnxModel([external({ location: 'w.bin', offset: '4' })]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-negative-offset.onnx',
    rule: 'external-data/out-of-range',
    bytes: () => onnxModel([external({ location: 'w.bin', offset: '-8', length: '16' })]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-giant-length.onnx',
    rule: 'external-data/out-of-range',
    bytes: () => onnxModel([external({ location: 'w.bin', length: '18446744073709551615' })]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-short-length.onnx',
    rule: 'format/lying-size',
    bytes: () => onnxModel([external({ location: 'w.bin', length: '4' })]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-unknown-key.onnx',
    rule: 'external-data/unknown-key',
    bytes: () => onnxModel([external({ location: 'w.bin', __class__: 'canary' })]),
    beside: { 'w.bin': sixteen },
  },
  {
    name: 'onnx-external-in-subgraph.onnx',
    rule: 'external-data/escaping-path',
    bytes: () => onnxModel([withAttribute(inner([external({ location: '../w.bin' })]))]),
  },
  {
    name: 'onnx-external-in-constant.onnx',
    rule: 'external-data/escaping-path',
    bytes: () =>
      onnxModel([
        withAttribute([
          [1, 'value'],
          [5, external({ location: '../w.bin' })[1] as never],
          [20, 4],
        ]),
      ]),
  },
  {
    name: 'onnx-external-in-function.onnx',
    rule: 'external-data/escaping-path',
    bytes: () =>
      onnxModel(
        [],
        [
          [
            25,
            [
              [1, 'f'],
              [
                7,
                [
                  [4, 'Constant'],
                  [
                    5,
                    [
                      [1, 'value'],
                      [5, external({ location: '/w' })[1] as never],
                    ],
                  ],
                ],
              ],
              [10, 'local'],
            ],
          ],
        ],
      ),
  },
  {
    name: 'onnx-external-in-sparse.onnx',
    rule: 'external-data/escaping-path',
    bytes: () =>
      onnxModel([
        [
          15,
          [
            [1, external({ location: '../w.bin' })[1] as never],
            [3, 4],
          ],
        ],
      ]),
  },
  {
    name: 'onnx-external-in-training.onnx',
    rule: 'external-data/escaping-path',
    bytes: () => onnxModel([], [[20, [[2, [external({ location: '../w.bin' }), [2, 'algorithm']]]]]]),
  },
  {
    name: 'onnx-python-op.onnx',
    rule: 'graph-ops/host-access',
    bytes: () => onnxModel([node('PythonOp', 'com.microsoft')]),
  },
  {
    name: 'onnx-python-op-in-subgraph.onnx',
    rule: 'graph-ops/host-access',
    bytes: () => onnxModel([withAttribute(inner([node('PyOp', 'ai.onnx.contrib')]))]),
  },
  {
    name: 'onnx-custom-domain.onnx',
    rule: 'graph-ops/custom-library',
    bytes: () => onnxModel([node('Relu', 'canary.ops')]),
  },
  {
    name: 'onnx-unknown-operator.onnx',
    rule: 'graph-ops/unvetted-operator',
    bytes: () => onnxModel([node('CanaryOp')]),
  },
  {
    name: 'onnx-negative-dimension.onnx',
    rule: 'format/absurd-number',
    bytes: () =>
      onnxModel([
        [
          5,
          [
            [1, -4],
            [2, 1],
            [8, 'w'],
            [9, sixteen],
          ],
        ],
      ]),
  },
  {
    name: 'onnx-overflowing-dimensions.onnx',
    rule: 'format/absurd-number',
    bytes: () =>
      onnxModel([
        [
          5,
          [
            [1, 2n ** 33n],
            [1, 2n ** 33n],
            [2, 1],
            [8, 'w'],
            [9, sixteen],
          ],
        ],
      ]),
  },
  {
    name: 'onnx-short-tensor.onnx',
    rule: 'format/lying-size',
    bytes: () =>
      onnxModel([
        [
          5,
          [
            [1, 4000],
            [2, 1],
            [8, 'w'],
            [9, sixteen],
          ],
        ],
      ]),
  },
  {
    name: 'onnx-graph-first.onnx',
    rule: 'graph-ops/host-access',
    bytes: () =>
      message([
        [7, [node('PythonOp', 'com.microsoft'), [11, port]]],
        [8, [[2, 17]]],
        [1, 8],
      ]),
  },
  {
    name: 'onnx-behind-unknown-field.onnx',
    rule: 'graph-ops/host-access',
    bytes: () =>
      message([
        [99, 1],
        [1, 8],
        [7, [node('PythonOp', 'com.microsoft'), [11, port]]],
      ]),
  },
  {
    name: 'onnx-two-graphs.onnx',
    rule: 'graph-ops/host-access',
    bytes: () => onnxModel([], [[7, [node('PythonOp', 'com.microsoft')]]]),
  },
  {
    name: 'onnx-trailing-bytes.onnx',
    rule: 'format/malformed',
    bytes: () => Buffer.concat([onnxModel([]), Buffer.from('\u0003\u0004#!/bin/sh\necho canary\n')]),
  },
]
