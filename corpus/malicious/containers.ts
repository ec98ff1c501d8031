import { crc32, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { type RawTarMember, paxRecord, rawTar } from './raw-tar.ts'
import { type RawZipMember, type RawZipOptions, end64, endRecord, rawZip } from './raw-zip.ts'
import type { MaliciousSample } from './sample.ts'

/** Calls os.system('echo canary') when it is loaded. */
const pickle = Buffer.from("cos\nsystem\n(S'echo canary'\ntR.")
const words = Buffer.from('Nothing to see here.\n')
const callRule = 'pickle-code/dangerous-call'
const headersRule = 'archive/disagreeing-headers'

const readme: RawZipMember = { name: 'readme.txt', content: words }
const model: RawZipMember = { name: 'archive/data.pkl', content: pickle }

function zip(
  name: string,
  rule: string,
  members: readonly RawZipMember[],
  options: RawZipOptions = {},
): MaliciousSample {
  return { name: `zip-${name}`, rule, bytes: () => rawZip(members, options) }
}

function tar(name: string, rule: string, members: readonly RawTarMember[], after?: Uint8Array): MaliciousSample {
  return { name: `tar-${name}.tar`, rule, bytes: () => rawTar(members, after) }
}

function stream(name: string, rule: string, bytes: () => Uint8Array): MaliciousSample {
  return { name: `stream-${name}`, rule, bytes }
}

const flagged = (flags: number): RawZipMember => ({ ...model, flags })
const unixMode = (mode: number): number => (mode << 16) >>> 0

const marks: readonly MaliciousSample[] = [
  zip('encryption-flag.pt', 'archive/encryption-flag', [flagged(0x1)]),
  zip('encryption-flag-in-local-header.pt', 'archive/encryption-flag', [{ ...model, local: { flags: 1 } }]),
  zip('patch-flag.pt', 'archive/encryption-flag', [flagged(0x20)]),
  zip('strong-encryption-flag.pt', 'archive/encryption-flag', [flagged(0x40)]),
  zip('encryption-flag-does-not-hide.pt', callRule, [flagged(0x1)]),
  zip('encryption-flag-on-deflated.pt', callRule, [
    { ...model, flags: 0x41, method: 8, packed: deflateRawSync(pickle) },
  ]),
  zip('wrong-crc.pt', 'archive/wrong-checksum', [{ ...model, crc: 0xdeadbeef }]),
  zip('wrong-crc-does-not-hide.pt', callRule, [{ ...model, crc: 0xdeadbeef }]),
]

const disagreements: readonly MaliciousSample[] = [
  zip('names-disagree.pt', headersRule, [{ ...model, local: { name: 'archive/data.txt' } }]),
  zip('methods-disagree.pt', headersRule, [{ ...model, local: { method: 8 } }]),
  zip('sizes-disagree.pt', headersRule, [{ ...model, local: { compressedSize: 1, size: 1 } }]),
  zip('sizes-disagree-does-not-hide.pt', callRule, [
    { ...model, compressedSize: 1, size: 1, local: { compressedSize: pickle.length, size: pickle.length } },
  ]),
  zip('method-that-only-the-directory-knows.pt', callRule, [{ ...model, method: 77, local: { method: 0 } }]),
  zip('checksums-disagree.pt', headersRule, [{ ...model, local: { crc: 1 } }]),
  zip('descriptor-disagrees.pt', headersRule, [
    { ...model, flags: 8, descriptor: Buffer.from('504b0708deadbeef0100000001000000', 'hex') },
  ]),
  zip('name-with-nul.zip', headersRule, [{ name: 'archive/data.pkl\0.txt', content: words }]),
  zip('other-name-in-extra-field.zip', headersRule, [{ ...readme, extra: unicodePath('readme.txt', 'setup.py') }]),
  zip('duplicate-name.pt', 'archive/duplicate-name', [{ name: model.name, content: words }, model]),
  zip('duplicate-name-does-not-hide.pt', callRule, [model, { name: model.name, content: words }]),
  zip('counted-wrong.zip', headersRule, [readme, model], { end: { count: 1 } }),
  zip('directory-cut.zip', headersRule, [readme, { name: 'b', content: words }], { end: { size: 56, count: 1 } }),
  { name: 'zip-two-directories.pt', rule: headersRule, bytes: twoDirectories },
  { name: 'zip-two-directories-do-not-hide.pt', rule: callRule, bytes: twoDirectories },
  { name: 'zip-ends-disagree.zip', rule: headersRule, bytes: endsDisagree },
]

/** Info-ZIP's field with a name in Unicode. */
function unicodePath(name: string, other: string): Uint8Array {
  const field = Buffer.alloc(9)
  field.writeUInt16LE(0x7075, 0)
  field.writeUInt16LE(5 + other.length, 2)
  field.writeUInt8(1, 4)
  field.writeUInt32LE(crc32(Buffer.from(name)), 5)
  return Buffer.concat([field, Buffer.from(other)])
}

/** The end record gives one offset, and a size that leads to another directory right before it. */
function twoDirectories(): Uint8Array {
  const first = rawZip([model])
  const directory = first.subarray(first.length - 22 - 46 - 16, first.length - 22)
  const second = rawZip([readme], { before: first.subarray(0, first.length - 22) })
  const end = { count: 1, size: 46 + 10, offset: first.length - 22 - directory.length }
  return Buffer.concat([second.subarray(0, -22), endRecord(end, new Uint8Array(0))])
}

/** The zip64 record leads to a directory that the plain one does not. */
function endsDisagree(): Uint8Array {
  const whole = rawZip([readme, model])
  const directoryAt = whole.length - 22 - (46 + 10) - (46 + 16)
  const end = { count: 1, size: 46 + 16, offset: directoryAt + 46 + 10 }
  const body = whole.subarray(0, -22)
  return Buffer.concat([
    body,
    end64(end, body.length),
    endRecord({ count: 2, size: 118, offset: directoryAt }, new Uint8Array(0)),
  ])
}

const hidden: readonly MaliciousSample[] = [
  zip('pickle-before.zip', 'archive/hidden-bytes', [readme], { before: Buffer.concat([words, pickle]) }),
  zip('pickle-before-does-not-hide.zip', callRule, [readme], { before: pickle }),
  zip('pickle-before-shifted.zip', callRule, [model], { before: words, isShifted: true }),
  zip('pickle-after-end.zip', callRule, [readme], { after: pickle }),
  zip('pickle-between-members.zip', callRule, [readme], { between: pickle }),
  zip('pickle-in-comment.zip', callRule, [readme], { comment: binaryPickle() }),
  zip('pickle-in-extra-field.zip', callRule, [{ ...readme, local: { extra: longField() } }]),
  zip('unlisted-member.zip', callRule, [readme, { ...model, isUnlisted: true }]),
  zip('unlisted-member-is-told.zip', 'archive/hidden-bytes', [readme, { ...model, isUnlisted: true }]),
  zip('unlisted-streamed-member.zip', callRule, [
    readme,
    {
      ...model,
      ...{ flags: 8, method: 8, packed: deflateRawSync(pickle), isUnlisted: true },
      ...{ local: { crc: 0, size: 0, compressedSize: 0 }, descriptor: Buffer.alloc(16) },
    },
  ]),
  zip('bytes-behind-deflated.zip', callRule, [
    { ...readme, method: 8, packed: Buffer.concat([deflateRawSync(words), pickle]) },
  ]),
  { name: 'zip-without-directory.pt', rule: callRule, bytes: () => rawZip([readme, model]).subarray(0, -30) },
  zip('broken-after-payload.pt', callRule, [
    {
      ...model,
      method: 8,
      packed: Buffer.concat([deflateRawSync(pickle, { finishFlush: 2 }), Buffer.from([7, 7, 7])]),
    },
  ]),
  zip('lying-size.pt', 'format/lying-size', [{ ...model, size: 5 }]),
  zip('size-beyond-end.pt', 'format/lying-size', [{ ...model, compressedSize: 0x7fffffff, size: 0x7fffffff }]),
  zip('overlapping-members.zip', 'archive/hidden-bytes', overlapping()),
  zip('pickle-as-image.zip', callRule, [{ name: 'logo.png', content: pickle }]),
]

/** A pickle of protocol 2, which no text editor would show. */
function binaryPickle(): Uint8Array {
  return Buffer.concat([Buffer.from([0x80, 2]), pickle])
}

function longField(): Uint8Array {
  return Buffer.concat([pickle, Buffer.alloc(2000, '#')])
}

/** The second member's header lies within the bytes of the first. */
function overlapping(): readonly RawZipMember[] {
  const inner = rawZip([readme])
  const header = inner.subarray(0, 30 + readme.name.length + words.length)
  return [
    { name: 'outer.bin', content: header },
    { ...readme, localOffset: 30 + 'outer.bin'.length },
  ]
}

const paths: readonly MaliciousSample[] = [
  ...['../../canary.txt', '/tmp/canary.txt', 'C:\\canary.txt', 'a\\..\\..\\canary.txt'].map((name, index) =>
    zip(`slip-${index + 1}.mar`, 'archive/escaping-path', [{ name, content: words }]),
  ),
  zip('name-without-end.zip', 'format/absurd-number', [{ name: 'a/'.repeat(20_000), content: words }]),
  zip('link-out.zip', 'archive/escaping-link', [
    { name: 'link', content: Buffer.from('../../../etc/passwd'), attributes: unixMode(0o120_777) },
  ]),
  zip('device.zip', 'archive/special-file', [
    { name: 'null', content: new Uint8Array(0), attributes: unixMode(0o020_666) },
  ]),
]

const megabyte = 2 ** 20
const zeros = (): Uint8Array => Buffer.alloc(70 * megabyte)

const bombs: readonly MaliciousSample[] = [
  {
    name: 'zip-bomb.zip',
    rule: 'archive/bomb',
    bytes: () =>
      rawZip([{ name: 'zeros', content: zeros(), method: 8, packed: deflateRawSync(zeros(), { level: 9 }) }]),
  },
  stream('bomb.gz', 'archive/bomb', () => gzipSync(zeros(), { level: 9 })),
  { name: 'zip-nested-deeply.zip', rule: 'archive/nested-deeply', bytes: () => nested(12) },
]

function nested(levels: number): Uint8Array {
  let bytes: Uint8Array = pickle
  for (let level = 0; level < levels; level++) bytes = rawZip([{ name: `level-${level}`, content: bytes }])
  return bytes
}

const tars: readonly MaliciousSample[] = [
  tar('slip', 'archive/escaping-path', [{ name: '../../canary.txt', content: words }]),
  tar('absolute', 'archive/escaping-path', [{ name: '/tmp/canary.txt', content: words }]),
  tar('link-out', 'archive/escaping-link', [{ name: 'link', type: '2', linkName: '../../etc' }]),
  tar('hard-link-out', 'archive/escaping-link', [{ name: 'link', type: '1', linkName: '/etc/passwd' }]),
  tar('through-link', 'archive/escaping-path', [
    { name: 'link', type: '2', linkName: '/tmp' },
    { name: 'link/canary.txt', content: words },
  ]),
  tar('device', 'archive/special-file', [{ name: 'null', type: '3' }]),
  tar('pipe', 'archive/special-file', [{ name: 'pipe', type: '6' }]),
  tar('duplicate', 'archive/duplicate-name', [
    { name: 'model.pkl', content: words },
    { name: './model.pkl', content: words },
  ]),
  tar('pickle', callRule, [{ name: 'weights.ckpt', content: pickle }]),
  tar('pickle-after-end', callRule, [{ name: 'readme.txt', content: words }], pickle),
  tar('pickle-in-padding', callRule, [{ name: 'readme.txt', content: words, padding: pickle }]),
  tar('pickle-as-first-name', callRule, [{ name: pickle.toString('latin1'), content: words }]),
  tar('pax-path', 'archive/escaping-path', [
    { name: 'pax', type: 'x', content: paxRecord('path', '../canary.txt') },
    { name: 'harmless.txt', content: words },
  ]),
  tar('pax-link', 'archive/escaping-link', [
    { name: 'pax', type: 'x', content: paxRecord('linkpath', '/etc/passwd') },
    { name: 'link', type: '2', linkName: 'harmless.txt' },
  ]),
  tar('long-name', 'archive/escaping-path', [
    { name: '././@LongLink', type: 'L', content: Buffer.from(`${'a/'.repeat(60)}${'../'.repeat(61)}canary.txt\0`) },
    { name: 'harmless.txt', content: words },
  ]),
  tar('name-without-end', 'format/absurd-number', [
    { name: 'pax', type: 'x', content: paxRecord('path', 'a/'.repeat(20_000)) },
    { name: 'harmless.txt', content: words },
  ]),
  tar('wrong-checksum', 'format/malformed', [
    { name: 'readme.txt', content: words },
    { name: 'model.pkl', content: pickle, checksum: 1 },
  ]),
  tar('wrong-checksum-does-not-hide', callRule, [
    { name: 'readme.txt', content: words },
    { name: 'model.pkl', content: pickle, checksum: 1 },
  ]),
  tar('size-beyond-end', 'format/lying-size', [{ name: 'model.pkl', content: pickle, size: 0o7777777 }]),
]

/** The pickle as Python's bz2 and lzma, and the command lz4, compressed it. */
const packed = {
  bz2: 'QlpoOTFBWSZTWRXvLBIAAAdTgAAQQMEYACpDnCAgACKDQNMyIU0yMTExPFBK6WVeGIbekMYuA9DNvi7kinChICveWCQ=',
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAdY29zCnN5c3RlbQooUydlY2hvIGNhbmFyeScKdFIuAAAAC9DI2jIawjEAATYePRmVUx+2830BAAAAAARZWg==',
  lzma: 'XQAAgAD//////////wAxm8rGsnxl39+RWZ+x1n4tC59c9Mg4BLtuhJOe1gO4st2UGP//XDAAAA==',
  lz4: 'BCJNGGRApx4AAIBjb3MKc3lzdGVtCihTJ2VjaG8gY2FuYXJ5Jwp0Ui4AAAAAE+7Edw==',
} as const

const streams: readonly MaliciousSample[] = [
  ...Object.entries(packed).map(([kind, text]) =>
    stream(`pickle.joblib.${kind}`, callRule, () => Buffer.from(text, 'base64')),
  ),
  stream('pickle.pkl.gz', callRule, () => gzipSync(pickle)),
  stream('pickle.joblib', callRule, () => deflateSync(pickle)),
  stream('pickle.pkl.zst', callRule, () => zstdCompressSync(pickle)),
  stream('pickle-old.joblib', callRule, () =>
    Buffer.concat([Buffer.from(`ZF${`0x${pickle.length.toString(16)}`.padEnd(19)}`), deflateSync(pickle)]),
  ),
  stream('pickle-behind.pkl.gz', callRule, () => Buffer.concat([gzipSync(words), pickle])),
  stream('pickle-in-skippable-frame.zst', callRule, () => {
    const head = Buffer.from('502a4d1800000000', 'hex')
    head.writeUInt32LE(pickle.length, 4)
    return Buffer.concat([zstdCompressSync(words), head, pickle])
  }),
  stream('pickle-in-header-field.gz', callRule, () => {
    const [field, whole] = [longField(), gzipSync(words)]
    const head = Buffer.concat([whole.subarray(0, 10), Buffer.from([field.length & 255, field.length >> 8]), field])
    head[3] = 4
    return Buffer.concat([head, whole.subarray(10)])
  }),
  stream('broken-after-payload.joblib', callRule, () =>
    Buffer.concat([deflateSync(pickle, { finishFlush: 2 }), Buffer.from([7, 7, 7])]),
  ),
  stream('cut.pkl.gz', callRule, () => gzipSync(pickle).subarray(0, -9)),
  stream('wrong-checksum.pkl.gz', 'archive/wrong-checksum', () => {
    const bytes = gzipSync(pickle)
    bytes[bytes.length - 6]! ^= 1
    return bytes
  }),
  stream('nested.tar.gz', callRule, () => gzipSync(rawTar([{ name: 'model.zip', content: rawZip([model]) }]))),
]

const sevenZip = Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), Buffer.alloc(24)])

export const samples: readonly MaliciousSample[] = [
  ...marks,
  ...disagreements,
  ...hidden,
  ...paths,
  ...bombs,
  ...tars,
  ...streams,
  { name: '7z-as-checkpoint.pt', rule: 'format/wrong-type', bytes: () => sevenZip },
]
