import { Malformed } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import type { ByteSource } from '../../source.ts'
import { Hdf5File } from './file.ts'

export interface Superblock {
  readonly file: Hdf5File
  /** Object header of the root group. */
  readonly root: number
  /** Object header with messages about the file. */
  readonly extension: number | undefined
  /** Where the file ends by its own account, counted from its first byte. */
  readonly end: number
  /** Half the entries of a node, where the file says so: of groups' leaves and inner nodes, and of chunk indexes. */
  readonly groupLeafK: number
  readonly groupInnerK: number
  readonly chunkK: number
}

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

/** Where the superblock stands: at 0, or after a user block of 512 bytes or a power of two more. */
export function findSuperblock(source: ByteSource): number | undefined {
  for (let at = 0; at + 24 <= source.size && at <= 2 ** 40; at = at === 0 ? 512 : at * 2) {
    const bytes = source.bytes(at, signature.length)
    if (signature.every((byte, index) => bytes[index] === byte)) return at
  }
  return undefined
}

/** Section II.A, versions 0 to 3. */
export function readSuperblock(source: ByteSource, scope: Scope, at: number): Superblock {
  const version = source.bytes(at + 8, 1)[0]
  if (version === undefined || version > 3) throw new Malformed('the superblock has an unknown version', at + 8)
  const sizes = source.bytes(at + (version < 2 ? 13 : 9), 2)
  const [addressBytes, lengthBytes] = [sizes[0]!, sizes[1]!]
  for (const width of [addressBytes, lengthBytes]) {
    if (width !== 2 && width !== 4 && width !== 8) throw new Malformed('addresses have an impossible width', at + 9)
  }
  return version < 2
    ? readOld(new Hdf5File(source, scope, at, addressBytes, lengthBytes), at, version)
    : readNew(new Hdf5File(source, scope, at, addressBytes, lengthBytes), at)
}

function readOld(file: Hdf5File, at: number, version: number): Superblock {
  const width = file.addressBytes
  const addresses = at + (version === 0 ? 24 : 28)
  const entry = addresses + 4 * width
  file.parsed(at, entry + 2 * width + 24 - at)
  const driver = file.address(addresses + 3 * width)
  if (driver !== undefined) file.parsed(driver, 16 + Math.min(file.number(driver + 4, 4), 4096))
  return {
    file,
    root: needed(file.address(entry + width), entry),
    extension: undefined,
    end: endOf(file, addresses, addresses + 2 * width),
    groupLeafK: file.number(at + 16, 2),
    groupInnerK: file.number(at + 18, 2),
    chunkK: version === 0 ? 32 : file.number(at + 24, 2),
  }
}

function readNew(file: Hdf5File, at: number): Superblock {
  const width = file.addressBytes
  file.parsed(at, 12 + 4 * width + 4)
  return {
    file,
    extension: file.address(at + 12 + width),
    end: endOf(file, at + 12, at + 12 + 2 * width),
    root: needed(file.address(at + 12 + 3 * width), at),
    ...{ groupLeafK: 4, groupInnerK: 16, chunkK: 32 },
  }
}

/** The end is written as an absolute place; a file that was put behind other bytes moved by as much as its superblock. */
function endOf(file: Hdf5File, baseAt: number, endAt: number): number {
  return file.number(endAt, file.addressBytes) - file.number(baseAt, file.addressBytes) + file.base
}

function needed(address: number | undefined, at: number): number {
  if (address === undefined) throw new Malformed('the file has no root group', at)
  return address
}
