import { looksLikeZip } from '../../containers/zip/zip.ts'
import { openZip, scanMembers, type ZipArchive, type ZipMember } from '../../containers/zip/archive.ts'
import { peekZipNames } from '../../containers/zip/directory.ts'
import { isPickleAt, tryPickle } from '../../pickle/recognise.ts'
import type { FormatReader, Scope } from '../../scope.ts'
import { type ByteSource, sliceOf } from '../../source.ts'
import { hasMagic } from '../magic.ts'
import { nativeCodeReader } from '../native-code.ts'
import { graphSources, pickleContexts, scriptSources } from './known-sources.ts'
import { isPackage, isTorchLayout, isValueless, partOf, storagePaths } from './layout.ts'

/**
 * A zip that PyTorch writes: checkpoints, TorchScript, torch.package and torch.export. Pickles are told of their storages,
 * so that a tensor that claims more than there is becomes a finding. Storages themselves are not read past their first bytes.
 */
export const torchZipReader: FormatReader = {
  format: 'torch-zip',
  title: 'a PyTorch archive',
  recognises: (head) => looksLikeZip(head) && isTorchLayout(peekZipNames(head.source) ?? []),
  async read(source, scope) {
    const archive = openZip(source, scope)
    try {
      await new TorchArchive(source, archive, scope).scan()
    } finally {
      archive.close()
    }
  },
}

const longestMark = 4096
const sniffBytes = 64

class TorchArchive {
  readonly #source: ByteSource
  readonly #archive: ZipArchive
  readonly #scope: Scope
  /** The smallest, where several members have one name. */
  readonly #sizes = new Map<string, number>()
  /** Members that a pickle names as its storages. */
  readonly #claimed = new Set<string>()

  constructor(source: ByteSource, archive: ZipArchive, scope: Scope) {
    this.#source = source
    this.#archive = archive
    this.#scope = scope
    for (const { name, size } of archive.members) this.#sizes.set(name, Math.min(size, this.#sizes.get(name) ?? size))
  }

  async scan(): Promise<void> {
    const { members } = this.#archive
    const names = members.map(({ name }) => name)
    if (isPackage(names)) this.#tellOfModules(names)
    const known: ZipArchive = {
      members,
      open: async (member) => this.#know(member, await this.#archive.open(member)),
      skip: (member) => this.#archive.skip(member),
      siblingsOf: (member) => this.#archive.siblingsOf(member),
      close: () => this.#archive.close(),
    }
    const marks = new Set<string>()
    for (const member of members) {
      if (partOf(member.name) === 'mark' && (await this.#readMark(member))) marks.add(member.name)
    }
    await scanMembers(known, this.#scope, (name) => partOf(name) === 'storage' || marks.has(name))
    for (const member of members) if (partOf(member.name) === 'storage') await this.#storage(member)
  }

  /** Lets the readers of the parts know what the member is. */
  #know(member: ZipMember, content: ByteSource): ByteSource {
    const part = partOf(member.name)
    if (part === 'script') scriptSources.add(content)
    else if (part === 'graph') graphSources.add(content)
    else if (part === 'pickle') {
      pickleContexts.set(content, { storageBytes: (key) => this.#storageBytes(member.name, key) })
    }
    return content
  }

  #storageBytes(pickle: string, key: string): number | undefined {
    const path = storagePaths(pickle, key).find((one) => this.#sizes.has(one))
    if (path === undefined) {
      const detail = `the pickle ${pickle} takes the storage ${key}, which is not in the file`
      this.#scope.find('pickle-code/storage-mismatch', { subject: `storage ${key}`, detail, level: 'medium' })
      return undefined
    }
    this.#claimed.add(path)
    const size = this.#sizes.get(path)
    return size === 0 && isValueless(path) ? undefined : size
  }

  /** A version, an order of bytes or an id: a line of text. Anything else under such a name is scanned like any member. */
  async #readMark(member: ZipMember): Promise<boolean> {
    if (member.size > longestMark || member.isSymlink) return false
    const content = await this.#archive.open(member)
    const bytes = content.bytes(0, longestMark)
    const isLine = bytes.every((byte) => byte === 0x0a || (byte >= 0x20 && byte < 0x7f))
    return isLine && !isPickleAt(content, 0, (steps) => this.#scope.budget.steps(steps))
  }

  /**
   * The first bytes decide. What a pickle names as a storage is only told of, since no loader takes it for anything else; what
   * nobody names is scanned if it is something.
   */
  async #storage(member: ZipMember): Promise<void> {
    const content = member.method === 0 ? sliceOf(this.#source, member.dataOffset, member.compressedSize) : undefined
    const what = content === undefined ? undefined : this.#sniff(member.name, content)
    const isClaimed = this.#claimed.has(member.name)
    if (content === undefined || what === undefined || isClaimed) this.#archive.skip(member)
    else await this.#scope.child(member.name, await this.#archive.open(member), this.#archive.siblingsOf(member))
    if (what === undefined || !isClaimed) return
    const observation = { subject: member.name, offset: member.dataOffset }
    const detail = `the values of ${member.name} begin as ${what}`
    if (what === 'a pickle') this.#scope.find('pickle-code/dormant', { ...observation, detail })
    else this.#scope.find('format/wrong-type', { ...observation, detail, level: 'info' })
  }

  #sniff(name: string, content: ByteSource): string | undefined {
    const bytes = content.bytes(0, sniffBytes)
    if (hasMagic(bytes, ['PK\x03\x04'])) return 'a zip archive'
    if (nativeCodeReader.recognises({ name, bytes, source: content })) return 'a program'
    return this.#isHostilePickle(bytes, content) ? 'a pickle' : undefined
  }

  /** Only a pickle to its very end that imports and calls is one: values are any bytes. */
  #isHostilePickle(bytes: Uint8Array, content: ByteSource): boolean {
    if (bytes[0] !== 0x80 && !(bytes[0] === 0x63 || bytes[0] === 0x28)) return false
    const { outcome, effects, imports } = tryPickle(content, 0, (steps) => this.#scope.budget.steps(steps))
    return outcome?.kind === 'stop' && imports > 0 && effects > 0
  }

  #tellOfModules(names: readonly string[]): void {
    const modules = names.filter((name) => name.endsWith('.py'))
    if (modules.length === 0) return
    const detail = `the package brings ${modules.length} Python modules, which are imported when it is loaded`
    this.#scope.find('config-code/carries-code', { subject: 'torch.package', detail })
  }
}
