import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'

import type { MaliciousSample } from '../../malicious/sample.ts'
import { bytes, call, canary, canaryPickle, frame, global, harmlessPickle, join, latin, longStr, npy, type Part, stackGlobal, str, u64, zeros, zip } from './build.ts'

const dangerous = 'pickle-code/dangerous-call'
const from64 = (text: string): Buffer => Buffer.from(text, 'base64')
const junk = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 73 + 11) & 0x7f | 0x80))
const hex = canaryPickle.toString('hex')
const base64 = canaryPickle.toString('base64')

interface Wrapper {
  readonly dtype?: string
  readonly shape?: Part
  readonly alignment?: Part
  readonly subclass?: Part
  readonly module?: string
  readonly name?: string
}
/** As joblib writes an array: a wrapper, its state, BUILD, then raw bytes. */
function wrapper({ dtype = 'u1', shape = 'K\x10\x85', alignment, subclass, module, name }: Wrapper): Buffer {
  return join(
    global(module ?? 'joblib.numpy_pickle', name ?? 'NumpyArrayWrapper'), ')\x81}(',
    longStr('subclass'), subclass ?? global('numpy', 'ndarray'), longStr('shape'), shape,
    longStr('order'), longStr('C'), longStr('dtype'),
    call('numpy', 'dtype', longStr(dtype), '\x89\x88'), '(K\x03', longStr('|'), 'NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xff', dtype.startsWith('O') ? 'K\x3f' : 'K\x00', 'tb',
    longStr('allow_mmap'), '\x88', ...(alignment ? [longStr('numpy_array_alignment_bytes'), alignment] : []), 'ub',
  )
}
const legacyArray = (name: string, file: string): Buffer =>
  join('\x80\x02', global('joblib.numpy_pickle', name), ')\x81}(', longStr('filename'), longStr(file), longStr('subclass'), global('numpy', 'ndarray'), longStr('shape'), 'K\x01\x85', longStr('init_args'), global('numpy', 'ndarray'), 'K\x00\x85C\x01b\x87', longStr('state'), 'Nub.')

const cases: Record<string, readonly [rule: string, ...parts: Part[]]> = {
  'second-pickle.pkl': [dangerous, harmlessPickle, canaryPickle],
  'ninth-pickle.pkl': [dangerous, ...Array.from({ length: 8 }, () => harmlessPickle), canaryPickle],
  'pickle-after-zeros.pkl': ['pickle-code/dormant', harmlessPickle, zeros(70_000), canaryPickle],
  'pickle-after-junk.pkl': ['pickle-code/dormant', harmlessPickle, junk, canaryPickle],
  'text-pickle-after-junk.pkl': ['pickle-code/dormant', harmlessPickle, junk, '\n', canary, '.'],
  'inst-text-pickle-after-junk.pkl': ['pickle-code/dormant', harmlessPickle, junk, "(S'echo canary'\nios\nsystem\n."],
  'stacked-in-one-frame.pkl': [dangerous, '\x80\x04', frame(join('N.\x80\x02', canary, '.'))],
  'blank-lines-before-text-pickle.pkl': ['pickle-code/dormant', '\n\n', canary, '.'],
  'byte-order-mark-before-pickle.pkl': ['pickle-code/dormant', '\xef\xbb\xbf', canaryPickle],
  'loads-of-bytes.pkl': [dangerous, '\x80\x03', call('pickle', 'loads', bytes(canaryPickle)), '.'],
  'load-from-bytes-of-pickle.pkl': [dangerous, '\x80\x03', call('torch.storage', '_load_from_bytes', bytes(canaryPickle)), '.'],
  'load-from-bytes-of-text-pickle.pkl': [dangerous, '\x80\x03', call('torch.storage', '_load_from_bytes', bytes(join(canary, '.'))), '.'],
  'load-from-bytes-of-zip.pkl': [dangerous, '\x80\x03', call('torch.storage', '_load_from_bytes', bytes(zip([{ name: 'archive/data.pkl', data: canaryPickle }]))), '.'],
  'load-from-bytes-twice.pkl': [dangerous, '\x80\x03', call('torch.storage', '_load_from_bytes', bytes(join('\x80\x03', call('torch.storage', '_load_from_bytes', bytes(canaryPickle)), '.'))), '.'],
  'load-from-bytes-of-memo.pkl': [dangerous, '\x80\x03', bytes(canaryPickle), 'q\x010', call('torch.storage', '_load_from_bytes', 'h\x01'), '.'],
  'load-from-bytes-of-bytearray.pkl': [dangerous, '\x80\x05', call('torch.storage', '_load_from_bytes', '\x96', u64(canaryPickle.length), canaryPickle), '.'],
  'load-from-bytes-of-encoded-text.pkl': ['pickle-code/unlisted-call', '\x80\x02', call('torch.storage', '_load_from_bytes', call('_codecs', 'encode', longStr(canaryPickle.toString('latin1')), longStr('latin1'))), '.'],
  'load-from-bytes-newobj-form.pkl': ['pickle-code/unlisted-call', '\x80\x02', global('torch.storage', '_load_from_bytes'), bytes(canaryPickle), '\x85\x81.'],
  'load-from-bytes-obj-form.pkl': [dangerous, '\x80\x02(', global('torch.storage', '_load_from_bytes'), bytes(canaryPickle), 'o.'],
  'load-from-bytes-inst-form.pkl': [dangerous, '\x80\x02(', bytes(canaryPickle), 'itorch.storage\n_load_from_bytes\n.'],
  'passthrough-type-v2.pkl': [dangerous, '\x80\x02', call('torch._tensor', '_rebuild_from_type_v2', global('os', 'system'), global('torch', 'Tensor'), longStr('echo canary'), '\x85N'), '.'],
  'passthrough-type-v2-of-loader.pkl': [dangerous, '\x80\x03', call('torch._tensor', '_rebuild_from_type_v2', global('torch.storage', '_load_from_bytes'), global('torch', 'Tensor'), bytes(canaryPickle), '\x85N'), '.'],
  'passthrough-type-v2-of-itself.pkl': [dangerous, '\x80\x03', call('torch._tensor', '_rebuild_from_type_v2', global('torch._tensor', '_rebuild_from_type_v2'), global('torch', 'Tensor'), '(', global('torch.storage', '_load_from_bytes'), global('torch', 'Tensor'), bytes(canaryPickle), '\x85Nt', 'N'), '.'],
  'passthrough-partial-of-getattr.pkl': ['pickle-code/unlisted-call', '\x80\x02', call('functools', 'partial', global('builtins', 'getattr')), global('collections', 'OrderedDict'), longStr('__init__'), '\x86R.'],
  'passthrough-partial-state.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('functools', 'partial', global('builtins', 'list')), '(', global('torch.storage', '_load_from_bytes'), bytes(canaryPickle), '\x85}Ntb)R.'],
  'passthrough-map-in-set.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('builtins', 'set', call('builtins', 'map', global('torch.storage', '_load_from_bytes'), bytes(canaryPickle), '\x85')), '.'],
  'passthrough-defaultdict-with-missing-key.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('collections', 'defaultdict', call('functools', 'partial', global('torch.storage', '_load_from_bytes'), bytes(canaryPickle))), '.'],
  'passthrough-counter-of-getattr.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('collections', 'Counter', call('builtins', 'getattr', global('torch.storage', '_load_from_bytes'), longStr('__globals__'))), '.'],
  'passthrough-kdtree-newobj-unlisted.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('sklearn.neighbors._kd_tree', 'newObj', global('zipfile', 'ZipFile')), '.'],
  'passthrough-new-index.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('pandas.core.indexes.base', '_new_Index', global('tempfile', 'TemporaryDirectory'), '}'), '.'],
  'numpy-reconstruct-unlisted-type.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('numpy.core.multiarray', '_reconstruct', global('canary.arrays', 'Array'), 'K\x00\x85C\x01b'), '.'],
  'array-state-holds-payload.pkl': [dangerous, '\x80\x03', call('numpy.core.multiarray', '_reconstruct', global('numpy', 'ndarray'), 'K\x00\x85C\x01b'), '(K\x01K\x01\x85', call('numpy', 'dtype', longStr('O8'), '\x89\x88'), '\x89]', canary, 'atb.'],
  'pickle-in-base64-called.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('pickle', 'loads', call('base64', 'b64decode', longStr(base64))), '.'],
  'pickle-in-hex-called.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('pickle', 'loads', call('binascii', 'unhexlify', longStr(hex))), '.'],
  'pickle-in-zlib-called.pkl': ['pickle-code/unlisted-call', '\x80\x03', call('pickle', 'loads', call('zlib', 'decompress', bytes(deflateSync(canaryPickle)))), '.'],
  'npy-object-array.npy': [dangerous, npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", canaryPickle)],
  'npy-object-in-structure.npy': [dangerous, npy("{'descr': [('a', '<f8'), ('b', [('c', '|O')])], 'fortran_order': False, 'shape': (1,), }", canaryPickle)],
  'npy-object-in-subarray.npy': [dangerous, npy("{'descr': [('a', '|O', (2,))], 'fortran_order': False, 'shape': (1,), }", canaryPickle, 2)],
  'npy-keys-in-another-order-version-three.npy': [dangerous, npy("{'shape': (1,), 'fortran_order': False, 'descr': \"|O8\", }", canaryPickle, 3)],
  'npy-object-spelled-with-escape.npy': [dangerous, npy("{'descr': '|\\x4f', 'fortran_order': False, 'shape': (1,), }", canaryPickle)],
  'npy-object-spelled-by-joined-strings.npy': [dangerous, npy("{'descr': '|' 'O', 'fortran_order': False, 'shape': (1,), }", canaryPickle)],
  'npy-second-descr-wins.npy': [dangerous, npy("{'descr': '<f8', 'descr': '|O', 'fortran_order': False, 'shape': (1,), }", canaryPickle)],
  'npy-payload-behind-the-array.npy': [dangerous, npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", join(zeros(8), canaryPickle))],
  'npy-deep-header.npy': ['format/malformed', npy(`${'('.repeat(5000)}`, '')],
  'npy-expression-in-header.npy': ['format/malformed', npy("__import__('os').system('echo canary')", '')],
  'npy-shape-larger-than-body.npy': ['format/lying-size', npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }", zeros(64))],
  'npy-negative-shape.npy': ['format/absurd-number', npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", zeros(64))],
  'npy-header-length-beyond-file.npy': ['format/lying-size', '\x93NUMPY\x02\x00\xff\xff\xff\x7f', "{'descr': '|O'"],
  'npz-member-without-ending.npz': [dangerous, zip([{ name: 'arr_0.npy', data: npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", zeros(8)) }, { name: 'arr_1', data: canaryPickle }])],
  'npz-object-member-deflated.npz': [dangerous, zip([{ name: 'arr_0.npy', data: npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", canaryPickle), deflate: true }])],
  'joblib-payload-after-array.joblib': [dangerous, '\x80\x03](', wrapper({ alignment: 'K\x10' }), '\x03\xff\xff\xff', zeros(16), canary, 'e.'],
  'joblib-object-array.joblib': [dangerous, '\x80\x03', wrapper({ dtype: 'O8', shape: 'K\x01\x85', alignment: 'K\x10' }), canaryPickle, '.'],
  'joblib-structured-object-array.joblib': [dangerous, '\x80\x03', global('joblib.numpy_pickle', 'NumpyArrayWrapper'), ')\x81}(', longStr('subclass'), global('numpy', 'ndarray'), longStr('shape'), 'K\x01\x85', longStr('order'), longStr('C'), longStr('dtype'), call('numpy', 'dtype', longStr('V8'), '\x89\x88'), '(K\x03', longStr('|'), 'N', longStr('a'), '\x85}', longStr('a'), call('numpy', 'dtype', longStr('O8'), '\x89\x88'), 'K\x00\x86sK\x08K\x01K\x1btb', longStr('allow_mmap'), '\x89ub', canaryPickle, '.'],
  'joblib-array-read-as-opcodes.joblib': [dangerous, '\x80\x03', wrapper({ shape: 'K\x30\x85' }), join(canary, '.').toString('latin1').padEnd(48, '\0'), '.'],
  'joblib-padding-read-as-opcodes.pkl': [dangerous, '\x80\x03', wrapper({ alignment: 'K\x40' }), '((', join('0', canary, '.').toString('latin1').padEnd(39, '\0'), zeros(16), '.'],
  'joblib-shape-hides-the-rest.joblib': ['format/lying-size', '\x80\x03', wrapper({ dtype: 'f8', shape: 'J\xff\xff\xff\x7f\x85' }), canaryPickle],
  'joblib-negative-shape.joblib': ['pickle-code/unknown-state', '\x80\x03', wrapper({ dtype: 'f8', shape: 'J\xff\xff\xff\xff\x85' }), zeros(8), canary, '.'],
  'joblib-shape-unknown.joblib': ['pickle-code/unknown-state', '\x80\x03', wrapper({ shape: 'h\x7f' }), zeros(16), canary, '.'],
  'joblib-subclass-unlisted.joblib': ['pickle-code/unlisted-call', '\x80\x03', wrapper({ subclass: global('canary.arrays', 'Array') }), zeros(16), '.'],
  'joblib-memmap-subclass-then-payload.joblib': [dangerous, '\x80\x03(', wrapper({ subclass: global('numpy', 'memmap') }), zeros(16), canary, 't.'],
  'joblib-old-wrapper-escapes.pkl': ['external-data/escaping-path', legacyArray('NDArrayWrapper', '../../canary_01.npy')],
  'joblib-old-compressed-wrapper-absolute.pkl': ['external-data/escaping-path', legacyArray('ZNDArrayWrapper', '/etc/canary_01.npy.z')],
  'joblib-wrapper-state-by-setattr.joblib': ['pickle-code/unknown-state', '\x80\x03', global('joblib.numpy_pickle', 'NumpyArrayWrapper'), ')\x81N}', longStr('dtype'), longStr('u1'), 's\x86b', canary, '.'],
  'compressed-zlib.z': [dangerous, deflateSync(canaryPickle)],
  'compressed-zlib-twice.joblib': [dangerous, deflateSync(deflateSync(canaryPickle))],
  'compressed-gzip-two-parts.gz': [dangerous, gzipSync(harmlessPickle), gzipSync(canaryPickle)],
  'compressed-gzip-then-plain.joblib': [dangerous, gzipSync(harmlessPickle), canaryPickle],
  'compressed-bzip2.joblib': [dangerous, from64('QlpoOTFBWSZTWRuFH/UAAA/TwBAQQMEYACpDnCBAACAAMUwmmgNMQoDQMJmoEcvA9GDaFdjyV3i1VVJMKD4u5IpwoSA3Cj/q')],
  'compressed-xz.xz': [dangerous, from64('/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAfgAJjb3MKc3lzdGVtCihTJ2VjaG8gY2FuYXJ5Jwp0Ui4A7qyJ8nxTHscAATggGCl3DB+2830BAAAAAARZWg==')],
  'compressed-lzma.lzma': [dangerous, from64('XQAAgAD//////////wBAAIgDvDC9NN4vXibQafM/QaF6MT3XJugLhF2BnWpQ24SKaaCz///NSgAA')],
  'compressed-lz4.lz4': [dangerous, from64('BCJNGGhAIAAAAAAAAAAwIAAAgIACY29zCnN5c3RlbQooUydlY2hvIGNhbmFyeScKdFIuAAAAAA==')],
  'compressed-zstd.joblib': [dangerous, zstdCompressSync(canaryPickle)],
  'compressed-zf.joblib': [dangerous, `ZF${`0x${canaryPickle.length.toString(16)}`.padEnd(19, ' ')}`, deflateSync(canaryPickle)],
  'compressed-truncated-after-payload.joblib': [dangerous, deflateSync(join('\x80\x02', canary, ...Array.from({ length: 3000 }, (_, at) => join('K', Uint8Array.of(at & 255), '0'))), { level: 0 }).subarray(0, 5000)],
  'compressed-bomb.pkl': ['archive/bomb', gzipSync(gzipSync(zeros(200_000_000)))],
  'renamed-as-picture.png': [dangerous, canaryPickle],
  'renamed-as-text.txt': [dangerous, canary, '.'],
  'renamed-as-safetensors.safetensors': [dangerous, canaryPickle],
  'renamed-as-onnx.onnx': [dangerous, canaryPickle],
  'renamed-as-json.json': [dangerous, canary, '.'],
  'renamed-as-gguf.gguf': [dangerous, canaryPickle],
  'renamed-as-h5.h5': [dangerous, canaryPickle],
  'without-ending': [dangerous, stackGlobal('os', 'system'), str('echo canary'), '\x85R.'],
}

export const samples: readonly MaliciousSample[] = Object.entries(cases).map(([name, [rule, ...parts]]) => ({
  name: `stream-${name}`,
  rule,
  bytes: () => join(...parts.map((part) => (typeof part === 'string' ? latin(part) : part))),
}))
