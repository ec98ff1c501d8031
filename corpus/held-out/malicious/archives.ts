// oxlint-disable max-lines -- a list with one entry for each construct
import { gzipSync } from 'node:zlib'

import type { MaliciousSample } from '../../malicious/sample.ts'
import {
  call,
  canary,
  canaryPickle,
  global,
  harmlessPickle,
  join,
  longStr,
  tar,
  tarMember,
  u16,
  u32,
  u64,
  utf8,
  zeros,
  zip,
  type Part,
} from './build.ts'
import { crc32 } from 'node:zlib'

const dangerous = 'pickle-code/dangerous-call'
const text = 'Notes about the model.\n'
const good = { name: 'archive/data.pkl', data: harmlessPickle }
const bad = { name: 'archive/data.pkl', data: canaryPickle }
const elf = join('\x7fELF\x02\x01\x01\x00', zeros(8), u16(3), u16(62), u32(1), zeros(100))
const dll = join('MZ', zeros(58), u32(64), 'PE\0\0', u16(0x8664), u16(1), zeros(200))

/** A tensor as torch writes it: storage by persistent id, then its view. */
function tensor({
  type = global('torch', 'FloatStorage'),
  key = longStr('0'),
  count = 'K\x04' as Part,
  offset = 'K\x00' as Part,
  size = 'K\x04\x85' as Part,
  stride = 'K\x01\x85' as Part,
  tag = longStr('storage'),
  location = longStr('cpu') as Part,
} = {}): Buffer {
  return join(
    global('torch._utils', '_rebuild_tensor_v2'),
    '((',
    tag,
    type,
    key,
    location,
    count,
    'tQ',
    offset,
    size,
    stride,
    '\x89',
    global('collections', 'OrderedDict'),
    ')RtR',
  )
}
const torchZip = (
  pickle: Part,
  more: readonly { name: string; data: Part }[] = [],
  storage: Part = zeros(16),
): Buffer =>
  zip([
    { name: 'm/data.pkl', data: join('\x80\x02', pickle, '.') },
    { name: 'm/data/0', data: storage },
    { name: 'm/version', data: '3\n' },
    ...more,
  ])
const script = (code: string, pickle: Part = 'N'): Buffer =>
  zip([
    { name: 'm/data.pkl', data: join('\x80\x02', pickle, '.') },
    { name: 'm/code/__torch__/net.py', data: code },
    { name: 'm/constants.pkl', data: '\x80\x02).' },
    { name: 'm/version', data: '3\n' },
  ])
const forward = (body: string): string =>
  `class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n  def forward(self: __torch__.net.Net,\n    x: Tensor) -> Tensor:\n    ${body}\n    return x\n`

const magic = '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19'
const legacy = (...pickles: readonly Part[]): Buffer => join(...pickles.map((pickle) => join('\x80\x02', pickle, '.')))
const info = join('}(', longStr('protocol_version'), 'M\xe9\x03', longStr('little_endian'), '\x88u')

const dataPickle = { name: 'archive/data.pkl', data: canaryPickle }
const unicodePath = (name: string, of: string): Buffer =>
  join(u16(0x7075), u16(5 + name.length), '\x01', u32(crc32(Buffer.from(of))), name)
const zip64 = (...values: number[]): Buffer =>
  join(u16(1), u16(values.length * 8), ...values.map((value) => u64(value)))

const files: Record<string, readonly [rule: string, bytes: () => Uint8Array]> = {
  'member-named-as-text.pt': [dangerous, () => zip([good, { name: 'archive/readme.txt', data: canaryPickle }])],
  'member-named-as-weights.pt': [dangerous, () => torchZip('N', [{ name: 'm/data/1', data: canaryPickle }])],
  'member-in-directory-entry.pt': [dangerous, () => zip([good, { name: 'archive/data/', data: canaryPickle }])],
  'member-text-protocol-no-ending.zip': [dangerous, () => zip([{ name: 'x', data: join(canary, '.') }])],
  'local-name-differs.pt': [
    'archive/disagreeing-headers',
    () => zip([{ ...dataPickle, localName: 'archive/data.txt' }]),
  ],
  'local-size-differs.pt': ['archive/disagreeing-headers', () => zip([{ ...dataPickle, localSize: 4 }])],
  'central-size-zero.pt': [
    'archive/disagreeing-headers',
    () => zip([{ ...dataPickle, size: 0, localSize: canaryPickle.length }]),
  ],
  'encrypted-flag.pt': [dangerous, () => zip([{ ...dataPickle, flags: 1 }])],
  'strong-encryption-flag.pt': [dangerous, () => zip([{ ...dataPickle, flags: 0x41 }])],
  'masked-headers-flag.pt': [dangerous, () => zip([{ ...dataPickle, flags: 0x2000 }])],
  'patched-data-flag.pt': [dangerous, () => zip([{ ...dataPickle, flags: 0x20 }])],
  'wrong-checksum.pt': [dangerous, () => zip([{ ...dataPickle, crc: 0xdeadbeef }])],
  'stored-but-marked-deflated.pt': [dangerous, () => zip([{ ...dataPickle, method: 8 }])],
  'unknown-method.pt': ['format/malformed', () => zip([{ ...dataPickle, method: 99 }])],
  'duplicate-names.pt': [dangerous, () => zip([bad, good])],
  'duplicate-names-other-case.pt': [dangerous, () => zip([good, { name: 'ARCHIVE/DATA.PKL', data: canaryPickle }])],
  'not-in-the-directory.pt': [dangerous, () => zip([{ ...dataPickle, unlisted: true, name: 'archive/hidden' }, good])],
  'pickle-before-the-archive.pt': [dangerous, () => zip([good], { prefix: canaryPickle })],
  'pickle-before-the-archive-offsets-not-shifted.pt': [dangerous, () => join(canaryPickle, zip([good]))],
  'pickle-before-the-directory.pt': [dangerous, () => zip([good], { beforeDirectory: canaryPickle })],
  'pickle-in-the-comment.pt': [dangerous, () => zip([good], { comment: canaryPickle })],
  'pickle-after-the-end.pt': [dangerous, () => zip([good], { suffix: canaryPickle })],
  'two-archives.pt': [dangerous, () => join(zip([bad]), zip([good]))],
  'archive-in-the-comment.pt': [dangerous, () => zip([bad], { comment: zip([good]) })],
  'archive-in-the-comment-second-hidden.pt': [dangerous, () => zip([good], { comment: zip([bad]) })],
  'directory-count-too-small.pt': [
    dangerous,
    () => zip([good, { name: 'archive/b', data: canaryPickle }], { countShift: -1 }),
  ],
  'directory-offset-wrong.pt': [dangerous, () => zip([bad], { offsetShift: 7 })],
  'no-end-record.pt': [dangerous, () => zip([bad]).subarray(0, -30)],
  'data-descriptor.pt': [dangerous, () => zip([{ ...dataPickle, descriptor: true, deflate: true }])],
  'zip64-sizes-override.pt': [
    dangerous,
    () =>
      zip([
        { ...dataPickle, size: 0xffffffff, extra: zip64(canaryPickle.length), localExtra: zip64(canaryPickle.length) },
      ]),
  ],
  'unicode-path-field-renames.pt': [
    dangerous,
    () =>
      zip([
        {
          name: 'archive/readme.txt',
          data: canaryPickle,
          extra: unicodePath('archive/data.pkl', 'archive/readme.txt'),
        },
      ]),
  ],
  'nul-in-member-name.pt': [dangerous, () => zip([{ name: 'archive/data.pkl\0.txt', data: canaryPickle }])],
  'traversal.zip': ['archive/escaping-path', () => zip([{ name: '../../canary.txt', data: text }])],
  'traversal-backslashes.zip': ['archive/escaping-path', () => zip([{ name: '..\\..\\canary.txt', data: text }])],
  'traversal-in-the-middle.zip': [
    'archive/escaping-path',
    () => zip([{ name: 'a/b/../../../canary.txt', data: text }]),
  ],
  'absolute-drive.zip': ['archive/escaping-path', () => zip([{ name: 'C:\\canary.txt', data: text }])],
  'absolute.zip': ['archive/escaping-path', () => zip([{ name: '/tmp/canary.txt', data: text }])],
  'symbolic-link.zip': [
    'archive/escaping-link',
    () => zip([{ name: 'weights', data: '../../../etc/passwd', mode: 0o120777 }]),
  ],
  'nested-three-deep.zip': [
    dangerous,
    () => zip([{ name: 'a.zip', data: zip([{ name: 'b.bin', data: zip([bad]), deflate: true }]) }]),
  ],
  'nested-twelve-deep.zip': [
    'archive/nested-deeply',
    () => Array.from({ length: 12 }).reduce<Buffer>((inner) => zip([{ name: 'a.zip', data: inner }]), zip([bad])),
  ],
  'tar-in-gzip-in-zip.zip': [
    dangerous,
    () => zip([{ name: 'a', data: gzipSync(tar([{ name: 'x', data: canaryPickle }])) }]),
  ],
  'bomb.zip': ['archive/bomb', () => zip([{ name: 'a', data: zeros(60_000_000), deflate: true }])],
  'native-library-inside.zip': ['native-code/program', () => zip([{ name: 'data/weights.bin', data: elf }])],
  'python-path-file.zip': [
    'config-code/suspicious-python',
    () => zip([{ name: 'site/canary.pth', data: "import os; os.system('echo canary')\n" }]),
  ],
  'seven-zip.pt': ['format/wrong-type', () => join('7z\xbc\xaf\x27\x1c\x00\x04', zeros(200), canaryPickle)],
  'rar.bin': ['format/wrong-type', () => join('Rar!\x1a\x07\x01\x00', zeros(100), canaryPickle)],
  'tar-traversal.tar': ['archive/escaping-path', () => tar([{ name: 'a/../../canary', data: text }])],
  'tar-absolute.tar': ['archive/escaping-path', () => tar([{ name: '/etc/canary', data: text }])],
  'tar-prefix-field-traversal.tar': [
    'archive/escaping-path',
    () => tar([{ name: 'canary', prefix: '../..', data: text }]),
  ],
  'tar-symbolic-link.nemo': [
    'archive/escaping-link',
    () =>
      tar([
        { name: 'a', type: '2', link: '../../etc/passwd' },
        { name: 'model_config.yaml', data: 'a: 1\n' },
      ]),
  ],
  'tar-hard-link.tar': ['archive/escaping-link', () => tar([{ name: 'a', type: '1', link: '/etc/passwd' }])],
  'tar-write-through-link.tar': [
    'archive/escaping-link',
    () =>
      tar([
        { name: 'a', type: '2', link: '/tmp' },
        { name: 'a/canary', data: text },
      ]),
  ],
  'tar-device.tar': ['archive/special-file', () => tar([{ name: 'a', type: '3' }])],
  'tar-pipe.tar': ['archive/special-file', () => tar([{ name: 'a', type: '6' }])],
  'tar-duplicate.tar': [
    'archive/duplicate-name',
    () =>
      tar([
        { name: 'model_config.yaml', data: 'a: 1\n' },
        { name: './model_config.yaml', data: 'a: 2\n' },
      ]),
  ],
  'tar-long-name-traversal.tar': [
    'archive/escaping-path',
    () =>
      tar([
        { name: '././@LongLink', type: 'L', data: '../../canary\0' },
        { name: 'a', data: text },
      ]),
  ],
  'tar-pax-path-traversal.tar': [
    'archive/escaping-path',
    () =>
      tar([
        { name: 'p', type: 'x', data: '21 path=../../canary\n' },
        { name: 'a', data: text },
      ]),
  ],
  'tar-pax-link-path.tar': [
    'archive/escaping-link',
    () =>
      tar([
        { name: 'p', type: 'x', data: '24 linkpath=/etc/passwd\n' },
        { name: 'a', type: '2', link: 'b' },
      ]),
  ],
  'tar-pax-size-hides-member.tar': [
    'archive/disagreeing-headers',
    () =>
      tar([
        { name: 'p', type: 'x', data: '13 size=1024\n' },
        { name: 'a', data: '' },
        { name: 'b', data: canaryPickle },
      ]),
  ],
  'tar-pax-global-path.tar': [
    'archive/escaping-path',
    () =>
      tar([
        { name: 'p', type: 'g', data: '21 path=../../canary\n' },
        { name: 'a', data: text },
      ]),
  ],
  'tar-pickle-member.tar': [dangerous, () => tar([{ name: 'notes.txt', data: canaryPickle }])],
  'tar-second-archive-after-end.tar': [
    dangerous,
    () => tar([{ name: 'a', data: text }], tar([{ name: 'b', data: canaryPickle }])),
  ],
  'tar-wrong-checksum-hides-member.tar': [
    'format/malformed',
    () =>
      join(
        tarMember({ name: 'a', data: text }),
        tarMember({ name: 'b', data: canaryPickle, badChecksum: true }),
        zeros(1024),
      ),
  ],
  'tar-contiguous-type-member.tar': [dangerous, () => tar([{ name: 'a', type: '7', data: canaryPickle }])],
  'tar-unknown-type-member.tar': [dangerous, () => tar([{ name: 'a', type: 'Z', data: canaryPickle }])],
  'tar-directory-with-content.tar': [dangerous, () => tar([{ name: 'a/', type: '5', data: canaryPickle }])],
  'tar-truncated-member.tar': ['format/lying-size', () => tarMember({ name: 'a', data: text, size: 5_000_000 })],
  'tar-gzip.nemo': [dangerous, () => gzipSync(tar([{ name: 'model_weights.ckpt', data: zip([bad]) }]))],
  'nemo-target.nemo': [
    'config-code/runs-code',
    () => tar([{ name: './model_config.yaml', data: 'model:\n  _target_: subprocess.run\n  args: [echo, canary]\n' }]),
  ],
  'nemo-target-nested-in-list.nemo': [
    'config-code/runs-code',
    () =>
      tar([
        {
          name: './model_config.yaml',
          data: 'model:\n  parts:\n    - x: 1\n    - {"_target_": "builtins.exec", "_args_": ["1"]}\n',
        },
      ]),
  ],
  'handler.mar': [
    'config-code/suspicious-python',
    () =>
      zip([
        {
          name: 'MAR-INF/MANIFEST.json',
          data: JSON.stringify({ model: { handler: 'h.py', serializedFile: 'model.pt', modelName: 'm' } }),
        },
        { name: 'h.py', data: "import os\nos.system('echo canary')\n" },
      ]),
  ],
  'handler-requirements.mar': [
    'dependency-hygiene/direct-address',
    () =>
      zip([
        {
          name: 'MAR-INF/MANIFEST.json',
          data: JSON.stringify({
            model: { handler: 'image_classifier', requirementsFile: 'requirements.txt', modelName: 'm' },
          }),
        },
        { name: 'requirements.txt', data: 'canary @ https://canary.invalid/canary-1.0.tar.gz\n' },
      ]),
  ],

  'torch-constants-payload.pt': [dangerous, () => torchZip('N', [{ name: 'm/constants.pkl', data: canaryPickle }])],
  'torch-extra-attributes-pickle.pt': [
    dangerous,
    () => torchZip('N', [{ name: 'm/attributes.pkl', data: canaryPickle }]),
  ],
  'torch-storage-smaller-than-claimed.pt': [
    'pickle-code/storage-mismatch',
    () => torchZip(tensor({ count: 'M\x00\x10' })),
  ],
  'torch-view-outside-storage.pt': ['pickle-code/storage-mismatch', () => torchZip(tensor({ size: 'M\x00\x10\x85' }))],
  'torch-offset-outside-storage.pt': ['pickle-code/storage-mismatch', () => torchZip(tensor({ offset: 'M\x00\x10' }))],
  'torch-negative-offset.pt': ['pickle-code/storage-mismatch', () => torchZip(tensor({ offset: 'J\xf0\xff\xff\xff' }))],
  'torch-negative-stride.pt': [
    'pickle-code/storage-mismatch',
    () => torchZip(tensor({ stride: 'J\xf0\xff\xff\xff\x85' })),
  ],
  'torch-stride-overflow.pt': [
    'pickle-code/storage-mismatch',
    () => torchZip(tensor({ stride: '\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x40\x85' })),
  ],
  'torch-missing-storage.pt': ['pickle-code/storage-mismatch', () => torchZip(tensor({ key: longStr('7') }))],
  'torch-storage-key-traversal.pt': [
    'pickle-code/persistent-id',
    () => torchZip(tensor({ key: longStr('../../../etc/passwd') })),
  ],
  'torch-storage-type-unlisted.pt': [
    'pickle-code/unvetted-import',
    () => torchZip(tensor({ type: global('canary', 'Storage') })),
  ],
  'torch-storage-tag-other.pt': ['pickle-code/persistent-id', () => torchZip(tensor({ tag: longStr('module') }))],
  'torch-storage-location-computed.pt': [dangerous, () => torchZip(tensor({ location: canary }))],
  'torch-setitem-on-tensor.pt': ['pickle-code/changed-object', () => torchZip(join(tensor(), 'K\x00K\x01s'))],
  'torch-legacy-fourth-pickle.pt': [dangerous, () => legacy(magic, 'M\xe9\x03', info, canary, ']')],
  'torch-legacy-keys-pickle.pt': [dangerous, () => legacy(magic, 'M\xe9\x03', info, 'N', canary)],
  'torch-legacy-sixth-pickle.pt': [dangerous, () => legacy(magic, 'M\xe9\x03', info, 'N', ']', canary)],
  'torch-legacy-system-info.pt': [dangerous, () => legacy(magic, 'M\xe9\x03', canary, 'N', ']')],
  'torch-legacy-magic-by-call.pt': [
    'pickle-code/unlisted-call',
    () =>
      legacy(
        call('builtins', 'int', longStr('119547037146038801333356')),
        'M\xe9\x03',
        info,
        call('types', 'CodeType'),
        ']',
      ),
  ],
  'torch-legacy-source-in-persistent-id.pt': [
    'pickle-code/carries-code',
    () =>
      legacy(
        magic,
        'M\xe9\x03',
        info,
        join('((', longStr('module'), global('__main__', 'Net'), longStr('net.py'), longStr('import os'), 'tQ)R'),
        ']',
      ),
  ],
  'torch-legacy-tail-holds-pickle.pt': [
    dangerous,
    () =>
      join(legacy(magic, 'M\xe9\x03', info, tensor(), join(']', longStr('0'), 'a')), u64(4), zeros(16), canaryPickle),
  ],
  'torch-tar-first-version.pt': [
    dangerous,
    () =>
      tar([
        { name: './sys_info', data: join('\x80\x02', info, '.') },
        { name: './storages', data: '\x80\x02K\x00.' },
        { name: './tensors', data: '\x80\x02K\x00.' },
        { name: './pickle', data: canaryPickle },
      ]),
  ],
  'torch-whole-module.pt': [
    'pickle-code/unvetted-class',
    () => torchZip(join(global('canary_package.net', 'Net'), ')\x81}b')),
  ],
  'torch-module-with-forward-hook.pt': [
    dangerous,
    () =>
      torchZip(
        join(
          global('torch.nn.modules.linear', 'Linear'),
          ')\x81}',
          longStr('_forward_hooks'),
          '}K\x00',
          global('os', 'system'),
          'ssb',
        ),
      ),
  ],
  'script-save.pt': ['graph-ops/host-access', () => script(forward('torch.save(x, "canary.pt")'))],
  'script-ops-save.pt': ['graph-ops/host-access', () => script(forward('_0 = ops.aten.save(x, "canary.pt")'))],
  'script-from-file.pt': [
    'graph-ops/host-access',
    () => script(forward('x = torch.from_file("/etc/passwd", False, 10)')),
  ],
  'script-custom-operator.pt': ['graph-ops/unvetted-operator', () => script(forward('x = ops.canary.run(x)'))],
  'script-python-operator.pt': ['graph-ops/host-access', () => script(forward('x = ^Canary()(x)'))],
  'script-annotation-evaluates.pt': [
    'config-code/suspicious-python',
    () => script(forward("# type: (__import__('os').system('echo canary')) -> Tensor")),
  ],
  'script-class-import.pt': ['graph-ops/host-access', () => script("import os\nos.system('echo canary')\n")],
  'script-data-pickle-payload.pt': [dangerous, () => script(forward('x = torch.relu(x)'), canary)],
  'script-debug-pickle.pt': [
    dangerous,
    () =>
      zip([
        { name: 'm/data.pkl', data: '\x80\x02N.' },
        { name: 'm/code/__torch__/net.py.debug_pkl', data: canaryPickle },
        { name: 'm/version', data: '3\n' },
      ]),
  ],
  'script-torchbind-object.pt': [
    'graph-ops/custom-library',
    () => script(forward('x = torch.relu(x)'), join(global('__torch__.torch.classes.canary', 'Runner'), ')\x81K\x01b')),
  ],
  'exported-with-native-library.pt2': [
    'native-code/program',
    () =>
      zip([
        { name: 'm/archive_format', data: 'pt2' },
        { name: 'm/data/aotinductor/model/canary.so', data: elf },
      ]),
  ],
  'exported-with-nested-zip.pt2': [
    dangerous,
    () =>
      zip([
        { name: 'm/archive_format', data: 'pt2' },
        { name: 'm/data/weights/weight_0', data: zip([bad]) },
      ]),
  ],

  'native-linux.bin': ['native-code/program', () => elf],
  'native-windows.onnx': ['native-code/program', () => dll],
  'native-macos.gguf': ['native-code/program', () => join('\xcf\xfa\xed\xfe', u32(0x0100000c), zeros(120))],
  'native-macos-universal.bin': [
    'native-code/program',
    () => join('\xca\xfe\xba\xbe\x00\x00\x00\x02\x01\x00\x00\x07', zeros(120)),
  ],
  'native-script.bin': ['native-code/program', () => utf8('#!/bin/sh\necho canary\n')],
  'native-web-assembly.bin': ['native-code/program', () => join('\0asm\x01\0\0\0', zeros(20))],
  'native-java-class.bin': ['native-code/program', () => join('\xca\xfe\xba\xbe\x00\x00\x00\x34', zeros(60))],
  'native-python-bytecode.pyc': ['native-code/program', () => join('\xa7\x0d\x0d\x0a', zeros(12), '\xe3', zeros(40))],
  'native-llamafile.llamafile': ['native-code/program', () => join("MZqFpD='\n", zeros(80))],
  'native-desktop-link.lnk': [
    'native-code/program',
    () => join('L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F', zeros(60)),
  ],
  'polyglot-pickle-and-zip.pt': [dangerous, () => join('\x80\x02', canary, '.', zip([good]))],
  'polyglot-zip-and-tar.tar': [dangerous, () => join(tar([{ name: 'a', data: text }]), zip([bad]))],
  'polyglot-safetensors-and-zip.safetensors': [
    dangerous,
    () => {
      const head = JSON.stringify({ a: { dtype: 'U8', shape: [4], data_offsets: [0, 4] } }).padEnd(64, ' ')
      return join(u64(64), head, zeros(4), zip([bad]))
    },
  ],
  'polyglot-npy-and-zip.npy': [
    dangerous,
    () =>
      join(
        '\x93NUMPY\x01\x00',
        u16(54),
        "{'descr': '<f8', 'fortran_order': False, 'shape': ()}\n\n".slice(0, 54),
        zeros(8),
        zip([bad]),
      ),
  ],
  'polyglot-pickle-in-picture.png': [
    dangerous,
    () => join('\x89PNG\r\n\x1a\n', '\0\0\0\x0dIHDR', zeros(17), '\0\0\0\0IEND\xaeB`\x82', canaryPickle),
  ],
}

export const samples: readonly MaliciousSample[] = Object.entries(files).map(([name, [rule, bytes]]) => ({
  name: `archive-${name}`,
  rule,
  bytes,
}))
