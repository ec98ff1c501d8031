import { npyFile, npyHeader } from '../../src/scan/formats/fixtures/npy-file.ts'
import {
  compiledPythonStub,
  elfStub,
  fatMachOStub,
  javaClassStub,
  machOStub,
  wasmStub,
  windowsStub,
} from '../../src/scan/formats/fixtures/programs.ts'
import { plainSafetensors, safetensorsFile } from '../../src/scan/formats/fixtures/safetensors-file.ts'
import { arrowFile, arrowStream, parquetFile } from '../../src/scan/formats/fixtures/tables.ts'
import { callingPickle } from '../../src/scan/formats/fixtures/torch-files.ts'
import { zipFile } from '../../src/scan/formats/fixtures/zip-file.ts'
import type { MaliciousSample } from './sample.ts'

const eight = new Uint8Array(8)
const tensor = (begin: number, end: number): object => ({
  dtype: 'U8',
  shape: [end - begin],
  data_offsets: [begin, end],
})
const tensorText = JSON.stringify(tensor(0, 8))
const pickling = 'arrow.py_extension_type'
const textPickle = Buffer.from('cos\nsystem\n(Vecho canary\ntR.')

/** A safetensors file, as its name says, with something wrong. */
function tensors(
  name: string,
  rule: string,
  header: object | string,
  data: Uint8Array = eight,
  length?: bigint,
): MaliciousSample {
  return { name: `safetensors-${name}.safetensors`, rule, bytes: () => safetensorsFile(header, data, length) }
}

function array(name: string, rule: string, descr: string, shape: string, body: Uint8Array): MaliciousSample {
  return { name: `npy-${name}.npy`, rule, bytes: () => npyFile(npyHeader(descr, shape), body) }
}

function program(name: string, bytes: Uint8Array): MaliciousSample {
  return { name, rule: 'native-code/program', bytes: () => bytes }
}

/** Arrays, tensors, tables and programs: security.md 2.7, 2.8, 2.22, 2.23. */
export const samples: readonly MaliciousSample[] = [
  tensors('header-past-end', 'format/lying-size', '{"a":1}', eight, 9000n),
  tensors('header-of-exabytes', 'format/absurd-number', '{"a":1}', eight, 2n ** 63n),
  tensors('duplicate-tensor', 'format/duplicate-key', `{"a":${tensorText},"a":${tensorText}}`),
  tensors('duplicate-escaped-key', 'format/duplicate-key', `{"a":${tensorText},"\\u0061":${tensorText}}`),
  tensors('overlap', 'format/overlap', { a: tensor(0, 6), b: tensor(4, 8) }),
  tensors('hole', 'format/overlap', { a: tensor(0, 3), b: tensor(5, 8) }),
  tensors('trailing-pickle', 'format/overlap', { a: tensor(0, 8) }, Buffer.concat([eight, callingPickle])),
  tensors('tensor-past-end', 'format/lying-size', { a: tensor(0, 1 << 30) }),
  tensors('shape-lies', 'format/lying-size', { a: { dtype: 'F32', shape: [1024], data_offsets: [0, 8] } }),
  tensors('shape-overflow', 'format/absurd-number', {
    a: { dtype: 'U8', shape: [2 ** 40, 2 ** 40], data_offsets: [0, 8] },
  }),
  tensors('negative-extent', 'format/malformed', { a: { dtype: 'U8', shape: [-8], data_offsets: [0, 8] } }),
  tensors('metadata-not-text', 'format/malformed', { __metadata__: { a: [1] }, b: tensor(0, 8) }),
  tensors('deep-header', 'format/malformed', `{"a":${'['.repeat(5000)}`),
  {
    name: 'safetensors-zip-at-end.safetensors',
    rule: 'archive/hidden-bytes',
    bytes: () => {
      const zip = zipFile([['archive/data.pkl', callingPickle]])
      return safetensorsFile({ a: tensor(0, zip.length) }, zip)
    },
  },
  {
    name: 'safetensors-program-before.safetensors',
    rule: 'native-code/program',
    bytes: () => Buffer.concat([elfStub(), plainSafetensors()]),
  },
  array('object-pickle', 'pickle-code/dangerous-call', "'|O'", '(1,)', callingPickle),
  array('object-text-pickle', 'pickle-code/dangerous-call', "'|O'", '(1,)', textPickle),
  array(
    'object-in-struct',
    'pickle-code/dangerous-call',
    "[('a', '<i4'), ('b', [('c', '|O')])]",
    '(1,)',
    callingPickle,
  ),
  array('object-in-subarray', 'pickle-code/dangerous-call', "[('a', '|O', (2,))]", '(1,)', callingPickle),
  array('object-escaped', 'pickle-code/dangerous-call', String.raw`'\x7cO'`, '(1,)', callingPickle),
  array('object-zero-shape', 'pickle-code/dangerous-call', "'|O'", '(0,)', callingPickle),
  array('short-body', 'format/lying-size', "'<f8'", '(1000000000,)', eight),
  array('trailing-pickle', 'format/lying-size', "'<f8'", '(1,)', Buffer.concat([eight, callingPickle])),
  array('shape-overflow', 'format/absurd-number', "'<f8'", '(9007199254740993, 9)', eight),
  array('call-in-header', 'format/malformed', "__import__('os').system('echo canary')", '(1,)', eight),
  array('deep-header', 'format/malformed', '('.repeat(2000), '(1,)', eight),
  {
    name: 'npy-duplicate-descr.npy',
    rule: 'format/duplicate-key',
    bytes: () => npyFile(`${npyHeader("'<f8'", '(1,)').slice(0, -1)}'descr': '|O'}`, callingPickle),
  },
  {
    name: 'npz-object-pickle.npz',
    rule: 'pickle-code/dangerous-call',
    bytes: () => zipFile([['x.npy', npyFile(npyHeader("'|O'", '(1,)'), callingPickle)]]),
  },
  {
    name: 'npz-pickle-under-npy.npz',
    rule: 'pickle-code/dangerous-call',
    bytes: () => zipFile([['x.npy', callingPickle]]),
  },
  {
    name: 'parquet-python-extension.parquet',
    rule: 'config-code/runs-code',
    bytes: () => parquetFile('ARROW:schema', Buffer.from(`${'a schema of '.repeat(20)}${pickling}`).toString('base64')),
  },
  {
    name: 'arrow-python-extension.arrow',
    rule: 'config-code/runs-code',
    bytes: () => arrowFile(`a column of ${pickling}`),
  },
  {
    name: 'arrow-stream-python-extension.arrow',
    rule: 'config-code/runs-code',
    bytes: () => arrowStream(`a column of ${pickling}`),
  },
  program('elf-as-weights.bin', elfStub()),
  program('windows-program-as-weights.bin', windowsStub()),
  program('mach-o-as-weights.bin', machOStub()),
  program('fat-mach-o-as-weights.bin', fatMachOStub(2)),
  program('java-class-as-weights.bin', javaClassStub()),
  program('web-assembly-as-weights.bin', wasmStub()),
  program('compiled-python-as-weights.bin', compiledPythonStub()),
  program('portable-executable-of-several-systems.llamafile', Buffer.from("MZqFpD='\n\n\0")),
  program('shell-script-as-weights.bin', Buffer.from('#!/bin/sh\necho canary\n')),
]
