import { stat } from 'node:fs/promises'
import { AirworthyError, messageOf } from '../core/errors.ts'
import { firstBytesOf, foreignFormat } from './file-signature.ts'
import type { FileType, FormatOptions } from './options.ts'

export interface DataFile {
  readonly path: string
  readonly type: FileType
  readonly compression: Compression
  readonly sizeBytes: number
  readonly delimiter?: string
}

/** What a text file is packed in, told by its first bytes whatever its name. */
export type Compression = 'none' | 'gzip' | 'zstd'

export interface OpenOptions {
  /** 'reference' or 'evaluation', which is told in errors. */
  readonly role: string
  /** Where a file is kept that is not scanned in place. */
  readonly table: string
  readonly format: FormatOptions
  /** For temporary copies. */
  readonly folder: string
  readonly rowBudget: number
  readonly signal?: AbortSignal
}

/** What kind of data file stands at `path`; `role` is for the error when none does. */
export async function findDataFile(path: string, role: string, type?: FileType): Promise<DataFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new AirworthyError('DATA_NOT_FOUND', { path, role })
    throw unreadable(path, 'a file', error)
  })
  if (found.isDirectory()) throw unreadable(path, 'a file', new Error('it is a directory'))
  const bytes = await firstBytesOf(path).catch((error: unknown) => {
    throw unreadable(path, 'a file', error)
  })
  if (found.size === 0) throw new AirworthyError('DATA_EMPTY', { path })
  const foreign = foreignFormat(bytes)
  if (foreign !== null) throw unreadable(path, 'CSV, Parquet or JSON', new Error(foreign))
  const file = { path, compression: compressionOf(bytes), sizeBytes: found.size }
  if (bytes.toString('latin1', 0, 4) === 'PAR1') return { ...file, type: 'parquet' }
  const known = type ?? typeByEnding(path)
  if (known === undefined) throw new AirworthyError('DATA_FORMAT_UNKNOWN', { path })
  return { ...file, type: known, ...(endingOf(path) === 'tsv' && { delimiter: '\t' }) }
}

/** What the name of a file says of it. */
export function typeByEnding(path: string): FileType | undefined {
  return endings.get(endingOf(path))
}

function endingOf(path: string): string {
  return /\.([a-z0-9]+)$/.exec(path.toLowerCase().replace(/\.(gz|gzip|zst|zstd)$/, ''))?.[1] ?? ''
}

/** The error of a file that is there but cannot be read. */
export function unreadable(path: string, format: string, error: unknown): AirworthyError {
  if (error instanceof AirworthyError) return error
  // DuckDB adds hints and the statement below its first line.
  const problem = messageOf(error)
    .split('\n')[0]!
    .replace(/^(Invalid Input|IO) Error: /, '')
  return new AirworthyError('DATA_UNREADABLE', { path, format, problem }, error)
}

/** DuckDB renames columns that come twice; here they are an error, because nobody can tell which one is meant. */
export function assertDistinct(path: string, names: readonly string[]): void {
  const seen = new Set<string>()
  for (const column of names) {
    if (seen.has(column)) throw new AirworthyError('DATA_DUPLICATE_COLUMN', { path, column })
    seen.add(column)
  }
}

function compressionOf(bytes: Buffer): Compression {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip'
  return bytes.subarray(0, 4).toString('hex') === '28b52ffd' ? 'zstd' : 'none'
}

const endings: ReadonlyMap<string, FileType> = new Map([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['txt', 'csv'],
  ['data', 'csv'],
  ['parquet', 'parquet'],
  ['pq', 'parquet'],
  ['json', 'jsonl'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
])
