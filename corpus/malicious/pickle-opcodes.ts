import { framed, littleEndian, op, type Part, pickle, type PickleBytes, textCall } from './assemble-pickle.ts'
import type { MaliciousSample } from './sample.ts'

const command = 'echo canary'
const text = op.shortBinUnicode
const dangerous = 'pickle-code/dangerous-call'
const unlisted = 'pickle-code/unlisted-call'
const unknown = 'pickle-code/unknown-state'
const dormant = 'pickle-code/dormant'

/** `module.name('echo canary')` in protocol 4, without header or end. */
const call = (module: string, name: string, argument = command): PickleBytes =>
  pickle(op.globalOnStack(module, name), text(argument), op.tuple1, op.reduce)
const inProtocol = (protocol: number, ...parts: readonly Part[]): PickleBytes =>
  pickle(op.proto(protocol), ...parts, op.stop)
const sample = (name: string, rule: string, bytes: PickleBytes): MaliciousSample => ({ name, rule, bytes: () => bytes })
const payload = inProtocol(4, call('os', 'system'))

const calls: readonly MaliciousSample[] = [
  sample('system-protocol-0.pkl', dangerous, pickle(textCall('posix', 'system', command), op.stop)),
  sample(
    'system-protocol-1.pkl',
    dangerous,
    pickle(op.mark, op.global('os', 'system'), op.binString(command), op.obj, op.stop),
  ),
  sample(
    'system-protocol-2.pkl',
    dangerous,
    inProtocol(2, op.global('os', 'system'), op.binUnicode(command), op.tuple1, op.reduce),
  ),
  sample('system-protocol-4.pkl', dangerous, pickle(op.proto(4), framed(call('os', 'system'), op.stop))),
  // The unpickler in C reads the number of a GET up to a NUL.
  sample(
    'memo-number-that-ends-at-nul.pkl',
    dangerous,
    pickle(
      op.global('os', 'system'),
      op.put('0'),
      op.pop,
      op.get('0\0x'),
      op.mark,
      op.string(`'${command}'`),
      op.tuple,
      op.reduce,
      op.stop,
    ),
  ),
  sample(
    'inst-with-arguments.pkl',
    dangerous,
    pickle(op.mark, op.string(`'${command}'`), op.inst('os', 'system'), op.stop),
  ),
  sample(
    'object-of-a-process.pkl',
    dangerous,
    inProtocol(2, op.global('subprocess', 'Popen'), op.binUnicode(command), op.tuple1, op.newObj),
  ),
  sample(
    'keywords-of-a-process.pkl',
    dangerous,
    inProtocol(
      4,
      op.globalOnStack('subprocess', 'Popen'),
      op.emptyTuple,
      op.emptyDict,
      text('args'),
      text(command),
      op.setItem,
      op.newObjEx,
    ),
  ),
  sample('unlisted-timer.pkl', dangerous, inProtocol(4, call('timeit', 'timeit'))),
  sample('unlisted-installer.pkl', dangerous, inProtocol(4, call('pip', 'main'))),
  sample('unlisted-profiler.pkl', dangerous, inProtocol(4, call('cProfile', 'run'))),
  sample('known-fortran-tool.pkl', dangerous, inProtocol(4, call('numpy.f2py.crackfortran', 'getlincoef'))),
  sample('unlisted-torch-tool.pkl', unlisted, inProtocol(4, call('torch.utils.collect_env', 'run'))),
  sample(
    'known-submodule.pkl',
    dangerous,
    inProtocol(4, call('asyncio.unix_events', '_UnixSubprocessTransport._start')),
  ),
  sample(
    'resolver.pkl',
    dangerous,
    inProtocol(4, call('pkgutil', 'resolve_name', 'os:system'), text(command), op.tuple1, op.reduce),
  ),
  sample('dotted-through-random.pkl', dangerous, inProtocol(4, call('random', '_os.system'))),
  sample('dotted-through-path.pkl', dangerous, inProtocol(4, call('pathlib', 'os.system'))),
  sample(
    'renamed-module.pkl',
    dangerous,
    inProtocol(2, op.global('commands', 'getoutput'), op.binUnicode(command), op.tuple1, op.reduce),
  ),
  sample('homoglyph-module.pkl', unlisted, inProtocol(4, call('\u043es', 'system'))),
  sample(
    'result-dropped.pkl',
    dangerous,
    pickle(op.mark, op.global('os', 'system'), op.string(`'${command}'`), op.obj, op.pop, op.none, op.stop),
  ),
  sample(
    'call-of-a-result.pkl',
    unlisted,
    inProtocol(4, op.globalOnStack('builtins', 'set'), op.emptyTuple, op.reduce, op.emptyTuple, op.reduce),
  ),
]

const escaped = (ascii: string, write: (code: number) => string): string =>
  Array.from(ascii, (character) => write(character.charCodeAt(0))).join('')

/** Two texts for STACK_GLOBAL, as each string opcode gives them. */
const strings: readonly MaliciousSample[] = (
  [
    ['string', (t: string) => op.string(`'${t}'`)],
    ['escaped-string', (t: string) => op.string(`"${escaped(t, (code) => `\\x${code.toString(16)}`)}"`)],
    ['octal-string', (t: string) => op.string(`'${escaped(t, (code) => `\\${code.toString(8)}`)}'`)],
    ['unicode', (t: string) => op.unicode(escaped(t, (code) => `\\u00${code.toString(16)}`))],
    ['bin-string', op.binString],
    ['short-bin-string', op.shortBinString],
    ['bin-unicode', op.binUnicode],
    ['bin-unicode-8', op.binUnicode8],
  ] as const
).map(([name, write]) =>
  sample(
    `name-by-${name}.pkl`,
    dangerous,
    pickle(write('os'), write('system'), op.stackGlobal, write(command), op.tuple1, op.reduce, op.stop),
  ),
)

const stackAndMemo: readonly MaliciousSample[] = [
  sample(
    'memo-written-twice.pkl',
    dangerous,
    inProtocol(
      4,
      text('math'),
      text('os'),
      op.binPut(0),
      op.binPut(1),
      op.pop,
      op.pop,
      op.binGet(1),
      text('system'),
      op.stackGlobal,
      text(command),
      op.tuple1,
      op.reduce,
    ),
  ),
  sample(
    'memo-of-the-top.pkl',
    dangerous,
    inProtocol(
      4,
      text('os'),
      text('math'),
      op.pop,
      op.binPut(0),
      op.pop,
      op.binGet(0),
      text('system'),
      op.stackGlobal,
      text(command),
      op.tuple1,
      op.reduce,
    ),
  ),
  sample(
    'memo-with-a-gap.pkl',
    dangerous,
    inProtocol(
      4,
      text('math'),
      op.binPut(6),
      text('os'),
      op.memoize,
      op.binGet(1),
      text('system'),
      op.stackGlobal,
      text(command),
      op.tuple1,
      op.reduce,
    ),
  ),
  sample('memo-key-missing.pkl', unknown, inProtocol(4, op.binGet(9), text('system'), op.stackGlobal)),
  sample(
    'memo-index-in-python-style.pkl',
    dangerous,
    pickle(
      op.string("'os'"),
      op.put('1_0'),
      op.pop,
      op.get('10'),
      op.string("'system'"),
      op.stackGlobal,
      op.string(`'${command}'`),
      op.tuple1,
      op.reduce,
      op.stop,
    ),
  ),
  sample('memo-index-huge.pkl', 'pickle-code/memo-abuse', inProtocol(2, op.emptyList, op.longBinPut(0xfffffff0))),
  sample('length-huge.pkl', 'pickle-code/memo-abuse', pickle(op.proto(4), [0x8e], littleEndian(2 ** 45, 8), op.stop)),
  sample('name-not-text.pkl', unknown, inProtocol(4, text('os'), op.shortBinBytes('system'), op.stackGlobal)),
  sample(
    'name-too-long.pkl',
    unknown,
    inProtocol(4, op.binUnicode(`os${'.'.repeat(9000)}`), text('system'), op.stackGlobal),
  ),
  sample(
    'pop-of-a-mark.pkl',
    dangerous,
    inProtocol(4, op.globalOnStack('os', 'system'), op.mark, op.pop, text(command), op.tuple1, op.reduce),
  ),
  sample(
    'growth-by-reference.pkl',
    dangerous,
    inProtocol(
      4,
      op.emptyTuple,
      ...Array.from({ length: 5000 }, () => pickle(op.dup, op.tuple2)),
      call('os', 'system'),
    ),
  ),
  sample('extension-code.pkl', unknown, inProtocol(2, op.ext1(7), op.binUnicode(command), op.tuple1, op.reduce)),
  sample('persistent-id.pkl', 'pickle-code/persistent-id', inProtocol(2, op.binUnicode('loader://x'), op.binPersId)),
  sample(
    'persistent-id-in-text.pkl',
    'pickle-code/persistent-id',
    pickle(op.global('collections', 'OrderedDict'), op.persId('loader'), op.stop),
  ),
]

const changes: readonly MaliciousSample[] = [
  sample(
    'state-of-a-function.pkl',
    'pickle-code/changed-object',
    inProtocol(
      4,
      op.globalOnStack('numpy', 'size'),
      op.emptyDict,
      text('shape'),
      op.globalOnStack('numpy', '__builtins__'),
      op.setItem,
      op.build,
    ),
  ),
  sample(
    'item-of-modules.pkl',
    'pickle-code/changed-object',
    inProtocol(4, op.globalOnStack('sys', 'modules'), text('os'), op.none, op.setItem),
  ),
  sample(
    'append-to-path.pkl',
    'pickle-code/changed-object',
    inProtocol(4, op.globalOnStack('sys', 'path'), text('/tmp/canary'), op.append),
  ),
  sample(
    'extend-a-list-of-another.pkl',
    'pickle-code/changed-object',
    inProtocol(4, op.globalOnStack('sys', 'path'), op.mark, text('/tmp/canary'), op.appends),
  ),
]

const passedOn: readonly MaliciousSample[] = [
  sample(
    'factory-of-a-dict.pkl',
    unlisted,
    inProtocol(
      4,
      op.globalOnStack('collections', 'defaultdict'),
      op.globalOnStack('os', 'system'),
      op.tuple1,
      op.reduce,
    ),
  ),
  sample(
    'rebuilt-type.pkl',
    dangerous,
    inProtocol(
      4,
      op.globalOnStack('torch._tensor', '_rebuild_from_type_v2'),
      op.mark,
      op.globalOnStack('os', 'system'),
      op.globalOnStack('torch', 'Tensor'),
      text(command),
      op.tuple1,
      op.none,
      op.tuple,
      op.reduce,
    ),
  ),
  sample(
    'partial.pkl',
    'pickle-code/unvetted-import',
    inProtocol(
      4,
      op.globalOnStack('functools', 'partial'),
      op.globalOnStack('os', 'system'),
      text(command),
      op.tuple2,
      op.reduce,
    ),
  ),
  sample(
    'nested-loaded.pkl',
    dangerous,
    inProtocol(4, op.globalOnStack('torch.storage', '_load_from_bytes'), op.binBytes(payload), op.tuple1, op.reduce),
  ),
  sample(
    'nested-loaded-as-text.pkl',
    dangerous,
    inProtocol(
      2,
      op.global('torch.storage', '_load_from_bytes'),
      op.global('_codecs', 'encode'),
      op.binUnicode(Buffer.from(payload).toString('latin1')),
      op.binUnicode('latin1'),
      op.tuple2,
      op.reduce,
      op.tuple1,
      op.reduce,
    ),
  ),
  sample('nested-kept.pkl', dormant, inProtocol(4, op.binBytes(payload))),
  sample(
    'nested-kept-as-text.pkl',
    dormant,
    inProtocol(4, op.binUnicode(pickle(textCall('posix', 'system', command), op.stop))),
  ),
]

/** Calls, names, the stack and the memo of one pickle. Payloads are inert text. */
export const samples: readonly MaliciousSample[] = [...calls, ...strings, ...stackAndMemo, ...changes, ...passedOn]
