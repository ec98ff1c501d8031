import { crc32, deflateRawSync } from 'node:zlib'

/** Text stands for its bytes in Latin-1, so that opcodes can be written as they are printed. */
export type Part = string | Uint8Array

export const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
export const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
export const join = (...parts: readonly Part[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin(part) : part)))

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
export function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)))
  return bytes
}
export const zeros = (count: number): Buffer => Buffer.alloc(count)

/** Pickle opcodes with their arguments. */
export const str = (text: string): Buffer => join('\x8c', Uint8Array.of(utf8(text).length), utf8(text))
export const longStr = (text: string): Buffer => join('X', u32(utf8(text).length), utf8(text))
export const bytes = (value: Part): Buffer => join('B', u32(join(value).length), value)
export const global = (module: string, name: string): Buffer => join('c', utf8(module), '\n', utf8(name), '\n')
export const stackGlobal = (module: string, name: string): Buffer => join(str(module), str(name), '\x93')
export const call = (module: string, name: string, ...args: readonly Part[]): Buffer =>
  join(global(module, name), '(', ...args, 'tR')
export const frame = (body: Part, length = join(body).length): Buffer => join('\x95', u64(length), body)

/** The plainest payload there is: prints a word. */
export const canary = join(global('os', 'system'), "(S'echo canary'\ntR")
export const canaryPickle = join('\x80\x02', canary, '.')
export const harmlessPickle = join('\x80\x02}', str('weights').subarray(0, 0), 'X', u32(1), 'a', 'K\x01s.')

export interface Member {
  readonly name: Part
  readonly data: Part
  readonly deflate?: boolean
  readonly method?: number
  readonly flags?: number
  readonly crc?: number
  /** As the local header has it, where that differs. */
  readonly localName?: Part
  readonly localSize?: number
  readonly size?: number
  readonly extra?: Uint8Array
  readonly localExtra?: Uint8Array
  readonly descriptor?: boolean
  readonly mode?: number
  /** Left out of the central directory. */
  readonly unlisted?: boolean
}

export interface ZipShape {
  readonly prefix?: Part
  readonly beforeDirectory?: Part
  readonly comment?: Part
  readonly suffix?: Part
  readonly offsetShift?: number
  readonly countShift?: number
}

export function zip(members: readonly Member[], shape: ZipShape = {}): Buffer {
  const locals: Buffer[] = [join(shape.prefix ?? '')]
  const central: Buffer[] = []
  let at = locals[0]!.length
  for (const member of members) {
    const data = join(member.data)
    const stored = member.deflate ? deflateRawSync(data) : data
    const method = member.method ?? (member.deflate ? 8 : 0)
    const flags = (member.flags ?? 0) | (member.descriptor ? 8 : 0)
    const crc = member.crc ?? crc32(data)
    const name = typeof member.name === 'string' ? utf8(member.name) : join(member.name)
    const localName = member.localName === undefined ? name : join(member.localName)
    const size = member.size ?? data.length
    const inLocal = (value: number): Buffer => u32(member.descriptor ? 0 : value)
    const local = join(
      'PK\x03\x04',
      u16(20),
      u16(flags),
      u16(method),
      u32(0x21 << 16),
      inLocal(crc),
      inLocal(member.localSize ?? stored.length),
      inLocal(member.localSize ?? size),
      u16(localName.length),
      u16(member.localExtra?.length ?? 0),
      localName,
      member.localExtra ?? '',
      stored,
      member.descriptor ? join('PK\x07\x08', u32(crc), u32(stored.length), u32(size)) : '',
    )
    locals.push(local)
    if (!member.unlisted)
      central.push(
        join(
          'PK\x01\x02',
          u16(member.mode === undefined ? 20 : 0x314),
          u16(20),
          u16(flags),
          u16(method),
          u32(0x21 << 16),
          u32(crc),
          u32(stored.length),
          u32(size),
          u16(name.length),
          u16(member.extra?.length ?? 0),
          u16(0),
          u16(0),
          u16(0),
          u32((member.mode ?? 0) * 0x10000),
          u32(at),
          name,
          member.extra ?? '',
        ),
      )
    at += local.length
  }
  const between = join(shape.beforeDirectory ?? '')
  const directory = Buffer.concat(central)
  const count = central.length + (shape.countShift ?? 0)
  const comment = join(shape.comment ?? '')
  return join(
    ...locals,
    between,
    directory,
    'PK\x05\x06',
    u32(0),
    u16(count),
    u16(count),
    u32(directory.length),
    u32(at + between.length + (shape.offsetShift ?? 0)),
    u16(comment.length),
    comment,
    shape.suffix ?? '',
  )
}

export interface TarMember {
  readonly name: string
  readonly data?: Part
  readonly type?: string
  readonly link?: string
  readonly size?: number
  readonly badChecksum?: boolean
  readonly prefix?: string
}

export function tarMember(member: TarMember): Buffer {
  const data = join(member.data ?? '')
  const head = Buffer.alloc(512)
  head.write(member.name, 0, 100, 'utf8')
  head.write('0000644\0' + '0000000\0' + '0000000\0', 100, 'latin1')
  head.write((member.size ?? data.length).toString(8).padStart(11, '0') + '\0', 124, 'latin1')
  head.write('00000000000\0', 136, 'latin1')
  head.write('        ', 148, 'latin1')
  head.write(member.type ?? '0', 156, 'latin1')
  head.write(member.link ?? '', 157, 100, 'utf8')
  head.write('ustar\x0000', 257, 'latin1')
  head.write(member.prefix ?? '', 345, 155, 'utf8')
  const sum = head.reduce((total, byte) => total + byte, member.badChecksum ? 7 : 0)
  head.write(sum.toString(8).padStart(6, '0') + '\0 ', 148, 'latin1')
  return join(head, data, zeros((512 - (data.length % 512)) % 512))
}

export const tar = (members: readonly TarMember[], suffix: Part = ''): Buffer =>
  join(...members.map(tarMember), zeros(1024), suffix)

/** Protocol buffers: a field with a message, bytes, text or number. */
export function varint(value: number | bigint): Buffer {
  const out: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  out.push(Number(rest))
  return Buffer.from(out)
}
export const message = (field: number, ...parts: readonly Part[]): Buffer => {
  const body = join(...parts.map((part) => (typeof part === 'string' ? utf8(part) : part)))
  return join(varint((field << 3) | 2), varint(body.length), body)
}
export const number = (field: number, value: number | bigint): Buffer => join(varint(field << 3), varint(value))

export function npy(header: string, body: Part, version = 1): Buffer {
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11, ' ') + '\n'
  return join(
    '\x93NUMPY',
    Uint8Array.of(version, 0),
    version === 1 ? u16(padded.length) : u32(padded.length),
    padded,
    body,
  )
}

export const json = (value: unknown): Buffer => utf8(JSON.stringify(value))
