import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { openZip } from '../../containers/zip/archive.ts'
import { Budget, defaultLimits } from '../../limits.ts'
import type { Scope } from '../../scope.ts'
import { FileSource } from '../../source.ts'

/** Files that hold records: the archives that are published for each ecosystem, or records in folders of any shape. */
export interface RecordSources {
  /** Where an index of them may be kept. */
  readonly folder: string
  readonly files: readonly string[]
  /** Changes when a file does. */
  readonly stamp: string
}

const filesAtMost = 2_000_000
const depthAtMost = 12
const longestRecord = 16 * 2 ** 20

/** Finds them below a folder, or takes the one archive that is named. Throws when the place cannot be read. */
export function findRecordSources(place: string): RecordSources {
  const stats = statSync(place)
  const files = stats.isDirectory() ? [...walk(place, 0)].toSorted() : [place]
  const folder = stats.isDirectory() ? place : dirname(place)
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(folder, file)}\0${size}\0${mtimeMs}\n`)
  }
  return { folder, files, stamp: hash.digest('hex') }
}

function* walk(folder: string, depth: number): Generator<string> {
  if (depth > depthAtMost) return
  let count = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith('.')) yield* walk(join(folder, entry.name), depth + 1)
    else if (isSource(entry) && ++count <= filesAtMost) yield join(folder, entry.name)
  }
}

function isSource(entry: Dirent): boolean {
  return entry.isFile() && (entry.name.endsWith('.json') || entry.name.endsWith('.zip'))
}

/** The records as they stand in the files, one after the other. What is no JSON is left out. */
export function* readRecords(files: readonly string[]): Generator<unknown> {
  for (const file of files) {
    if (file.endsWith('.json')) yield parse(readFileSync(file))
    else yield* recordsOfZip(file)
  }
}

function* recordsOfZip(file: string): Generator<unknown> {
  const source = FileSource.open(file)
  try {
    const archive = openZip(source, silentScope(basename(file)))
    for (const member of archive.members) {
      if (!member.name.endsWith('.json') || member.compressedSize > longestRecord) continue
      const packed = source.bytes(member.dataOffset, member.compressedSize)
      if (member.method === 0) yield parse(packed)
      else if (member.method === 8) yield parse(inflate(packed))
    }
    archive.close()
  } finally {
    source.close()
  }
}

function inflate(packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: longestRecord })
  } catch {
    return new Uint8Array(0)
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))
  } catch {
    return undefined
  }
}

/** The database is the user's own: what a scan would say of its archive is of no interest. */
function silentScope(name: string): Scope {
  const nothing = () => {}
  return {
    ...{
      name,
      spelling: name,
      depth: 0,
      budget: new Budget({ ...defaultLimits, members: filesAtMost }),
      allow: { rolesOf: () => undefined, allows: () => false },
    },
    ...{ find: nothing, gap: nothing, account: nothing, fact: nothing, text: nothing },
    child: () => Promise.resolve(),
    sibling: () => ({ kind: 'missing' }),
  }
}
