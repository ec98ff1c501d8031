import { createHash } from 'node:crypto'
import type { ByteSource } from '../source.ts'
import type { Statement } from './bundle.ts'

/** A file of the signed folder, by its path from there. */
export interface SignedCandidate {
  readonly name: string
  readonly open: () => { readonly source: ByteSource; readonly close: () => void }
}

export interface Comparison {
  /** Differ from what was signed, or were signed and are gone. */
  readonly changed: readonly { readonly name: string; readonly detail: string }[]
  /** Lie beside signed files without being covered. */
  readonly extra: readonly string[]
  /** Could not be compared, and why. */
  readonly unknown: readonly { readonly name: string; readonly detail: string }[]
  readonly matching: number
}

/** Compares the files of a folder with a statement: whole files or shards (`name:start:end`). */
export function compareFiles(statement: Statement, files: readonly SignedCandidate[], signature: string): Comparison {
  const { resources, serialization } = statement.predicate
  const byName = new Map(files.map((file) => [file.name, file]))
  const covered = new Set<string>()
  const changed: Comparison['changed'][number][] = []
  const unknown: Comparison['unknown'][number][] = []
  const shardEnds = new Map<string, number>()
  let matching = 0
  for (const resource of resources) {
    const { name, range } = placeOf(resource.name, serialization.method)
    covered.add(name)
    const file = byName.get(name)
    const algorithm = algorithms.get(resource.algorithm)
    if (file === undefined) changed.push({ name, detail: `${name} was signed and is not there` })
    else if (algorithm === undefined) unknown.push({ name, detail: `the hash ${resource.algorithm} is not supported` })
    else {
      const { source, close } = file.open()
      const [start, end] = range ?? [0, source.size]
      const digest = end > source.size ? '' : digestOf(source, start, end, algorithm)
      if (range !== undefined) shardEnds.set(name, Math.max(shardEnds.get(name) ?? 0, end))
      close()
      if (digest === resource.digest.toLowerCase()) matching += 1
      else changed.push({ name, detail: `${resource.name} differs from what was signed` })
    }
  }
  for (const [name, end] of shardEnds) {
    const { source, close } = byName.get(name)!.open()
    if (source.size > end) changed.push({ name, detail: `${name} is longer than what was signed` })
    close()
  }
  const isIgnored = (name: string) =>
    name === signature || serialization.ignore_paths.some((path) => name === path || name.startsWith(`${path}/`))
  return {
    changed,
    unknown,
    matching,
    extra: files.map(({ name }) => name).filter((name) => !covered.has(name) && !isIgnored(name)),
  }
}

/** The digest of all digests, in order, that the statement names as its subject. */
export function isConsistent({ subject, predicate }: Statement): boolean {
  const hash = createHash('sha256')
  for (const { digest } of predicate.resources) hash.update(Buffer.from(digest, 'hex'))
  return hash.digest('hex') === subject[0]!.digest.sha256
}

const algorithms = new Map([
  ['sha256', 'sha256'],
  ['sha384', 'sha384'],
  ['sha512', 'sha512'],
  ['blake2b', 'blake2b512'],
])

function placeOf(name: string, method: string): { readonly name: string; readonly range?: readonly [number, number] } {
  const shard = method === 'shards' ? /^(.*):(\d+):(\d+)$/s.exec(name) : null
  return shard === null ? { name } : { name: shard[1]!, range: [Number(shard[2]), Number(shard[3])] }
}

function digestOf(source: ByteSource, start: number, end: number, algorithm: string): string {
  const hash = createHash(algorithm)
  const step = 1 << 20
  for (let at = start; at < end; at += step) hash.update(source.bytes(at, Math.min(step, end - at)))
  return hash.digest('hex')
}
