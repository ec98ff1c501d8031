import {
  bytes,
  flatBuffer,
  number,
  numbers,
  type TableContent,
  tables,
} from '../../src/scan/flatbuffer/fixtures/write-table.ts'
import type { MaliciousSample } from './sample.ts'

const harmlessCode: TableContent = { 0: number(0, 1), 3: 0 }
const input: TableContent = { 0: numbers(1, 2), 1: number(0, 1), 2: 0, 3: 'x' }
const weights: TableContent = { 0: numbers(2, 2), 1: number(0, 1), 2: 1, 3: 'w' }

export interface TfliteParts {
  readonly codes?: readonly TableContent[]
  readonly tensors?: readonly TableContent[]
  readonly operators?: readonly TableContent[]
  readonly buffers?: readonly TableContent[]
}

export function tfliteModel({
  codes = [],
  tensors = [],
  operators = [],
  buffers = [],
}: TfliteParts = {}): Uint8Array<ArrayBuffer> {
  const add: TableContent = { 0: 0, 1: numbers(0, 1), 2: numbers(0) }
  const graph: TableContent = {
    ...{ 0: tables(input, weights, ...tensors), 1: numbers(0), 2: numbers(0) },
    ...{ 3: tables(add, ...operators), 4: 'main' },
  }
  const list = [{}, { 0: bytes(new Uint8Array(16).fill(1)) }, ...buffers]
  return flatBuffer('TFL3', {
    0: 3,
    1: tables(harmlessCode, ...codes),
    2: tables(graph),
    3: 'canary',
    4: tables(...list),
  })
}

function custom(name: string, options = ''): TfliteParts {
  return {
    codes: [{ 0: number(32, 1), 1: name, 3: 32 }],
    operators: [{ 0: 1, 1: numbers(0), 2: numbers(0), 5: bytes(Buffer.from(options)) }],
  }
}

export const samples: readonly MaliciousSample[] = [
  {
    name: 'tflite-flex-write.tflite',
    rule: 'graph-ops/host-access',
    bytes: () => tfliteModel(custom('FlexWriteFile')),
  },
  {
    name: 'tflite-flex-py-func.tflite',
    rule: 'graph-ops/host-access',
    bytes: () => tfliteModel(custom('FlexEagerPyFunc')),
  },
  {
    name: 'tflite-flex-print-to-file.tflite',
    rule: 'graph-ops/host-access',
    bytes: () => tfliteModel(custom('FlexPrintV2', 'output_stream file:///tmp/canary')),
  },
  {
    name: 'tflite-flex-unknown.tflite',
    rule: 'graph-ops/unvetted-operator',
    bytes: () => tfliteModel(custom('FlexCanary')),
  },
  { name: 'tflite-custom.tflite', rule: 'graph-ops/custom-library', bytes: () => tfliteModel(custom('Canary')) },
  {
    name: 'tflite-buffer-past-end.tflite',
    rule: 'format/lying-size',
    bytes: () => tfliteModel({ buffers: [{ 1: number(64, 8), 2: number(2n ** 40n, 8) }] }),
  },
  {
    name: 'tflite-short-buffer.tflite',
    rule: 'format/lying-size',
    bytes: () => tfliteModel({ tensors: [{ 0: numbers(1000, 1000), 1: number(0, 1), 2: 1, 3: 'big' }] }),
  },
  {
    name: 'tflite-no-such-buffer.tflite',
    rule: 'format/lying-size',
    bytes: () => tfliteModel({ tensors: [{ 0: numbers(1), 1: number(0, 1), 2: 99, 3: 't' }] }),
  },
  {
    name: 'tflite-no-such-tensor.tflite',
    rule: 'format/lying-size',
    bytes: () => tfliteModel({ operators: [{ 0: 0, 1: numbers(99), 2: numbers(0) }] }),
  },
  {
    name: 'tflite-no-such-code.tflite',
    rule: 'format/lying-size',
    bytes: () => tfliteModel({ operators: [{ 0: 9, 1: numbers(0), 2: numbers(0) }] }),
  },
  {
    name: 'tflite-overflowing-shape.tflite',
    rule: 'format/absurd-number',
    bytes: () => tfliteModel({ tensors: [{ 0: numbers(2 ** 30, 2 ** 30, 4), 1: number(0, 1), 2: 0, 3: 't' }] }),
  },
  {
    name: 'tflite-negative-shape.tflite',
    rule: 'format/absurd-number',
    bytes: () => tfliteModel({ tensors: [{ 0: numbers(-5, 2), 1: number(0, 1), 2: 0, 3: 't' }] }),
  },
  {
    name: 'tflite-wild-offset.tflite',
    rule: 'format/malformed',
    bytes: () => {
      const model = tfliteModel()
      model.set([0xff, 0xff, 0xff, 0x7f], 0)
      return model
    },
  },
]
