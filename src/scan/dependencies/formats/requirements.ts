import { posix } from 'node:path'
import { isText, textOf } from '../../formats/text-content.ts'
import type { Head, Scope } from '../../scope.ts'
import { isLocal } from '../addresses.ts'
import type { Manifest } from '../manifest.ts'
import { manifestReader } from '../manifest-reader.ts'
import { parseRequirement, pinOf } from '../requirement.ts'
import { optionOf, requirementLines } from './requirement-lines.ts'

/** pip's requirements and constraints files, and all that they include from the same folder. */
export const requirementsReader = manifestReader({
  format: 'requirements',
  title: 'a list of Python requirements',
  style: { unpinned: 'low', wantsHashes: true },
  recognises: (head) => isNamedSo(head.name) || looksLikeRequirements(head),
  read: (text, manifest, scope) => readRequirements(text, manifest, scope),
})

const named = /(?:^|[-_.])(?:requirements?|constraints?)(?:[-_.].*)?\.(?:txt|in|pip)$/

export function isNamedSo(name: string): boolean {
  return named.test(name)
}

/** Other names: nothing but requirements, most of them with a version. Word lists have no versions. */
function looksLikeRequirements({ name, bytes, source }: Head): boolean {
  if (!/\.(?:txt|in|pip)$/.test(name)) return false
  const text = new TextDecoder().decode(bytes)
  const whole = source.size > bytes.length ? text.slice(0, text.lastIndexOf('\n') + 1) : text
  const lines = [...requirementLines(whole)].slice(0, 50)
  let versions = 0
  for (const { text: line } of lines) {
    if (line.startsWith('--hash') || optionOf(line)?.name.startsWith('--') === true) continue
    const found = parseRequirement(beforeOptions(line))
    if (found === undefined) return false
    if (/[=<>~]\d/.test(found.specifier)) versions += 1
  }
  return versions > 0 && versions * 2 >= lines.length
}

const longest = 32 * 2 ** 20
const filesAtMost = 100
const longestRequirement = 4096

/** Reads a requirements file and those that it includes, each once. */
export function readRequirements(text: string, manifest: Manifest, scope: Scope): void {
  const seen = new Set<string>([scope.name])
  const queue: { readonly folder: string; readonly text: string; readonly isOwn?: boolean }[] = [
    { folder: '', text, isOwn: true },
  ]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const line of requirementLines(next.text)) {
      const included = readLine(line.text, next.isOwn === true ? line.line : undefined, manifest)
      if (included !== undefined) follow(included, next.folder)
    }
  }

  function follow(to: string, folder: string): void {
    if (!isLocal(to)) return manifest.address(to, to, false)
    const path = posix.join(folder, to)
    if (seen.has(path)) return
    seen.add(path)
    const sibling = scope.sibling(path)
    if (sibling.kind !== 'file') {
      return manifest.notFollowed(to, sibling.kind === 'outside' ? 'it lies outside the folder' : 'it is not there')
    }
    if (seen.size > filesAtMost) return manifest.notFollowed(to, 'there are too many files')
    const source = sibling.open()
    const content = isText(source.bytes(0, 4096)) ? textOf(source, longest) : undefined
    if (content === undefined) return manifest.notFollowed(to, 'it is too long, or no text')
    queue.push({ folder: posix.dirname(path), text: content })
  }
}

/** Takes one line in, and gives the file that it includes, if it does. Without a number it is an item of another list. */
export function readLine(text: string, line: number | undefined, manifest: Manifest): string | undefined {
  const option = optionOf(text)
  if (option !== undefined) return readOption(option.name, option.value, line, manifest)
  const body = beforeOptions(text)
  const hashed = /\s--hash[=\s]/.test(text)
  if (body.length > longestRequirement) {
    unreadable()
    return undefined
  }
  if (isPlace(body)) {
    addPlace(body, hashed, line, manifest)
    return undefined
  }
  const found = parseRequirement(body)
  if (found === undefined) unreadable()
  else {
    const { name, specifier, address } = found
    const place = address === null ? {} : { address }
    manifest.add({ ecosystem: 'PyPI', name, version: pinOf(specifier), specifier, hashed, ...onLine(line), ...place })
  }
  return undefined

  function unreadable(): void {
    manifest.unreadable(line === undefined ? text.slice(0, 60) : `line ${line}`)
  }
}

function readOption(name: string, value: string, line: number | undefined, manifest: Manifest): string | undefined {
  if (name === '--requirement' || name === '--constraint') return value
  if (name === '--editable') addPlace(value, false, line, manifest)
  if (name === '--index-url') manifest.index(value, 'only', line)
  if (name === '--extra-index-url' || name === '--find-links') manifest.index(value, 'further', line)
  if (name === '--trusted-host') manifest.trustedHost(value, line)
  return undefined
}

/** An address or a path instead of a name; the name stands behind `#egg=`, if anywhere. */
function addPlace(text: string, hashed: boolean, line: number | undefined, manifest: Manifest): void {
  const address = text.split(/\s/, 1)[0]!
  if (isLocal(address)) return
  const name = /[#&]egg=([a-z0-9._-]+)/i.exec(address)?.[1] ?? wheelName(address)
  if (name === undefined) manifest.address(address, address, hashed, line)
  else {
    const version = null
    manifest.add({ ecosystem: 'PyPI', name, version, specifier: `@ ${address}`, hashed, ...onLine(line), address })
  }
}

function isPlace(text: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:|^\.{0,2}\/|^[^@\s]+@[^\s/]+:/i.test(text) ||
    /^\S*[/\\]\S*$|^\S+\.(?:whl|tar\.gz|zip)$/.test(text)
  )
}

/** The distribution in the file name of a wheel: what stands before the first dash. */
function wheelName(address: string): string | undefined {
  return /\/([a-z0-9._]+)-[^/]+\.whl(?:[#?].*)?$/i.exec(address)?.[1]
}

/** The requirement itself, without options for one line such as `--hash`. */
function beforeOptions(text: string): string {
  const end = text.search(/\s--?[a-z]/i)
  return end < 0 ? text : text.slice(0, end)
}

function onLine(line: number | undefined): { readonly line?: number } {
  return line === undefined ? {} : { line }
}
