export interface RawTarMember {
  readonly name: string
  readonly content?: Uint8Array
  /** A file unless told: one character of POSIX or GNU. */
  readonly type?: string
  readonly linkName?: string
  /** Where the header says something else. */
  readonly size?: number
  readonly checksum?: number
  /** Fills the rest of the last block. */
  readonly padding?: Uint8Array
}

const block = 512

/** A tar archive built field by field, so that each of them may lie. Ends with two blocks of zeros. */
export function rawTar(members: readonly RawTarMember[], after: Uint8Array = new Uint8Array(0)): Uint8Array {
  return Buffer.concat([...members.flatMap(partsOf), Buffer.alloc(2 * block), after])
}

function partsOf(member: RawTarMember): Uint8Array[] {
  const { content = new Uint8Array(0), padding = new Uint8Array(0) } = member
  const rest = Buffer.alloc((block - (content.length % block)) % block)
  rest.set(padding.subarray(0, rest.length))
  return [header(member, member.size ?? content.length), content, rest]
}

function header({ name, type = '0', linkName = '', checksum }: RawTarMember, size: number): Uint8Array {
  const bytes = Buffer.alloc(block)
  bytes.write(name, 0, 100)
  bytes.write('0000644\0', 100)
  bytes.write('0000000\0', 108)
  bytes.write('0000000\0', 116)
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  bytes.write('00000000000\0', 136)
  bytes.write('        ', 148)
  bytes.write(type, 156)
  bytes.write(linkName, 157, 100)
  bytes.write('ustar\x0000', 257)
  const sum = checksum ?? bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

/** A PAX record: its own length, the key, the value. */
export function paxRecord(key: string, value: string): Uint8Array {
  const body = ` ${key}=${value}\n`
  let length = body.length + 1
  while (String(length).length + body.length !== length) length += 1
  return Buffer.from(`${length}${body}`)
}
