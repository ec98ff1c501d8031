/** How the argument of an opcode is laid out: bytes, a counted run of bytes, or text up to a line feed. */
export type ArgumentLayout =
  | { readonly kind: 'none' }
  | { readonly kind: 'fixed'; readonly bytes: number }
  /** A little-endian length of `lengthBytes`, then as many bytes. */
  | { readonly kind: 'counted'; readonly lengthBytes: 1 | 4 | 8 }
  | { readonly kind: 'lines'; readonly lines: 1 | 2 }

const none: ArgumentLayout = { kind: 'none' }
const fixed = (bytes: number): ArgumentLayout => ({ kind: 'fixed', bytes })
const counted = (lengthBytes: 1 | 4 | 8): ArgumentLayout => ({ kind: 'counted', lengthBytes })
const lines = (count: 1 | 2): ArgumentLayout => ({ kind: 'lines', lines: count })

/** The opcodes of protocols 0 to 5, as CPython's `pickletools` documents them. */
export const opcode = {
  MARK: 0x28,
  EMPTY_TUPLE: 0x29,
  STOP: 0x2e,
  POP: 0x30,
  POP_MARK: 0x31,
  DUP: 0x32,
  BINBYTES: 0x42,
  SHORT_BINBYTES: 0x43,
  FLOAT: 0x46,
  BINFLOAT: 0x47,
  INT: 0x49,
  BININT: 0x4a,
  BININT1: 0x4b,
  LONG: 0x4c,
  BININT2: 0x4d,
  NONE: 0x4e,
  PERSID: 0x50,
  BINPERSID: 0x51,
  REDUCE: 0x52,
  STRING: 0x53,
  BINSTRING: 0x54,
  SHORT_BINSTRING: 0x55,
  UNICODE: 0x56,
  BINUNICODE: 0x58,
  EMPTY_LIST: 0x5d,
  APPEND: 0x61,
  BUILD: 0x62,
  GLOBAL: 0x63,
  DICT: 0x64,
  APPENDS: 0x65,
  GET: 0x67,
  BINGET: 0x68,
  INST: 0x69,
  LONG_BINGET: 0x6a,
  LIST: 0x6c,
  OBJ: 0x6f,
  PUT: 0x70,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  SETITEM: 0x73,
  TUPLE: 0x74,
  SETITEMS: 0x75,
  EMPTY_DICT: 0x7d,
  PROTO: 0x80,
  NEWOBJ: 0x81,
  EXT1: 0x82,
  EXT2: 0x83,
  EXT4: 0x84,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  LONG1: 0x8a,
  LONG4: 0x8b,
  SHORT_BINUNICODE: 0x8c,
  BINUNICODE8: 0x8d,
  BINBYTES8: 0x8e,
  EMPTY_SET: 0x8f,
  ADDITEMS: 0x90,
  FROZENSET: 0x91,
  NEWOBJ_EX: 0x92,
  STACK_GLOBAL: 0x93,
  MEMOIZE: 0x94,
  FRAME: 0x95,
  BYTEARRAY8: 0x96,
  NEXT_BUFFER: 0x97,
  READONLY_BUFFER: 0x98,
} as const

export type OpcodeName = keyof typeof opcode

const withArgument: Partial<Record<OpcodeName, ArgumentLayout>> = {
  BINBYTES: counted(4),
  SHORT_BINBYTES: counted(1),
  FLOAT: lines(1),
  BINFLOAT: fixed(8),
  INT: lines(1),
  BININT: fixed(4),
  BININT1: fixed(1),
  LONG: lines(1),
  BININT2: fixed(2),
  PERSID: lines(1),
  STRING: lines(1),
  BINSTRING: counted(4),
  SHORT_BINSTRING: counted(1),
  UNICODE: lines(1),
  BINUNICODE: counted(4),
  GLOBAL: lines(2),
  GET: lines(1),
  BINGET: fixed(1),
  INST: lines(2),
  LONG_BINGET: fixed(4),
  PUT: lines(1),
  BINPUT: fixed(1),
  LONG_BINPUT: fixed(4),
  PROTO: fixed(1),
  EXT1: fixed(1),
  EXT2: fixed(2),
  EXT4: fixed(4),
  LONG1: counted(1),
  LONG4: counted(4),
  SHORT_BINUNICODE: counted(1),
  BINUNICODE8: counted(8),
  BINBYTES8: counted(8),
  FRAME: fixed(8),
  BYTEARRAY8: counted(8),
}

/** By opcode byte; undefined where a byte is not an opcode. */
export const layouts: readonly (ArgumentLayout | undefined)[] = layoutsByByte()

function layoutsByByte(): (ArgumentLayout | undefined)[] {
  const table = Array.from<ArgumentLayout | undefined>({ length: 256 })
  for (const [name, byte] of Object.entries(opcode)) table[byte] = withArgument[name as OpcodeName] ?? none
  return table
}

/** PROTO, GLOBAL or MARK; or a byte that was not at hand. */
export const mayBeginPickle = (byte: number | undefined): boolean =>
  byte === opcode.PROTO || byte === opcode.GLOBAL || byte === opcode.MARK || byte === undefined
