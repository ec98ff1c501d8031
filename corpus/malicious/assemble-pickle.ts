import { opcode } from '../../src/scan/pickle/opcodes.ts'

/** A pickle, or a part of one. */
export type PickleBytes = Uint8Array
export type Part = PickleBytes | readonly number[] | number

/** Bytes of one pickle from its parts. */
export function pickle(...parts: readonly Part[]): PickleBytes {
  const chunks = parts.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : Uint8Array.from(part)))
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

const encoder = new TextEncoder()
export const utf8 = (text: string): PickleBytes => encoder.encode(text)
const latin1 = (text: string): PickleBytes => Uint8Array.from(Buffer.from(text, 'latin1'))

/** `value` as `bytes` bytes, least significant first. */
export function littleEndian(value: number, bytes: number): PickleBytes {
  const written = new Uint8Array(bytes)
  let left = value < 0 ? value + 256 ** bytes : value
  for (let at = 0; at < bytes; at++) {
    written[at] = left % 256
    left = Math.floor(left / 256)
  }
  return written
}

const counted = (code: number, lengthBytes: number) => (content: PickleBytes | string) => {
  const bytes = typeof content === 'string' ? utf8(content) : content
  return pickle(code, littleEndian(bytes.length, lengthBytes), bytes)
}
const line = (code: number) => (text: string) => pickle(code, latin1(text), 10)
const fixed = (code: number, bytes: number) => (value: number) => pickle(code, littleEndian(value, bytes))
const names = (code: number) => (module: string, name: string) => pickle(code, utf8(module), 10, utf8(name), 10)
const plain = (code: number): PickleBytes => Uint8Array.of(code)

function float64(value: number): PickleBytes {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return pickle(opcode.BINFLOAT, new Uint8Array(view.buffer))
}

/** Every opcode, and the few sequences that a writer of pickles uses. Arguments are written as they are given. */
export const op = {
  mark: plain(opcode.MARK),
  stop: plain(opcode.STOP),
  pop: plain(opcode.POP),
  popMark: plain(opcode.POP_MARK),
  dup: plain(opcode.DUP),
  none: plain(opcode.NONE),
  true: plain(opcode.NEWTRUE),
  false: plain(opcode.NEWFALSE),
  int: line(opcode.INT),
  binInt: fixed(opcode.BININT, 4),
  binInt1: fixed(opcode.BININT1, 1),
  binInt2: fixed(opcode.BININT2, 2),
  long: line(opcode.LONG),
  long1: counted(opcode.LONG1, 1),
  long4: counted(opcode.LONG4, 4),
  float: line(opcode.FLOAT),
  binFloat: float64,
  /** The quotes belong to `text`. */
  string: line(opcode.STRING),
  binString: counted(opcode.BINSTRING, 4),
  shortBinString: counted(opcode.SHORT_BINSTRING, 1),
  unicode: line(opcode.UNICODE),
  binUnicode: counted(opcode.BINUNICODE, 4),
  shortBinUnicode: counted(opcode.SHORT_BINUNICODE, 1),
  binUnicode8: counted(opcode.BINUNICODE8, 8),
  binBytes: counted(opcode.BINBYTES, 4),
  shortBinBytes: counted(opcode.SHORT_BINBYTES, 1),
  binBytes8: counted(opcode.BINBYTES8, 8),
  byteArray8: counted(opcode.BYTEARRAY8, 8),
  nextBuffer: plain(opcode.NEXT_BUFFER),
  readOnlyBuffer: plain(opcode.READONLY_BUFFER),
  emptyList: plain(opcode.EMPTY_LIST),
  append: plain(opcode.APPEND),
  appends: plain(opcode.APPENDS),
  list: plain(opcode.LIST),
  emptyTuple: plain(opcode.EMPTY_TUPLE),
  tuple: plain(opcode.TUPLE),
  tuple1: plain(opcode.TUPLE1),
  tuple2: plain(opcode.TUPLE2),
  tuple3: plain(opcode.TUPLE3),
  emptyDict: plain(opcode.EMPTY_DICT),
  dict: plain(opcode.DICT),
  setItem: plain(opcode.SETITEM),
  setItems: plain(opcode.SETITEMS),
  emptySet: plain(opcode.EMPTY_SET),
  addItems: plain(opcode.ADDITEMS),
  frozenSet: plain(opcode.FROZENSET),
  get: line(opcode.GET),
  binGet: fixed(opcode.BINGET, 1),
  longBinGet: fixed(opcode.LONG_BINGET, 4),
  put: line(opcode.PUT),
  binPut: fixed(opcode.BINPUT, 1),
  longBinPut: fixed(opcode.LONG_BINPUT, 4),
  memoize: plain(opcode.MEMOIZE),
  ext1: fixed(opcode.EXT1, 1),
  ext2: fixed(opcode.EXT2, 2),
  ext4: fixed(opcode.EXT4, 4),
  global: names(opcode.GLOBAL),
  inst: names(opcode.INST),
  stackGlobal: plain(opcode.STACK_GLOBAL),
  /** The two names and STACK_GLOBAL. */
  globalOnStack: (module: string, name: string) =>
    pickle(counted(opcode.SHORT_BINUNICODE, 1)(module), counted(opcode.SHORT_BINUNICODE, 1)(name), opcode.STACK_GLOBAL),
  reduce: plain(opcode.REDUCE),
  build: plain(opcode.BUILD),
  obj: plain(opcode.OBJ),
  newObj: plain(opcode.NEWOBJ),
  newObjEx: plain(opcode.NEWOBJ_EX),
  proto: fixed(opcode.PROTO, 1),
  frame: fixed(opcode.FRAME, 8),
  persId: line(opcode.PERSID),
  binPersId: plain(opcode.BINPERSID),
} as const

/** A frame around parts, with its length. */
export function framed(...parts: readonly Part[]): PickleBytes {
  const content = pickle(...parts)
  return pickle(op.frame(content.length), content)
}

/** `module.name(text)`, as text of protocol 0 without header or end. */
export function textCall(module: string, name: string, text: string): PickleBytes {
  return pickle(op.global(module, name), op.mark, op.string(`'${text}'`), op.tuple, op.reduce)
}
