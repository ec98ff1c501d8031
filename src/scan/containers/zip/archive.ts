import { crc32 } from 'node:zlib'
import { bzip2 } from '../../compression/bzip2.ts'
import type { Codec } from '../../compression/codec.ts'
import { type Expansion, type ExpandOptions, expand, expandNow } from '../../compression/expand.ts'
import { rawDeflate } from '../../compression/inflate.ts'
import { xz } from '../../compression/xz.ts'
import { zipLzma } from '../../compression/zip-lzma.ts'
import { zstd } from '../../compression/zstd.ts'
import type { Scope, Sibling } from '../../scope.ts'
import { type ByteSource, memorySource, sliceOf } from '../../source.ts'
import { siblingsAmong } from '../members-as-siblings.ts'
import { linkEscapes, longestPath } from '../paths.ts'
import { directoryOf } from './directory.ts'
import type { ZipMember } from './member.ts'
import { decodeName } from './records.ts'
import { walk } from './walk.ts'

export type { ZipMember } from './member.ts'

/** A zip whose headers were read, reported on and accounted for. Its members are read when they are asked for. */
export interface ZipArchive {
  /** In the order of the central directory, then those that it does not list. Names may repeat. */
  readonly members: readonly ZipMember[]
  /**
   * The content, and accounts for its bytes as `member`. Without compression it is a part of the file, without copying.
   * What cannot be read has become a gap, and the content is what could. Good until `close`.
   */
  open(member: ZipMember): Promise<ByteSource>
  /** Accounts for a member that is not read, since it holds nothing but values. */
  skip(member: ZipMember): void
  /** The other members, by paths relative to this one. */
  siblingsOf(member: ZipMember): (relative: string) => Sibling
  /** Lets go of everything that was opened. */
  close(): void
}

/** Reads the headers of a zip. Throws `Malformed` when there is no member at all. */
export function openZip(source: ByteSource, scope: Scope): ZipArchive {
  return new OpenZip(source, scope)
}

/** Hands every member to the driver as a file of its own, save those that the caller has dealt with. */
export async function scanMembers(
  archive: ZipArchive,
  scope: Scope,
  except: (name: string) => boolean = () => false,
): Promise<void> {
  const scans = new Map<string, number>()
  for (const member of archive.members) {
    if (member.isDirectory || except(member.name)) continue
    const place = `${member.dataOffset} ${member.compressedSize} ${member.method}`
    const before = scans.get(place) ?? 0
    if (before >= namesPerPlace) continue
    scans.set(place, before + 1)
    const content = await archive.open(member)
    if (member.isSymlink && inspectLink(member, content, scope)) continue
    const isFolder = member.name.endsWith('/') && content.size === 0
    if (!isFolder && (content.size > 0 || member.size === 0)) {
      await scope.child(member.name, content, archive.siblingsOf(member))
    }
    filed.get(content)?.close()
  }
}

/** The same bytes under several names: a name is only a hint, so some of them do. */
const namesPerPlace = 4
const longestLink = 4096
/** Contents too long for memory, so that an archive of many of them does not hold all its files at once. */
const filed = new WeakMap<ByteSource, Expansion>()

/** True when the content is nothing but the target of a link. */
function inspectLink(member: ZipMember, content: ByteSource, scope: Scope): boolean {
  if (content.size > longestLink) return false
  const target = decodeName(content.bytes(0, longestLink))
  if (linkEscapes(member.name, target)) {
    const detail = `The link ${member.name} leads to ${target}.`
    scope.find('archive/escaping-link', { subject: member.name, detail, offset: member.dataOffset })
  }
  return true
}

const endMarkFlag = 2

/** The methods that Python's zipfile reads, and xz. */
function codecOf({ method, flags, size }: ZipMember): Codec | undefined {
  if (method === 8) return rawDeflate
  if (method === 12) return bzip2
  if (method === 14) return zipLzma(size, (flags & endMarkFlag) !== 0)
  if (method === 93 || method === 20) return zstd
  return method === 95 ? xz : undefined
}

const otherMethods: ReadonlyMap<number, string> = new Map([
  [9, 'Deflate64'],
  [98, 'PPMd'],
  [99, 'AES encryption'],
])
/** Longer members are not checked against their CRC. */
const checkedAtMost = 16 * 2 ** 20
const cipherHeader = 12
/** Its own each time, since readers remember sources. */
const nothing = (): ByteSource => memorySource(new Uint8Array(0))

class OpenZip implements ZipArchive {
  readonly members: readonly ZipMember[]
  readonly #source: ByteSource
  readonly #scope: Scope
  readonly #opened: Expansion[] = []
  /** Members whose faults were reported. */
  readonly #reported = new Set<ZipMember>()
  #siblings: ((from: string) => (relative: string) => Sibling) | undefined
  /** What all members together decompressed to. */
  #given = 0
  #isBomb = false

  constructor(source: ByteSource, scope: Scope) {
    this.#source = source
    this.#scope = scope
    this.members = walk(source, scope, directoryOf(source))
    reportDuplicates(this.members, scope)
  }

  async open(member: ZipMember): Promise<ByteSource> {
    const codec = codecOf(member)
    if (codec === undefined) return this.#stored(member)
    if (this.#isTooMuch(member)) return nothing()
    return this.#expanded(member, await expand(codec, this.#bytesOf(member), this.#scope, this.#options(member)))
  }

  skip(member: ZipMember): void {
    this.#scope.account('data', member.dataOffset, member.compressedSize)
  }

  siblingsOf(member: ZipMember): (relative: string) => Sibling {
    this.#siblings ??= siblingsAmong(
      this.members.map((other) => ({
        name: other.name,
        size: other.size,
        isLink: other.isSymlink,
        isDirectory: other.isDirectory,
        open: () => this.#openNow(other),
      })),
    )
    return this.#siblings(member.name)
  }

  close(): void {
    for (const expansion of this.#opened.splice(0)) expansion.close()
  }

  #openNow(member: ZipMember): ByteSource {
    const codec = codecOf(member)
    if (codec === undefined) return this.#stored(member)
    if (this.#isTooMuch(member)) return nothing()
    return this.#expanded(member, expandNow(codec, this.#bytesOf(member), this.#scope, this.#options(member)))
  }

  /** Members that share bytes can each stay below the limits, and be a bomb together. */
  #isTooMuch(member: ZipMember): boolean {
    const { ratio, ratioFrom } = this.#scope.budget.limits
    if (this.#given <= ratioFrom || this.#given <= this.#source.size * ratio) return false
    const detail = `The members decompress to more than ${ratio} bytes for every byte of the archive.`
    if (!this.#isBomb) this.#scope.find('archive/bomb', { subject: 'all members', detail })
    this.#isBomb = true
    this.#scope.gap('limit', `${member.name} is not decompressed`, member.dataOffset, member.compressedSize)
    return true
  }

  #bytesOf(member: ZipMember): ByteSource {
    return sliceOf(this.#source, member.dataOffset, member.compressedSize)
  }

  #options(member: ZipMember): ExpandOptions {
    return { subject: member.name, offset: member.dataOffset, mayBeEncrypted: member.isMarkedEncrypted }
  }

  #stored(member: ZipMember): ByteSource {
    const { method, dataOffset, compressedSize, size, name } = member
    const isFirst = this.#isFirst(member)
    if (method !== 0) {
      if (isFirst) {
        const reason = method === 99 ? 'encrypted' : 'unsupported'
        const how = otherMethods.get(method) ?? `method ${method}`
        this.#scope.gap(reason, `${name} is packed by ${how}`, dataOffset, compressedSize)
      }
      return nothing()
    }
    if (member.isMarkedEncrypted && compressedSize === size + cipherHeader) {
      if (isFirst) this.#scope.gap('encrypted', `${name} is encrypted`, dataOffset, compressedSize)
      return nothing()
    }
    const content = this.#bytesOf(member)
    this.#scope.account('member', dataOffset, content.size)
    if (isFirst) this.#check(member, content)
    return content
  }

  #expanded(member: ZipMember, expansion: Expansion): ByteSource {
    if (expansion.isInFile) {
      this.#opened.push(expansion)
      filed.set(expansion.source, expansion)
    }
    this.#given += expansion.source.size
    const { dataOffset, compressedSize, name } = member
    this.#scope.account('member', dataOffset, expansion.isWhole ? expansion.taken : compressedSize)
    if (!this.#isFirst(member) || !expansion.isWhole) return expansion.source
    const left = this.#bytesOf(member).size - expansion.taken
    if (left > 0) {
      const detail = `${left} bytes follow the compressed bytes of ${name}.`
      const offset = dataOffset + expansion.taken
      this.#scope.find('archive/hidden-bytes', { subject: name, detail, offset, length: left })
    }
    this.#check(member, expansion.source)
    return expansion.source
  }

  #isFirst(member: ZipMember): boolean {
    if (this.#reported.has(member)) return false
    this.#reported.add(member)
    return true
  }

  #check(member: ZipMember, content: ByteSource): void {
    const { name, size, crc, dataOffset } = member
    if (content.size !== size) {
      const detail = `${name} is said to have ${size} bytes and has ${content.size}.`
      this.#scope.find('format/lying-size', { subject: name, detail, offset: dataOffset })
    }
    if (content.size > checkedAtMost || !member.isListed) return
    const actual = crc32(content.bytes(0, content.size))
    if (actual === crc) return
    const detail = `${name} does not match its CRC-32.`
    this.#scope.find('archive/wrong-checksum', { subject: name, detail, offset: dataOffset })
  }
}

function reportDuplicates(members: readonly ZipMember[], scope: Scope): void {
  const names = new Set<string>()
  const folded = new Map<string, string>()
  for (const { name, isListed, isDirectory, dataOffset } of members) {
    if (!isListed || isDirectory || name.length > longestPath) continue
    const say = { subject: name, offset: dataOffset }
    const lower = name.toLowerCase()
    const other = folded.get(lower)
    if (names.has(name)) {
      scope.find('archive/duplicate-name', { ...say, detail: `More than one member is called ${name}.` })
    } else if (other !== undefined) {
      const detail = `${other} and ${name} are the same for readers that ignore case.`
      scope.find('archive/duplicate-name', { ...say, detail, level: 'low' })
    }
    names.add(name)
    folded.set(lower, name)
  }
}
