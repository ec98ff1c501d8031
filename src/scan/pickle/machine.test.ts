import { describe, expect, test } from 'vitest'
import { framed, op, type Part, pickle, type PickleBytes } from '../../../corpus/malicious/assemble-pickle.ts'
import { memorySource } from '../source.ts'
import { mostItems } from './containers.ts'
import type { PickleEvent } from './events.ts'
import { PickleMachine, type PickleOutcome } from './machine.ts'
import { opcode } from './opcodes.ts'
import type { Value } from './values.ts'

interface Run {
  readonly outcome: PickleOutcome
  readonly events: readonly PickleEvent[]
  readonly anomalies: readonly string[]
  readonly literals: readonly (readonly [offset: number, length: number])[]
}

function run(...parts: readonly Part[]): Run {
  const events: PickleEvent[] = []
  const anomalies: string[] = []
  const literals: [number, number][] = []
  const machine = new PickleMachine(memorySource(pickle(...parts)), {
    event: (event) => events.push(event),
    anomaly: (rule, detail, offset) => anomalies.push(`${rule} ${offset} ${detail}`),
    literal: (offset, length) => literals.push([offset, length]),
    steps() {},
  })
  return { outcome: machine.run(0), events, anomalies, literals }
}

/** A value as Python would show it. */
function shown(value: Value): unknown {
  switch (value.kind) {
    case 'none':
      return null
    case 'boolean':
    case 'number':
      return value.value
    case 'text':
      return value.text
    case 'global':
      return `${value.module}.${value.name}`
    case 'tuple':
      return { tuple: value.items.map(shown) }
    case 'list':
    case 'dict':
    case 'set':
    case 'frozenset':
      return { [value.kind]: value.items.map(shown) }
    case 'call':
      return { [value.how]: shown(value.callee), args: shown(value.args) }
    case 'persistent':
      return { persistent: shown(value.id) }
    case 'extension':
      return { extension: value.code }
    case 'bytes':
      return { bytes: value.length }
    case 'buffer':
    case 'unknown':
      return value.kind
  }
}

function result(...parts: readonly Part[]): unknown {
  const { outcome } = run(...parts, op.stop)
  return outcome.kind === 'stop' ? shown(outcome.value) : outcome.detail
}

const imports = (events: readonly PickleEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'import' ? [`${event.global.module}.${event.global.name}`] : []))

const a = op.shortBinUnicode('a')
const one = op.binInt1(1)

describe('values', () => {
  test.each<[string, PickleBytes, unknown]>([
    ['NONE', op.none, null],
    ['NEWTRUE', op.true, true],
    ['NEWFALSE', op.false, false],
    ['INT', op.int('-17'), -17],
    ['INT in hexadecimal', op.int('0x1F'), 31],
    ['INT 01, a bool', op.int('01'), true],
    ['INT 00, a bool', op.int('00'), false],
    ['BININT', op.binInt(-2), -2],
    ['BININT1', op.binInt1(200), 200],
    ['BININT2', op.binInt2(65_535), 65_535],
    ['LONG', op.long('12345678901L'), 12_345_678_901],
    ['LONG without end', op.long('9'.repeat(300)), undefined],
    ['LONG1', op.long1(Uint8Array.of(0, 255)), -256],
    ['LONG1 of zero bytes', op.long1(''), 0],
    ['LONG4', op.long4(Uint8Array.of(1, 2)), 513],
    ['FLOAT', op.float('2.5'), 2.5],
    ['BINFLOAT', op.binFloat(-0.125), -0.125],
    ['STRING', op.string(String.raw`'a\x62\143\n\q'`), 'abc\n\\q'],
    ['STRING in double quotes', op.string('"it\'s"'), "it's"],
    ['BINSTRING', op.binString('abc'), 'abc'],
    ['SHORT_BINSTRING', op.shortBinString('abc'), 'abc'],
    ['UNICODE', op.unicode(String.raw`\u006fs \\u006f \U0001F600`), String.raw`os \\u006f ` + '\u{1F600}'],
    ['BINUNICODE', op.binUnicode('hé'), 'hé'],
    ['BINUNICODE with a lone surrogate', op.binUnicode(Uint8Array.of(0x61, 0xed, 0xa0, 0x80)), 'a\uD800'],
    ['SHORT_BINUNICODE', op.shortBinUnicode('h'), 'h'],
    ['BINUNICODE8', op.binUnicode8('h'), 'h'],
    ['BINBYTES', op.binBytes('abc'), { bytes: 3 }],
    ['SHORT_BINBYTES', op.shortBinBytes(''), { bytes: 0 }],
    ['BINBYTES8', op.binBytes8('abc'), { bytes: 3 }],
    ['BYTEARRAY8', op.byteArray8('abc'), { bytes: 3 }],
    ['NEXT_BUFFER', op.nextBuffer, 'buffer'],
    ['READONLY_BUFFER', pickle(op.nextBuffer, op.readOnlyBuffer), 'buffer'],
  ])('%s', (_name, bytes, value) => {
    expect(result(bytes)).toEqual(value)
  })
})

describe('containers and stack', () => {
  test.each<[string, PickleBytes, unknown]>([
    ['EMPTY_TUPLE', op.emptyTuple, { tuple: [] }],
    ['TUPLE', pickle(op.mark, a, one, op.tuple), { tuple: ['a', 1] }],
    ['TUPLE1', pickle(a, op.tuple1), { tuple: ['a'] }],
    ['TUPLE2', pickle(a, one, op.tuple2), { tuple: ['a', 1] }],
    ['TUPLE3', pickle(a, one, op.none, op.tuple3), { tuple: ['a', 1, null] }],
    ['EMPTY_LIST and APPEND', pickle(op.emptyList, a, op.append), { list: ['a'] }],
    ['APPENDS', pickle(op.emptyList, op.mark, a, one, op.appends), { list: ['a', 1] }],
    ['LIST', pickle(op.mark, a, one, op.list), { list: ['a', 1] }],
    ['EMPTY_DICT and SETITEM', pickle(op.emptyDict, a, one, op.setItem), { dict: ['a', 1] }],
    ['SETITEMS', pickle(op.emptyDict, op.mark, a, one, op.setItems), { dict: ['a', 1] }],
    ['DICT', pickle(op.mark, a, one, op.dict), { dict: ['a', 1] }],
    ['EMPTY_SET and ADDITEMS', pickle(op.emptySet, op.mark, a, op.addItems), { set: ['a'] }],
    ['FROZENSET', pickle(op.mark, a, op.frozenSet), { frozenset: ['a'] }],
    ['POP of a value', pickle(a, one, op.pop), 'a'],
    ['POP of a mark', pickle(a, op.mark, op.pop), 'a'],
    ['POP_MARK', pickle(a, op.mark, one, one, op.popMark), 'a'],
    ['DUP', pickle(one, op.dup, op.tuple2), { tuple: [1, 1] }],
    ['a list that holds itself', pickle(op.emptyList, op.memoize, op.binGet(0), op.append, op.none), null],
  ])('%s', (_name, bytes, value) => {
    expect(result(bytes)).toEqual(value)
  })

  test('nothing below a mark can be reached', () => {
    expect(result(a, op.mark, op.tuple1)).toBe('the stack is empty')
    expect(result(a, op.mark, op.dup)).toBe('the stack is empty')
    expect(result(op.emptyList, op.mark, a, op.append)).toBe('the stack is empty')
    expect(result(a, op.tuple)).toBe('there is no mark')
    expect(result(a, op.mark)).toBe('the stack is empty')
  })

  test('a large list keeps its count, its first items, and the names that it holds', () => {
    const many = Array.from({ length: 100 }, () => one)
    const { outcome } = run(op.emptyList, op.mark, ...many, op.global('m', 'n'), op.tuple1, op.appends, op.stop)
    expect(outcome).toMatchObject({ kind: 'stop', value: { kind: 'list', size: 101 } })
    if (outcome.kind !== 'stop' || outcome.value.kind !== 'list') throw new Error('not a list')
    expect(outcome.value.items).toHaveLength(mostItems)
    expect([...outcome.value.held]).toMatchObject([{ module: 'm', name: 'n' }])
  })

  test('doubling by reference stays small', () => {
    const doublings = Array.from({ length: 10_000 }, () => pickle(op.dup, op.tuple2))
    expect(run(op.none, ...doublings, op.stop).outcome.kind).toBe('stop')
  })
})

describe('memo', () => {
  test.each<[string, PickleBytes, unknown]>([
    ['PUT and GET', pickle(a, op.put('7'), op.pop, op.get('7')), 'a'],
    ['BINPUT and BINGET', pickle(a, op.binPut(7), op.pop, op.binGet(7)), 'a'],
    ['LONG_BINPUT and LONG_BINGET', pickle(a, op.longBinPut(700), op.pop, op.longBinGet(700)), 'a'],
    ['MEMOIZE', pickle(a, op.memoize, one, op.memoize, op.binGet(0)), 'a'],
    ['MEMOIZE counts entries', pickle(a, op.binPut(5), one, op.memoize, op.binGet(1)), 1],
    ['MEMOIZE after an entry written twice', pickle(a, op.binPut(0), op.binPut(0), one, op.memoize, op.binGet(1)), 1],
    ['PUT takes the top, not the last argument', pickle(a, one, op.pop, op.binPut(0), op.binGet(0)), 'a'],
    ['PUT with signs, zeros and underscores', pickle(a, op.put(' +0_07 '), op.pop, op.get('7')), 'a'],
    ['GET of what is not there', op.binGet(3), 'unknown'],
  ])('%s', (_name, bytes, value) => {
    expect(result(bytes)).toEqual(value)
  })

  test('a huge index is told', () => {
    expect(run(a, op.longBinPut(4e9), op.stop).anomalies).toEqual([expect.stringContaining('memo-abuse 3')])
    expect(run(a, op.put('9'.repeat(50)), op.stop).anomalies).toEqual([expect.stringContaining('memo-abuse')])
    expect(run(a, op.longBinPut(1000), op.stop).anomalies).toEqual([])
  })

  test('what is absent or negative is told', () => {
    expect(run(op.binGet(3), op.stop).anomalies).toEqual([expect.stringContaining('malformed')])
    expect(run(a, op.put('-1'), op.stop).anomalies).toEqual([expect.stringContaining('malformed')])
  })
})

describe('imports', () => {
  const system = ['os.system']
  test.each<[string, PickleBytes, string[]]>([
    ['GLOBAL', op.global('os', 'system'), system],
    ['STACK_GLOBAL', op.globalOnStack('os', 'system'), system],
    ['STACK_GLOBAL of STRING', pickle(op.string("'os'"), op.string('"system"'), op.stackGlobal), system],
    [
      'STACK_GLOBAL of UNICODE',
      pickle(op.unicode(String.raw`\u006fs`), op.binString('system'), op.stackGlobal),
      system,
    ],
    ['INST', pickle(op.mark, op.inst('os', 'system')), system],
    ['names of Python 2 below protocol 3', pickle(op.proto(2), op.global('__builtin__', 'xrange')), ['builtins.range']],
    ['modules of Python 2', op.global('commands', 'getoutput'), ['subprocess.getoutput']],
    ['exceptions of Python 2', op.global('exceptions', 'OSError'), ['builtins.OSError']],
    ['no renaming from protocol 3', pickle(op.proto(3), op.global('__builtin__', 'eval')), ['__builtin__.eval']],
    ['dotted names', pickle(op.proto(4), op.globalOnStack('random', '_os.system')), ['random._os.system']],
    ['a second line that the end cuts off', pickle([0x63], new TextEncoder().encode('os\nsystem')), system],
  ])('%s', (_name, bytes, names) => {
    expect(imports(run(bytes, op.stop).events)).toEqual(names)
  })

  test('names that are not literal text are unknown', () => {
    for (const name of [one, op.none, op.binBytes('system'), op.binUnicode('x'.repeat(5000)), op.binGet(9)]) {
      const { events } = run(op.binUnicode('os'), name, op.stackGlobal, op.stop)
      expect(events).toMatchObject([{ kind: 'unknown-import' }])
    }
    expect(run(op.global('\uD800', 'x'), op.stop).events).toHaveLength(1)
    expect(run([0x63, 0xff, 10, 0x61, 10], op.stop).events).toMatchObject([{ kind: 'unknown-import' }])
  })
})

describe('what reaches outside', () => {
  const f = op.global('m', 'f')
  test.each<[string, PickleBytes, unknown]>([
    ['REDUCE', pickle(f, a, op.tuple1, op.reduce), { REDUCE: 'm.f', args: { tuple: ['a'] } }],
    ['REDUCE with anything for arguments', pickle(f, a, op.reduce), { REDUCE: 'm.f', args: 'a' }],
    ['OBJ', pickle(op.mark, f, a, op.obj), { OBJ: 'm.f', args: { tuple: ['a'] } }],
    ['INST', pickle(op.mark, a, op.inst('m', 'f')), { INST: 'm.f', args: { tuple: ['a'] } }],
    ['NEWOBJ', pickle(f, a, op.tuple1, op.newObj), { NEWOBJ: 'm.f', args: { tuple: ['a'] } }],
    ['NEWOBJ_EX', pickle(f, op.emptyTuple, op.emptyDict, op.newObjEx), { NEWOBJ_EX: 'm.f', args: { tuple: [] } }],
  ])('%s', (_name, bytes, value) => {
    const { outcome, events } = run(bytes, op.stop)
    expect(outcome.kind === 'stop' && shown(outcome.value)).toEqual(value)
    expect(events.map(({ kind }) => kind)).toEqual(['import', 'call'])
  })

  test('a call counts although its result is dropped', () => {
    expect(run(op.mark, f, op.obj, op.pop, op.none, op.stop).events).toHaveLength(2)
  })

  test('BUILD is told, and remembered as the state of what a call gave', () => {
    const { outcome, events } = run(f, op.emptyTuple, op.newObj, op.emptyDict, op.build, op.stop)
    expect(events.at(-1)).toMatchObject({ kind: 'state', target: { kind: 'call' }, state: { kind: 'dict' } })
    expect(outcome).toMatchObject({ value: { kind: 'call', state: { kind: 'dict' } } })
    expect(run(f, op.emptyDict, op.build, op.stop).events.at(-1)).toMatchObject({ target: { kind: 'global' } })
  })

  test.each<[string, PickleBytes, string]>([
    ['APPEND', pickle(f, a, op.append), 'append'],
    ['APPENDS', pickle(f, op.mark, a, op.appends), 'extend'],
    ['SETITEM', pickle(f, a, one, op.setItem), '__setitem__'],
    ['SETITEM on a list', pickle(f, op.pop, op.emptyList, a, one, op.setItem), '__setitem__'],
    ['SETITEMS', pickle(f, op.mark, a, one, op.setItems), '__setitem__'],
    ['ADDITEMS', pickle(f, op.mark, a, op.addItems), 'add'],
  ])('%s on what is not the stream’s own is a call of a method', (_name, bytes, method) => {
    expect(run(bytes, op.stop).events.at(-1)).toMatchObject({ kind: 'method', method })
  })

  test('persistent ids and extensions', () => {
    expect(run(op.persId('x1'), op.stop).events).toMatchObject([{ kind: 'persistent', id: { text: 'x1' } }])
    expect(run(a, op.binPersId, op.stop).events).toMatchObject([{ kind: 'persistent', id: { text: 'a' } }])
    expect(run(op.ext1(7), op.ext2(700), op.ext4(70_000), op.stop).events).toMatchObject([
      { kind: 'extension', code: 7 },
      { kind: 'extension', code: 700 },
      { kind: 'extension', code: 70_000 },
    ])
  })
})

describe('protocol, frames and faults', () => {
  test('a protocol in midstream, or one that does not exist, is told', () => {
    expect(run(op.proto(4), op.none, op.stop).anomalies).toEqual([])
    expect(run(op.proto(9), op.none, op.stop).anomalies).toHaveLength(1)
    expect(run(op.none, op.proto(4), op.stop).anomalies).toHaveLength(1)
  })

  test('frames that hold whole opcodes are in order', () => {
    expect(run(op.proto(4), framed(op.none, op.pop), framed(op.none, op.stop)).anomalies).toEqual([])
    expect(
      run(op.proto(4), framed(op.none), op.binBytes(new Uint8Array(9)), framed(op.tuple2, op.stop)).anomalies,
    ).toEqual([])
  })

  test.each<[string, PickleBytes]>([
    ['an argument crosses the end', pickle(op.proto(4), op.frame(3), op.binUnicode('system'), op.stop)],
    ['a frame in a frame', pickle(op.proto(4), framed(framed(op.none, op.stop)))],
    ['bytes after STOP', pickle(op.proto(4), framed(op.none, op.stop, op.none))],
    ['STOP before an end that never comes', pickle(op.proto(4), op.frame(99), op.none, op.stop)],
  ])('%s', (_name, bytes) => {
    expect(run(bytes).anomalies[0]).toContain('frame-violation')
  })

  test.each<[string, PickleBytes]>([
    ['an unknown byte', pickle(op.none, [0xff])],
    ['the end before STOP', op.none],
    ['the end inside an argument', pickle([0x4a, 1, 2])],
    ['the end inside a literal', pickle([0x58, 9, 0, 0, 0, 65])],
    ['a negative length', pickle([0x54, 255, 255, 255, 255])],
    ['a key without a value', pickle(op.emptyDict, op.mark, a, op.setItems, op.stop)],
    ['nothing at all', pickle()],
  ])('%s is a fault', (_name, bytes) => {
    expect(run(bytes).outcome.kind).toBe('fault')
  })

  test('all 68 opcodes are known, and no other byte', () => {
    const known = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => {
      const { outcome } = run([byte])
      return outcome.kind === 'stop' || !outcome.detail.includes('is not an opcode')
    })
    expect(known).toEqual(Object.values(opcode).sort((one, other) => one - other))
    expect(known).toHaveLength(68)
  })

  test('an absurd length is told', () => {
    expect(run([0x8e, 0, 0, 0, 0, 0, 0, 0, 0x7f]).anomalies[0]).toContain('memo-abuse')
  })

  test('a literal is passed over, and what came before it stays known', () => {
    const { literals, outcome } = run(a, op.binBytes8(new Uint8Array(600_000)), op.tuple2, op.stop)
    expect(literals).toEqual([[3 + 9, 600_000]])
    expect(outcome.kind === 'stop' && shown(outcome.value)).toEqual({ tuple: ['a', { bytes: 600_000 }] })
  })

  test('lines longer than the window are read to their end', () => {
    expect(result(op.unicode('x'.repeat(600_000)), op.pop, op.string("'a'"))).toBe('a')
  })
})
