import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Advisory } from './advisory.ts'

/** What the first line of an index says of all the others. */
export interface IndexHeader {
  readonly format: 'airworthy-osv-index'
  readonly version: 1
  /** Of the sources that it was made from. */
  readonly stamp: string
  /** Day of the newest record, YYYY-MM-DD. */
  readonly date: string
  readonly records: number
}

/** Advisories by `<ecosystem>/<name>`. In memory or in a file: one line for each package, sorted. */
export interface AdvisoryIndex {
  readonly header: IndexHeader
  readonly lines: () => AsyncIterable<string> | Iterable<string>
}

export const indexName = 'airworthy-osv-index.jsonl.gz'
const begin = '{"package":"'

/** One package as a line. The key stands first, so that a reader can pass over others without parsing them. */
export function lineOf(key: string, advisories: readonly Advisory[]): string {
  return JSON.stringify({ package: key, advisories })
}

/** The advisories of the packages that are wanted, read from start to end in constant memory. */
export async function lookUp(
  index: AdvisoryIndex,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Advisory[]>> {
  const found = new Map<string, readonly Advisory[]>()
  for await (const line of index.lines()) {
    const key = line.slice(begin.length, line.indexOf('"', begin.length))
    if (!wanted.has(key)) continue
    const { advisories } = JSON.parse(line) as { advisories: readonly Advisory[] }
    found.set(key, advisories)
  }
  return found
}

/** The index that was kept in a folder, if it was made from these very sources. */
export async function keptIndex(folder: string, stamp: string): Promise<AdvisoryIndex | undefined> {
  const path = join(folder, indexName)
  try {
    for await (const line of linesOf(path)) {
      const header = JSON.parse(line) as IndexHeader
      const isRight = header.format === 'airworthy-osv-index' && header.version === 1 && header.stamp === stamp
      return isRight ? { header, lines: () => skipFirst(linesOf(path)) } : undefined
    }
  } catch {
    // None is kept, or what is there is damaged: it is made anew.
  }
  return undefined
}

/** Keeps an index for the next time, whole or not at all. Says whether the folder let it. */
export async function keepIndex(folder: string, header: IndexHeader, lines: readonly string[]): Promise<boolean> {
  const path = join(folder, indexName)
  const draft = `${path}.${process.pid}.tmp`
  try {
    await pipeline(Readable.from(chunks(header, lines)), createGzip({ level: 6 }), createWriteStream(draft))
    renameSync(draft, path)
    return true
  } catch {
    rmSync(draft, { force: true })
    return false
  }
}

const linesAtOnce = 500

function* chunks(header: IndexHeader, lines: readonly string[]): Generator<string> {
  yield `${JSON.stringify(header)}\n`
  for (let at = 0; at < lines.length; at += linesAtOnce) yield `${lines.slice(at, at + linesAtOnce).join('\n')}\n`
}

async function* linesOf(path: string): AsyncIterable<string> {
  const source = createReadStream(path)
  const text = source.pipe(createGunzip()).setEncoding('utf8')
  source.on('error', (error) => text.destroy(error))
  let rest = ''
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield* lines
  }
}

async function* skipFirst(lines: AsyncIterable<string>): AsyncIterable<string> {
  let isFirst = true
  for await (const line of lines) {
    if (!isFirst) yield line
    isFirst = false
  }
}
