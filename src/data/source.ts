/** What a stored value is before anything was decided about its column. */
export type ValueFamily = 'string' | 'number' | 'boolean' | 'time' | 'nested'

/** A column as it is stored. Names of strangers never reach SQL: columns are c0, c1, … there. */
export interface SourceColumn {
  readonly name: string
  /** The expression of its values. */
  readonly sql: string
  /** DuckDB's type. */
  readonly type: string
  readonly family: ValueFamily
}

/** A file that can be queried. */
export interface Source {
  readonly path: string
  readonly format: string
  readonly rows: number
  /** For a FROM clause. */
  readonly from: string
  /** The expression of a row's number, counted from 0 in the order of the file. */
  readonly rowNumber: string
  /** The Parquet files that are scanned, in the order of the rows, the user's own or a temporary copy; `null` for a table in memory. */
  readonly parquet: readonly string[] | null
  readonly columns: readonly SourceColumn[]
  /** Of a text file with columns. */
  readonly delimiter: string | null
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
  /** Where it lies in several files: their names and rows, in the order of the rows. */
  readonly parts?: readonly { readonly file: string; readonly rows: number }[]
}

/** A row as a person finds it, counted from 1: "row 12", "row 2 of part-0001.csv". */
export function rowName({ parts }: Pick<Source, 'parts'>, row: number): string {
  let left = row
  for (const { file, rows } of parts ?? []) {
    if (left < rows) return `row ${left + 1} of ${file}`
    left -= rows
  }
  return `row ${row + 1}`
}

/** Columns by position, from DuckDB's DESCRIBE and the names as the file has them. */
export function sourceColumns(names: readonly string[], types: readonly string[]): readonly SourceColumn[] {
  return names.map((name, i) => sourceColumn(name, `c${i}`, types[i]!))
}

export function sourceColumn(name: string, sql: string, type: string): SourceColumn {
  return { name, sql, type, family: familyOf(type) }
}

function familyOf(type: string): ValueFamily {
  if (type.endsWith(']')) return 'nested'
  if (/^(VARCHAR|ENUM|UUID|TIME\b(?!STAMP)|INTERVAL|BIT$)/.test(type)) return 'string'
  if (type === 'BOOLEAN') return 'boolean'
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'time'
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|BIGNUM)$/.test(type)) return 'number'
  return 'nested'
}
