import { framed, littleEndian, op, type Part, pickle, type PickleBytes, textCall, utf8 } from './assemble-pickle.ts'
import type { MaliciousSample } from './sample.ts'

const command = 'echo canary'
const text = op.shortBinUnicode
const dangerous = 'pickle-code/dangerous-call'
const dormant = 'pickle-code/dormant'

/** `module.name('echo canary')` in protocol 4, without header or end. */
const call = (module: string, name: string, argument = command): PickleBytes =>
  pickle(op.globalOnStack(module, name), text(argument), op.tuple1, op.reduce)
const inProtocol = (protocol: number, ...parts: readonly Part[]): PickleBytes =>
  pickle(op.proto(protocol), ...parts, op.stop)
const sample = (name: string, rule: string, bytes: PickleBytes): MaliciousSample => ({ name, rule, bytes: () => bytes })
const payload = inProtocol(4, call('os', 'system'))
const harmless = inProtocol(2, op.emptyDict)

const broken: readonly MaliciousSample[] = [
  ['unknown-opcode', [0xff]],
  ['empty-stack', op.reduce],
  ['bad-text', op.binUnicode(Uint8Array.of(0xff, 0xfe))],
  ['memo-key', op.put('__proto__')],
  ['no-end', []],
  ['protocol-again', op.proto(200)],
  ['negative-length', [0x8b, 0xff, 0xff, 0xff, 0xff]],
].map(([name, bytes]) =>
  sample(
    `broken-after-payload-${name as string}.pkl`,
    dangerous,
    pickle(op.proto(4), call('os', 'system'), bytes as PickleBytes),
  ),
)

/**
 * A text of eight bytes whose last five lie behind the end of the frame. Who reads straight on then finds one more text,
 * and STOP; who drops the rest of the frame, as CPython's unpickler in C did with files, finds what that text holds.
 */
function frameStraddle(): PickleBytes {
  const hidden = pickle(call('os', 'system'), op.stop)
  const inFrame = pickle(op.binUnicode('').subarray(0, 1), littleEndian(8, 4), utf8('pad'))
  const skipped = pickle([0x8c, hidden.length + 1, 0x78], hidden)
  return pickle(op.proto(4), op.frame(inFrame.length), inFrame, utf8('xxxxx'), skipped, op.stop)
}

const streams: readonly MaliciousSample[] = [
  sample('frame-straddled.pkl', 'pickle-code/frame-violation', frameStraddle()),
  sample('frame-straddled-call.pkl', dangerous, frameStraddle()),
  sample('frame-in-a-frame.pkl', 'pickle-code/frame-violation', pickle(op.proto(4), framed(framed(op.none, op.stop)))),
  sample(
    'frame-beyond-stop.pkl',
    'pickle-code/frame-violation',
    pickle(op.proto(4), framed(op.none, op.stop, payload)),
  ),
  sample('second-pickle.pkl', dangerous, pickle(harmless, payload)),
  sample('behind-junk.pkl', dormant, pickle(harmless, utf8('junk that is no pickle'), payload)),
  sample(
    'text-behind-junk.pkl',
    dormant,
    pickle(harmless, utf8('%%% junk %%%'), op.mark, textCall('posix', 'system', command), op.tuple, op.stop),
  ),
  sample('behind-a-fault.pkl', dormant, pickle(op.proto(2), op.none, [0xff, 0xff], payload)),
]

const magic = inProtocol(2, op.long1(Uint8Array.of(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)))
const version = inProtocol(2, op.binInt2(1001))
const keys = inProtocol(2, op.emptyList)
const storage = (numel: number): PickleBytes =>
  pickle(
    op.mark,
    op.binUnicode('storage'),
    op.global('torch', 'FloatStorage'),
    op.binUnicode('0'),
    op.binUnicode('cpu'),
    op.binInt(numel),
    op.none,
    op.tuple,
    op.binPersId,
  )
const tensor = (numel: number, size: number): PickleBytes =>
  pickle(
    op.global('torch._utils', '_rebuild_tensor_v2'),
    op.mark,
    storage(numel),
    op.binInt1(0),
    op.binInt(size),
    op.tuple1,
    op.binInt1(1),
    op.tuple1,
    op.false,
    op.global('collections', 'OrderedDict'),
    op.emptyTuple,
    op.reduce,
    op.tuple,
    op.reduce,
  )
const keyList = inProtocol(2, op.emptyList, op.mark, op.binUnicode('0'), op.appends)
const items = (numel: number): PickleBytes => pickle(littleEndian(numel, 8), new Uint8Array(4 * numel))

/** A file as `torch.save` wrote it before 1.6, whose storage has `claimed` items in the pickle and `present` behind it. */
export function legacyCheckpoint(claimed: number, present: number): PickleBytes {
  return pickle(magic, version, harmless, inProtocol(2, tensor(claimed, 4)), keyList, items(present))
}

const torchLegacy: readonly MaliciousSample[] = [
  sample('legacy-payload-in-system-info.pt', dangerous, pickle(magic, version, payload, harmless, keys)),
  sample('legacy-payload-behind-keys.pt', dormant, pickle(magic, version, harmless, harmless, keys, payload)),
  sample(
    'legacy-magic-by-call.pt',
    dangerous,
    pickle(
      inProtocol(2, op.global('builtins', 'eval'), op.binUnicode('0x1950a86a20f9469cfc6c'), op.tuple1, op.reduce),
      version,
      harmless,
      harmless,
      keys,
    ),
  ),
  sample(
    'legacy-storage-larger-than-file.pt',
    'pickle-code/storage-mismatch',
    pickle(magic, version, harmless, inProtocol(2, tensor(400, 4)), keyList, items(4)),
  ),
  sample(
    'legacy-tensor-larger-than-storage.pt',
    'pickle-code/storage-mismatch',
    pickle(magic, version, harmless, inProtocol(2, tensor(4, 4000)), keyList, items(4)),
  ),
]

/** `numpy.dtype(code)` with the flags of its state. */
const dtype = (code: string, flags: number): PickleBytes =>
  pickle(
    op.globalOnStack('numpy', 'dtype'),
    text(code),
    op.false,
    op.true,
    op.tuple3,
    op.reduce,
    op.mark,
    op.binInt1(3),
    text('<'),
    op.none,
    op.none,
    op.none,
    op.binInt(-1),
    op.binInt(-1),
    op.binInt1(flags),
    op.tuple,
    op.build,
  )

/** A wrapper of joblib around an array of two items, up to the place where the array lies. */
export function joblibArray(code: string, flags: number): PickleBytes {
  return pickle(
    op.globalOnStack('joblib.numpy_pickle', 'NumpyArrayWrapper'),
    op.emptyTuple,
    op.newObj,
    op.emptyDict,
    op.mark,
    ...[text('subclass'), op.globalOnStack('numpy', 'ndarray')],
    ...[text('shape'), op.binInt1(2), op.tuple1],
    ...[text('order'), text('C')],
    ...[text('dtype'), dtype(code, flags)],
    ...[text('allow_mmap'), op.true],
    ...[text('numpy_array_alignment_bytes'), op.binInt1(16)],
    op.setItems,
    op.build,
  )
}

const padded = Uint8Array.of(3, 255, 255, 255)

const joblib: readonly MaliciousSample[] = [
  sample(
    'call-behind-an-array.joblib',
    dangerous,
    pickle(
      op.proto(4),
      op.emptyList,
      joblibArray('f8', 0),
      padded,
      new Uint8Array(16).fill(0x41),
      op.append,
      call('os', 'system'),
      op.append,
      op.stop,
    ),
  ),
  sample('call-in-an-array-of-objects.joblib', dangerous, pickle(op.proto(4), joblibArray('O8', 63), payload, op.stop)),
  sample(
    'contradicting-type-of-an-array.joblib',
    'pickle-code/malformed',
    pickle(op.proto(4), joblibArray('f8', 63), payload, op.stop),
  ),
  sample(
    'call-in-the-bytes-of-an-array.joblib',
    dormant,
    pickle(
      op.proto(4),
      joblibArray('S60', 0),
      [0x30],
      new Uint8Array(0),
      call('os', 'system'),
      new Uint8Array(140),
      op.stop,
    ),
  ),
  sample(
    'array-outside-the-folder.joblib',
    'external-data/escaping-path',
    inProtocol(
      2,
      op.global('joblib.numpy_pickle', 'NDArrayWrapper'),
      op.emptyTuple,
      op.newObj,
      op.emptyDict,
      op.binUnicode('filename'),
      op.binUnicode('../../etc/passwd'),
      op.setItem,
      op.build,
    ),
  ),
]

/** Pickles that break off, frames, several pickles in one file, and raw bytes between opcodes. Payloads are inert text. */
export const samples: readonly MaliciousSample[] = [...broken, ...streams, ...torchLegacy, ...joblib]
