import { AirworthyError } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import { batches, columnsPerStatement } from './batches.ts'
import { sniffCsv } from './csv-dialect.ts'
import type { CsvDialect } from './csv-dialect.ts'
import { assertDistinct, unreadable } from './data-file.ts'
import type { Compression, DataFile, OpenOptions } from './data-file.ts'
import { literal, pathLiteral } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import { materialise } from './materialise.ts'
import type { Queryable } from './materialise.ts'
import { assertFewRejected, rejectWarnings, rejectsOf } from './rejected-lines.ts'
import type { Source } from './source.ts'
import { sampleText, transcode } from './text-file.ts'
import type { TextSample } from './text-file.ts'

/** A CSV file, read as texts: what is a number is decided later, over all rows. */
export async function openCsv(connection: Connection, file: DataFile, options: OpenOptions): Promise<Source> {
  const { path } = file
  try {
    let sample = await sampleText(path, file.compression, options.format.encoding)
    const hints = { ...(file.delimiter !== undefined && { delimiter: file.delimiter }), ...options.format }
    const dialect = sniffCsv(sample.text, sample.whole, hints)
    if (dialect === null) throw new AirworthyError('DATA_EMPTY', { path })
    assertDistinct(path, dialect.names)
    assertWidth(dialect, options.format.columns)
    let csv = await readCsv(connection, file, sample.encoding, dialect, options)
    if (csv.invalidEncoding && sample.encoding === 'utf-8') {
      // The first bytes were UTF-8, later ones are not: every byte means something in Windows-1252.
      sample = { ...sample, encoding: 'windows-1252', isGuessed: true, byteOrderMark: false }
      csv = await readCsv(connection, file, sample.encoding, dialect, options)
    }
    if (csv.rows === 0) throw new AirworthyError('DATA_EMPTY', { path })
    const { from, rowNumber, rows, parquet } = csv
    return {
      path,
      format: describe(dialect, sample, file),
      from,
      rowNumber,
      rows,
      parquet,
      columns: dialect.names.map((name, i) => ({ name, sql: `c${i}`, type: 'VARCHAR', family: 'string' })),
      delimiter: dialect.delimiter,
      decisions: decisionsOf(options.role, dialect, sample, csv.trimmed),
      warnings: csv.warnings,
    }
  } catch (error) {
    throw unreadable(path, 'CSV', error)
  }
}

function assertWidth({ names, width }: CsvDialect, given: readonly string[] | undefined): void {
  if (names.length === width) return
  const told = given === undefined ? 'the header has' : 'data.format.columns names'
  throw new Error(`${told} ${names.length} columns, but most lines have ${width} fields`)
}

interface ReadCsv extends Queryable {
  readonly trimmed: boolean
  readonly invalidEncoding: boolean
  readonly warnings: readonly string[]
}

async function readCsv(
  connection: Connection,
  file: DataFile,
  encoding: string,
  dialect: CsvDialect,
  options: OpenOptions,
): Promise<ReadCsv> {
  const { role, table, folder, rowBudget, signal } = options
  const plain = encoding === 'utf-8'
  const path = plain ? file.path : await transcode(file.path, file.compression, encoding, folder, signal)
  const keep = async (strict: boolean) => {
    await connection.run(`DROP TABLE IF EXISTS ${table}_rejects; DROP TABLE IF EXISTS ${table}_scans`)
    const query = selectCsv(file, table, path, plain ? file.compression : 'none', dialect, strict)
    return materialise(connection, query, { table, width: dialect.names.length, file, folder, rowBudget })
  }
  // Strict parsing stops at mixed line ends; lenient parsing accepts them.
  const kept = await keep(true).catch((error: unknown) => {
    if (error instanceof AirworthyError) throw error
    return keep(false)
  })
  const trimmed = await trim(connection, kept, dialect)
  const rejects = await rejectsOf(connection, table)
  const invalidEncoding = rejects.some(({ isEncoding }) => isEncoding)
  // Those lines are read again in another encoding.
  if (!invalidEncoding) assertFewRejected(rejects, kept.rows)
  return {
    ...kept,
    ...trimmed,
    invalidEncoding,
    warnings: rejectWarnings(role, rejects),
  }
}

function selectCsv(
  file: DataFile,
  table: string,
  path: string,
  compression: Compression,
  dialect: CsvDialect,
  strict: boolean,
): string {
  const columns = dialect.names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')
  return `
    SELECT ${dialect.names.map((_, i) => valueSql(`c${i}`, dialect)).join(', ')} FROM read_csv(${pathLiteral(path)},
      auto_detect = false, hive_partitioning = false, columns = {${columns}}, header = ${dialect.header}, skip = ${dialect.skippedLines},
      delim = ${literal(dialect.delimiter)},
      quote = ${literal(dialect.quote)}, escape = ${literal(dialect.escape)}, strict_mode = ${strict},
      compression = '${compression}', max_line_size = ${longestLine(file)},
      store_rejects = true, rejects_table = '${table}_rejects', rejects_scan = '${table}_scans', rejects_limit = 0)`
}

/** In bytes. DuckDB allocates for it, so small files do with its own default of 2 MB. */
function longestLine({ sizeBytes, compression }: DataFile): number {
  return compression !== 'none' ? 2 ** 25 : Math.min(2 ** 25, Math.max(2_097_152, sizeBytes))
}

function valueSql(name: string, { spaced, wrappedIn }: CsvDialect): string {
  const value = spaced ? `trim(${name})` : name
  if (wrappedIn === null) return `${value} AS ${name}`
  return `regexp_replace(${value}, ${literal(`^${wrappedIn}(.*)${wrappedIn}$`)}, '\\1', 's') AS ${name}`
}

/** The sample may have missed spaces that come later; a decision that is stated has to hold for every row. */
async function trim(
  connection: Connection,
  kept: Queryable,
  dialect: CsvDialect,
): Promise<{ from: string; rowNumber: string; trimmed: boolean }> {
  const { from, rowNumber } = kept
  if (dialect.spaced) return { from, rowNumber, trimmed: true }
  const spaced = dialect.names.map((_, i) => `bool_or(c${i} LIKE ' %' OR c${i} LIKE '% ')`)
  let trimmed = false
  for (const batch of batches(spaced, columnsPerStatement)) {
    const [found] = await connection.rows(`SELECT ${batch.join(', ')} FROM ${from}`)
    trimmed ||= found!.includes(true)
  }
  if (!trimmed) return { from, rowNumber, trimmed }
  const values = dialect.names.map((_, i) => `trim(c${i}) AS c${i}`).join(', ')
  return { from: `(SELECT ${values}, ${rowNumber} AS row_number FROM ${from})`, rowNumber: 'row_number', trimmed }
}

function decisionsOf(role: string, dialect: CsvDialect, sample: TextSample, trimmed: boolean): readonly string[] {
  const { header, names, preamble, wrappedIn } = dialect
  const [line] = preamble
  return [
    ...(sample.isGuessed
      ? [`${role}: the bytes are no UTF-8 and are read as Windows-1252; data.format.encoding names another encoding`]
      : []),
    ...(line === undefined
      ? []
      : [`${role}: ${plural(preamble.length, 'line')} before the header skipped ("${line}")`]),
    ...(header
      ? []
      : [
          `${role}: no header, columns are named ${namesText(names)}${isCounted(names) ? '; data.format.columns gives them names' : ''}`,
        ]),
    ...(trimmed ? [`${role}: spaces around values are trimmed`] : []),
    ...(wrappedIn === null ? [] : [`${role}: ${wrappedIn} around values are taken off`]),
  ]
}

function describe(dialect: CsvDialect, sample: TextSample, { compression }: DataFile): string {
  const shown = dialect.delimiter === '\t' ? 'tab' : `"${dialect.delimiter}"`
  const mark = sample.byteOrderMark ? ' with BOM' : ''
  const encoding = encodingNames[sample.encoding] ?? sample.encoding.toUpperCase()
  return `CSV${compression === 'none' ? '' : ` (${compression})`}, delimiter ${shown}, ${encoding}${mark}`
}

const encodingNames: Readonly<Record<string, string>> = {
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}

/** "column0 to column14"; names that were told are all given. */
function namesText(names: readonly string[]): string {
  return names.length > 3 && isCounted(names) ? `${names[0]} to ${names.at(-1)}` : names.join(', ')
}

function isCounted(names: readonly string[]): boolean {
  return names.every((name, i) => name === `column${i}`)
}
