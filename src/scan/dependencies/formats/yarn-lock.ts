import { manifestReader } from '../manifest-reader.ts'
import type { Manifest } from '../manifest.ts'
import { addNpm } from './npm-entries.ts'

interface Entry {
  readonly key: string
  readonly fields: Map<string, string>
}

/** The lock files of Yarn: version 1 has a syntax of its own, later ones are YAML of the same shape. */
export const yarnLockReader = manifestReader({
  format: 'yarn-lock',
  title: 'a yarn.lock',
  style: { wantsHashes: true },
  recognises: ({ name }) => name === 'yarn.lock',
  read(text, manifest) {
    for (const { key, fields } of entries(text)) addEntry(key, fields, manifest)
  },
})

/** An entry is a line without indent that ends in a colon; its fields are indented by two. */
function* entries(text: string): Generator<Entry> {
  let entry: Entry | undefined
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue
    if (!line.startsWith(' ')) {
      if (entry !== undefined) yield entry
      entry = { key: line.replace(/:$/, ''), fields: new Map() }
    } else if (entry !== undefined && /^ {2}\S/.test(line)) {
      const cut = line.trimStart().search(/[:\s]/)
      if (cut > 0) {
        const field = line.trimStart()
        entry.fields.set(field.slice(0, cut), unquoted(field.slice(cut).replace(/^:?\s+/, '')))
      }
    }
  }
  if (entry !== undefined) yield entry
}

function addEntry(key: string, fields: ReadonlyMap<string, string>, manifest: Manifest): void {
  const first = unquoted(key.split(',', 1)[0]!.trim())
  const cut = first.indexOf('@', 1)
  const version = fields.get('version')
  if (cut < 0 || version === undefined) return
  const wanted = first.slice(cut + 1)
  const resolution = fields.get('resolution') ?? ''
  const resolved = fields.get('resolved') ?? ''
  const hashed = fields.has('integrity') || fields.has('checksum')
  if (/^(?:workspace|link|portal|file|patch):/.test(wanted) || resolution.includes('@workspace:')) return
  const alias = /^npm:((?:@[^/@]+\/)?[^@]+)@/.exec(wanted)?.[1]
  const name = alias ?? first.slice(0, cut)
  const address = resolution.includes('@npm:') ? '' : (/@((?:git|https?)[+:@].*)$/.exec(resolution)?.[1] ?? '')
  if (address !== '') return addNpm(name, address.replace('#commit=', '#'), hashed, manifest)
  if (/^(?:git[+:@]|https?:.*\.git)/.test(resolved) || /^(?:git[+:]|https?:)/.test(wanted)) {
    return addNpm(name, resolved || wanted, hashed, manifest)
  }
  if (resolved !== '') manifest.lockedFrom(resolved, hashed || /#[0-9a-f]{40}$/.test(resolved))
  addNpm(name, version, hashed, manifest)
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
}
