import type { FormatReader, Head, Scope, Sibling } from '../../scope.ts'
import { type ByteSource, sliceOf } from '../../source.ts'
import { siblingsAmong } from '../members-as-siblings.ts'
import { escapes, linkEscapes, longestPath, normalise } from '../paths.ts'
import { blockBytes, isChecksumRight, readHeader } from './header.ts'
import { type TarMember, walkTar } from './walk.ts'

/** A tar archive of any age: V7, ustar, GNU, PAX. */
export const tarReader: FormatReader = { format: 'tar', title: 'a tar archive', recognises, read }

/** By the checksum of the first header, without which nothing reads it as a tar. */
function recognises({ bytes, source }: Head): boolean {
  if (bytes.length < blockBytes || !isChecksumRight(bytes.subarray(0, blockBytes))) return false
  const header = readHeader(source, 0)
  return header !== undefined && header.name !== ''
}

const nameBytes = 100
const kinds = {
  hardLink: '1',
  symlink: '2',
  characterDevice: '3',
  blockDevice: '4',
  directory: '5',
  fifo: '6',
} as const
const fileTypes = ['0', '\0', '7', 'S']

async function read(source: ByteSource, scope: Scope): Promise<void> {
  const members = [...walkTar(source, scope)]
  await lookAtFirstName(source, scope)
  const siblings = siblingsOf(source, members)
  const names = new Set<string>()
  const links = new Map<string, string>()
  for (const member of members) {
    inspect(member, scope, names, links)
    if (member.size === 0 && member.type !== '0' && member.type !== '\0') continue
    if (member.isSparse) {
      scope.gap('unsupported', `${member.name} is stored with holes`, member.offset, member.size)
      continue
    }
    scope.account('member', member.offset, member.size)
    if (member.name.endsWith('/') && member.size === 0) continue
    await scope.child(member.name, sliceOf(source, member.offset, member.size), siblings(member.name))
  }
}

/** The name comes first, and has room for a whole pickle, which ends before the rest of the header is read. */
async function lookAtFirstName(source: ByteSource, scope: Scope): Promise<void> {
  const field = source.bytes(0, nameBytes)
  const end = field.findLastIndex((byte) => byte !== 0) + 1
  if (!field.subarray(0, end).some((byte) => byte < 0x20)) return
  const detail = 'The first name holds control characters, so that the archive can be read as something else.'
  scope.find('archive/hidden-bytes', { subject: 'first name', detail, offset: 0, length: end })
  await scope.child('@0', sliceOf(source, 0, end))
}

function inspect(member: TarMember, scope: Scope, names: Set<string>, links: Map<string, string>): void {
  const { name, type, linkName, at: offset } = member
  const say = { subject: name, offset }
  const path = name.length > longestPath ? undefined : normalise(name)
  if (name.length > longestPath) {
    scope.find('format/absurd-number', { ...say, detail: `A name has ${name.length} characters.` })
  }
  if (escapes(name)) {
    scope.find('archive/escaping-path', { ...say, detail: `The name ${name} leads outside the folder.` })
  }
  const link = path === undefined ? undefined : linkAbove(path, links)
  if (link !== undefined) {
    scope.find('archive/escaping-path', { ...say, detail: `${name} would be written through the link ${link}.` })
  }
  if (type === kinds.symlink || type === kinds.hardLink) {
    const isOut = type === kinds.symlink ? linkEscapes(name, linkName) : escapes(linkName)
    if (isOut) {
      scope.find('archive/escaping-link', { ...say, detail: `The link ${name} leads to ${linkName}.` })
      if (path !== undefined) links.set(path, name)
    }
  } else if (type === kinds.characterDevice || type === kinds.blockDevice || type === kinds.fifo) {
    scope.find('archive/special-file', { ...say, detail: `${name} is a device or a pipe.` })
  } else if (type !== kinds.directory) {
    if (!fileTypes.includes(type)) scope.gap('unsupported', `${name} is of the unknown type ${type}`, offset, 0)
    if (path !== undefined && names.has(path)) {
      scope.find('archive/duplicate-name', { ...say, detail: `More than one member is called ${name}.` })
    }
    if (path !== undefined) names.add(path)
  }
}

/** An escaping link that came before and lies on the way. */
function linkAbove(path: string, links: ReadonlyMap<string, string>): string | undefined {
  if (links.size === 0) return undefined
  for (let cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
    const link = links.get(path.slice(0, cut))
    if (link !== undefined) return link
  }
  return undefined
}

function siblingsOf(
  source: ByteSource,
  members: readonly TarMember[],
): (from: string) => (relative: string) => Sibling {
  return siblingsAmong(
    members.map(({ name, type, offset, size }) => ({
      name,
      size,
      isLink: type === kinds.symlink || type === kinds.hardLink,
      isDirectory: type === kinds.directory,
      open: () => sliceOf(source, offset, size),
    })),
  )
}
