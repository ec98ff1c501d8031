import { openZip, scanMembers, type ZipArchive } from '../../containers/zip/archive.ts'
import { peekZipNames } from '../../containers/zip/directory.ts'
import { looksLikeZip } from '../../containers/zip/zip.ts'
import type { FormatReader, Scope } from '../../scope.ts'
import { schemaSources } from './known-sources.ts'

const schema = 'schema.json'
const valueMember = /^[\w-]{1,100}\.(?:npy|npz|bin)$/

/** A skops archive: a zip of `schema.json` and the arrays that it refers to. */
export const skopsReader: FormatReader = {
  format: 'skops',
  title: 'a skops archive',
  recognises: (head) => {
    if (!looksLikeZip(head)) return false
    const names = peekZipNames(head.source) ?? []
    if (!names.includes(schema)) return false
    return head.name.endsWith('.skops') || names.every((name) => name === schema || valueMember.test(name))
  },
  async read(source, scope) {
    const archive = openZip(source, scope)
    try {
      await scanParts(archive, scope)
    } finally {
      archive.close()
    }
  },
}

/** The schema first: it says which members are bytes that nobody interprets. */
async function scanParts(archive: ZipArchive, scope: Scope): Promise<void> {
  const bytesMembers = new Set<string>()
  const known: ZipArchive = {
    members: archive.members,
    open: async (member) => {
      const content = await archive.open(member)
      if (member.name === schema) schemaSources.set(content, bytesMembers)
      return content
    },
    skip: (member) => archive.skip(member),
    siblingsOf: (member) => archive.siblingsOf(member),
    close: () => archive.close(),
  }
  await scanMembers(known, scope, (name) => name !== schema)
  for (const member of archive.members)
    if (bytesMembers.has(member.name) && member.name !== schema) archive.skip(member)
  await scanMembers(known, scope, (name) => name === schema || bytesMembers.has(name))
}
