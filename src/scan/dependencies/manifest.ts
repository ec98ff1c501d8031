import type { ScanLevel } from '../../core/scan-level.ts'
import type { Scope } from '../scope.ts'
import { hostOf, type IndexRole, judgeAddress, judgeIndex } from './addresses.ts'
import { imitated } from './names/look-alike.ts'

export interface Dependency {
  readonly ecosystem: 'PyPI' | 'npm'
  readonly name: string
  /** null unless pinned to one. */
  readonly version: string | null
  readonly specifier: string
  readonly hashed: boolean
  readonly line?: number
  /** Where it is fetched from, when not from an index. */
  readonly address?: string
}

/** What is expected of a kind of list: ranges are right for a library, and a lock file needs hashes. */
export interface ManifestStyle {
  /** How bad it is that a package is not pinned; undefined where that is as it should be. */
  readonly unpinned?: ScanLevel
  readonly wantsHashes?: boolean
}

/** Collects what one list of dependencies says, and tells what is careless about it: once for a list, not for a line. */
export class Manifest {
  readonly #scope: Scope
  readonly #style: ManifestStyle
  readonly #unpinned = new Set<string>()
  readonly #unhashed = new Set<string>()
  readonly #indexes = new Set<string>()
  readonly #unread: string[] = []
  #count = 0

  constructor(scope: Scope, style: ManifestStyle) {
    this.#scope = scope
    this.#style = style
  }

  add(dependency: Dependency): void {
    const { ecosystem, name, version, specifier, hashed, line, address } = dependency
    this.#scope.budget.steps(1000)
    this.#count += 1
    this.#scope.fact({ kind: 'package', ecosystem, name, version, specifier, hashed, line: line ?? null })
    const target = imitated(ecosystem, name)
    if (target !== undefined) {
      const detail = `${name}${at(line)} is nearly the name of ${target}.`
      this.#scope.find('dependencies/look-alike', { subject: name, detail })
    }
    if (address !== undefined) this.address(name, address, hashed, line)
    else if (version === null) this.#unpinned.add(name)
    else if (!hashed) this.#unhashed.add(name)
  }

  address(name: string, address: string, hashed: boolean, line?: number): void {
    const judgement = judgeAddress(address, hashed)
    if (judgement === undefined) return
    const detail = `${name}${at(line)} is fetched from ${shown(address)}, ${judgement.why}.`
    this.#scope.find('dependency-hygiene/direct-address', { subject: name, detail, level: judgement.level })
  }

  index(address: string, role: IndexRole, line?: number): void {
    const judgement = judgeIndex(address, role)
    if (judgement === undefined || this.#indexes.has(address)) return
    this.#indexes.add(address)
    const detail = `Packages come from ${shown(address)}${at(line)}, ${judgement.why}.`
    this.#scope.find('dependency-hygiene/foreign-index', { subject: hostOf(address), detail, level: judgement.level })
  }

  /** Where a locked package was found: one host is told once, and a hash binds what it serves. */
  lockedFrom(address: string, hashed: boolean): void {
    const host = hostOf(address)
    const key = `${host} ${hashed}`
    const judgement = judgeIndex(address, 'further')
    if (judgement === undefined || this.#indexes.has(key)) return
    this.#indexes.add(key)
    const detail = `Locked packages come from ${host}${hashed ? ', bound by hashes' : ''}.`
    this.#scope.find('dependency-hygiene/foreign-index', {
      subject: host,
      detail,
      level: hashed ? 'low' : judgement.level,
    })
  }

  trustedHost(host: string, line?: number): void {
    const detail = `The certificate of ${host} is not checked${at(line)}.`
    this.#scope.find('dependency-hygiene/foreign-index', { subject: host, detail })
  }

  /** Another list that belongs to this one and could not be followed. */
  notFollowed(to: string, why: string): void {
    this.#scope.fact({ kind: 'reference', to, why: 'a list of dependencies' })
    this.#scope.find('dependency-hygiene/not-followed', { subject: to, detail: `${to} was not read: ${why}.` })
  }

  /** A line or entry that is no dependency. */
  unreadable(what: string): void {
    this.#unread.push(what)
  }

  close(): void {
    if (this.#count > packagesAtMost) {
      this.#scope.gap('limit', `of ${this.#count} packages only the first ${packagesAtMost} are looked up`)
    }
    const { unpinned, wantsHashes = false } = this.#style
    if (unpinned !== undefined && this.#unpinned.size > 0) {
      const detail = `${this.#unpinned.size} of ${this.#count} are not pinned to one version: ${few(this.#unpinned)}.`
      this.#scope.find('dependency-hygiene/unpinned', { subject: 'unpinned packages', detail, level: unpinned })
    }
    if (wantsHashes && this.#unhashed.size > 0) {
      const detail = `${this.#unhashed.size} of ${this.#count} are pinned without a hash: ${few(this.#unhashed)}.`
      this.#scope.find('dependency-hygiene/unhashed', { subject: 'packages without hashes', detail })
    }
    if (this.#unread.length > 0) {
      const detail = `${this.#unread.length} entries are no dependencies: ${few(this.#unread)}.`
      this.#scope.find('format/malformed', { subject: 'dependencies', detail, level: 'low' })
    }
  }
}

/** As many as one file can tell of. */
const packagesAtMost = 20_000
const fewAtMost = 5

function few(names: Iterable<string>): string {
  const all = [...names]
  const listed = all.slice(0, fewAtMost).join(', ')
  return all.length > fewAtMost ? `${listed} and ${all.length - fewAtMost} more` : listed
}

function at(line: number | undefined): string {
  return line === undefined ? '' : ` (line ${line})`
}

/** User and password of an address are for the sweep for credentials to tell. */
function shown(address: string): string {
  return address.slice(0, 300).replace(/\/\/[^/@\s]*@/, '//…@')
}
