import { glob, readdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { codePointOrder } from './code-point-order.ts'
import { typeByEnding, unreadable } from './data-file.ts'
import type { FileType } from './options.ts'

/** A data set that lies in several files. */
export interface DataParts {
  /** The folder or pattern that was asked for. */
  readonly path: string
  /** By name, so that rows have the same numbers on every machine. */
  readonly parts: readonly DataPart[]
  /** Files beside them that are no data. */
  readonly leftAside: readonly string[]
}

export interface DataPart {
  readonly path: string
  /** Below the folder, or below what a pattern does not leave open; with slashes. */
  readonly name: string
  /** Column → value, of folders named `year=2024`; `null` is a missing value. */
  readonly partition: ReadonlyMap<string, string | null>
}

/** More than any export writes; a folder with more is the wrong one. */
const mostFiles = 10_000

/** The parts that a folder or a pattern names; `null` where a file has that very name, or nothing is there. */
export async function findParts(path: string, role: string, type?: FileType): Promise<DataParts | null> {
  const found = await stat(path).catch(() => null)
  if (found === null && !isPattern(path)) return null
  if (found !== null && !found.isDirectory()) return null
  const absolute = resolve(path)
  const base = found === null ? fixedPartOf(absolute) : absolute
  try {
    const names = found === null ? await matching(base, absolute) : await filesBelow(absolute)
    if (names.length === 0 && found === null) throw new AirworthyError('DATA_NOT_FOUND', { path, role })
    const { taken, leftAside } = choose(names.map((name) => relative(base, name)).toSorted(codePointOrder), type)
    if (found !== null) refuseTwoSets(taken)
    if (taken.length === 0) throw new Error('it is a directory that holds no data files')
    const parts = taken.map((name) => ({
      path: join(base, name),
      name: name.split(sep).join('/'),
      partition: partitionOf(name),
    }))
    return { path, parts, leftAside }
  } catch (error) {
    throw unreadable(path, 'a folder of data files', error)
  }
}

function isPattern(path: string): boolean {
  return /[*?[{]/.test(path)
}

/** The folder above the first name that a pattern leaves open. */
function fixedPartOf(pattern: string): string {
  const names = pattern.split(sep)
  return names.slice(0, names.findIndex(isPattern)).join(sep) || sep
}

async function matching(base: string, pattern: string): Promise<readonly string[]> {
  const names: string[] = []
  for await (const name of glob(relative(base, pattern), { cwd: base })) {
    if (name.split(sep).some(isHidden)) continue
    const path = join(base, name)
    if ((await stat(path)).isDirectory()) names.push(...(await filesBelow(path)))
    else names.push(path)
  }
  return [...new Set(names)]
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const files: string[] = []
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of await readdir(next, { withFileTypes: true })) {
      if (isHidden(entry.name)) continue
      const path = join(next, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile() || (await stat(path).catch(() => null))?.isFile() === true) files.push(path)
    }
    if (files.length + folders.length > mostFiles) throw new Error(`it holds more than ${mostFiles} files`)
  }
  return files
}

/** Marks and drafts that Spark and others leave beside the parts: `_SUCCESS`, `.part-0.crc`. */
function isHidden(name: string): boolean {
  return /^[_.]/.test(name) && !name.includes('=')
}

/** Files of one kind; where none has an ending that tells, or the kind was told, all of them. */
function choose(
  names: readonly string[],
  type: FileType | undefined,
): { taken: readonly string[]; leftAside: readonly string[] } {
  const known = names.filter((name) => typeByEnding(name) !== undefined)
  if (type !== undefined || known.length === 0) return { taken: names, leftAside: [] }
  const [first, other] = [...Map.groupBy(known, typeByEnding).values()]
  if (other !== undefined) {
    throw new Error(
      `${first![0]} and ${other[0]} are files of two kinds; name those that are meant by a pattern such as data/*.csv`,
    )
  }
  return { taken: known, leftAside: names.filter((name) => !known.includes(name)) }
}

/** Who names the folder that holds both sets would test a model on what it learnt from, and never know. */
function refuseTwoSets(names: readonly string[]): void {
  const learnt = names.find((name) => /(^|[^a-z])(train(ing)?|reference|baseline)([^a-z]|$)/i.test(name))
  const tested = names.find((name) => /(^|[^a-z])(test|eval(uation)?|valid(ation)?|holdout)([^a-z]|$)/i.test(name))
  if (learnt === undefined || tested === undefined || learnt === tested) return
  throw new Error(
    `it is a directory in which ${learnt} and ${tested} look like two data sets; name one of them, or a pattern`,
  )
}

/** What Hive and Spark write for a missing value. */
const missingPartition = '__HIVE_DEFAULT_PARTITION__'

function partitionOf(name: string): ReadonlyMap<string, string | null> {
  const pairs = name
    .split(sep)
    .slice(0, -1)
    .flatMap((folder): [string, string | null][] => {
      const at = folder.indexOf('=')
      if (at < 1) return []
      const value = unescaped(folder.slice(at + 1))
      return [[unescaped(folder.slice(0, at)), value === missingPartition ? null : value]]
    })
  return new Map(pairs)
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
