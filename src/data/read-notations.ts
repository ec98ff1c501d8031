import { batches, columnsPerStatement } from './batches.ts'
import { literals } from './duckdb.ts'
import { markersAmongNumbers } from './missing-markers.ts'
import { numberNotations, writtenSql } from './number-notation.ts'
import type { NumberNotation } from './number-notation.ts'
import { isNumberText } from './number-text.ts'
import type { DataOptions } from './options.ts'
import type { OpenSet } from './plan-columns.ts'
import type { SourceColumn } from './source.ts'
import { isTimeSql, timeNotationsOf } from './time-notation.ts'
import type { TimeNotation } from './time-notation.ts'

/** What every text of a column may be written in, but for markers of missing. */
export interface Found {
  readonly column: SourceColumn
  /** One of the texts, for people. */
  readonly example: string
  /** The first that fits, by what stands before the decimals. */
  readonly numbers: Readonly<Record<NumberNotation['decimal'], NumberNotation | null>>
  /** Every text is a plain number as it stands. */
  readonly isPlain: boolean
  readonly times: readonly TimeNotation[]
}

/** A statement asks a column as many questions as there are notations. */
const columnsPerQuestion = 20
const sampledRows = 500

/** The notations of each column of texts that no parser of plain numbers and ISO times reads, over all rows. */
export async function readNotations(set: OpenSet, options: DataOptions): Promise<readonly Found[]> {
  const { source, connection } = set
  const texts = source.columns.filter((column) => column.family === 'string' && !comparedOneByOne(column.name, options))
  const markers = options.missing ?? markersAmongNumbers
  const candidates: Candidate[] = []
  for (const batch of batches(texts, columnsPerStatement)) {
    const samples = await sample(set, batch, new Set(markers))
    candidates.push(...batch.flatMap((column, i) => candidateOf(column, samples[i]!)))
  }
  const found: Found[] = []
  for (const batch of batches(candidates, columnsPerQuestion)) {
    const asked = batch.map((candidate, i) => questions(candidate, `v${i}`))
    const values = batch.map(({ column }, i) => `${valueSql(`${column.sql}::VARCHAR`, markers)} AS v${i}`).join(', ')
    const [answers] = await connection.rows(
      `SELECT ${asked.flat().join(', ')} FROM (SELECT ${values} FROM ${source.from})`,
    )
    let at = 0
    for (const [i, candidate] of batch.entries()) {
      const fits = answers!.slice(at, (at += asked[i]!.length)).map((answer) => answer === true)
      found.push(foundIn(candidate, fits))
    }
  }
  return found
}

/** Where texts are compared one by one, or a kind was told, they stay as they are written. */
export function comparedOneByOne(name: string, options: DataOptions): boolean {
  const { task, label, group, id, ignore, columns, predictions } = options
  const { kind, role } = columns[name] ?? {}
  const compared = [group, id, predictions?.label, ...(task === 'regression' ? [] : [label])]
  return (
    kind === 'category' || kind === 'text' || role === 'ignored' || compared.includes(name) || ignore.includes(name)
  )
}

interface Candidate {
  readonly column: SourceColumn
  readonly example: string
  readonly times: readonly TimeNotation[]
}

/** Some values of each column: the first rows, and one with a comma however late it comes. */
async function sample(
  { source, connection }: OpenSet,
  columns: readonly SourceColumn[],
  markers: ReadonlySet<string>,
): Promise<readonly (readonly string[])[]> {
  const names = columns.map(({ sql }) => `${sql}::VARCHAR`)
  const rows = await connection.rows(`SELECT ${names.join(', ')} FROM ${source.from} LIMIT ${sampledRows}`)
  const seen = columns.map((_, i) => rows.map((row) => row[i]).flatMap(valueOf(markers)))
  // One more value cannot make numbers of what is none, and the texts of a large table take long to look through.
  const open = columns.flatMap((_, i) => (mayBeNumbers(seen[i]!) ? [i] : []))
  if (open.length === 0) return seen
  const late = open.map((i) => `min(CASE WHEN contains(${names[i]}, ',') THEN ${names[i]} END)`)
  const [commas] = await connection.rows(`SELECT ${late.join(', ')} FROM ${source.from}`)
  const lateValues = new Map(open.map((i, place) => [i, valueOf(markers)(commas![place])]))
  return seen.map((values, i) => [...values, ...(lateValues.get(i) ?? [])])
}

function valueOf(markers: ReadonlySet<string>): (value: unknown) => readonly string[] {
  return (value) => (typeof value === 'string' && !markers.has(value) ? [value] : [])
}

const patterns = numberNotations.map(({ pattern }) => new RegExp(`^(?:${pattern})$`))

function mayBeNumbers(values: readonly string[]): boolean {
  return patterns.some((pattern) => values.every((value) => pattern.test(value)))
}

/** A column is asked about when one notation fits what was seen of it. */
function candidateOf(column: SourceColumn, values: readonly string[]): readonly Candidate[] {
  const [first] = values
  if (first === undefined) return []
  const times = timeNotationsOf(first)
  if (times.length > 0) return [{ column, example: first, times }]
  // "1.234" is a plain number, or a thousand where a comma stands before the decimals.
  const isGrouped = values.every((value) => /^-?[1-9]\d{0,2}(\.\d{3})*$/.test(value))
  const odd = values.find((value) => !isNumberText(value) || (isGrouped && value.includes('.')))
  if (odd === undefined || !mayBeNumbers(values)) return []
  return [{ column, example: odd, times: [] }]
}

function valueSql(text: string, markers: readonly string[]): string {
  return markers.length === 0 ? text : `CASE WHEN ${text} NOT IN (${literals(markers)}) THEN ${text} END`
}

/** Whether every value is written in each notation, and whether plain numbers are all there is. */
function questions({ times }: Candidate, value: string): readonly string[] {
  const always = (holds: string) => `coalesce(bool_and(${value} IS NULL OR ${holds}), false)`
  if (times.length > 0) return times.map((notation) => always(isTimeSql(value, notation)))
  const isPlain = `(NOT contains(${value}, ',') AND TRY_CAST(${value} AS DOUBLE) IS NOT NULL)`
  return [...numberNotations.map(({ pattern }) => always(writtenSql(value, pattern))), always(isPlain)]
}

function foundIn({ column, example, times }: Candidate, fits: readonly boolean[]): Found {
  if (times.length > 0) {
    const numbers = { point: null, comma: null }
    return { column, example, numbers, isPlain: false, times: times.filter((_, i) => fits[i]) }
  }
  const first = (decimal: NumberNotation['decimal']) =>
    numberNotations.find((notation, i) => notation.decimal === decimal && fits[i]) ?? null
  return {
    column,
    example,
    numbers: { point: first('point'), comma: first('comma') },
    isPlain: fits.at(-1)!,
    times: [],
  }
}
