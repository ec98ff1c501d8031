import { batches, columnsPerStatement } from './batches.ts'
import { codePointOrder } from './code-point-order.ts'
import { codesSql } from './column-sql.ts'
import { literal, literals } from './duckdb.ts'
import type { Connection, SqlValue } from './duckdb.ts'
import { isCodeText, isNumberText } from './number-text.ts'
import { isTimeText } from './time-notation.ts'
import type { Source, SourceColumn } from './source.ts'

/** What the values of one column look like, over all rows; markers of missing are not values. */
export interface ColumnFacts {
  readonly values: 'none' | 'numbers' | 'times' | 'booleans' | 'texts' | 'nested'
  /** Numbers, all of them whole. */
  readonly integer: boolean
  /** Markers that occur, the most frequent first. */
  readonly markers: readonly string[]
  /** Of texts and booleans. */
  readonly texts: TextFacts | null
}

export interface TextFacts {
  readonly present: number
  /** An estimate where `counts` is null. */
  readonly distinct: number
  readonly meanLength: number
  /** No value has a space, or a letter that keys are not made of. */
  readonly keyLike: boolean
  /** Share of values that are written like numbers. */
  readonly numericShare: number
  /** Values with their counts, the most frequent first; `null` for very many values. */
  readonly counts: ReadonlyMap<string, number> | null
}

/** What UUIDs, hashes and tokens are made of, and no sentence in any language. */
const keyPattern = '[A-Za-z0-9_.:+/={}-]+'
const isKeyLike = new RegExp(`^${keyPattern}$`)

/** Above this many distinct texts, values are not listed one by one. */
const mostListed = 20_000

/** The texts that mean "missing". */
export interface Markers {
  readonly always: readonly string[]
  /** Where all other values are numbers or times; holds the first ones too. */
  readonly amongNumbers: readonly string[]
}

/** The facts of each column, in order. */
export async function factsOf(
  connection: Connection,
  source: Source,
  columns: readonly SourceColumn[],
  markers: Markers,
): Promise<readonly ColumnFacts[]> {
  const facts: ColumnFacts[] = []
  for (const batch of batches(columns, columnsPerStatement)) {
    facts.push(...(await factsOfBatch(connection, source, batch, markers)))
  }
  return facts
}

async function factsOfBatch(
  connection: Connection,
  source: Source,
  columns: readonly SourceColumn[],
  markers: Markers,
): Promise<readonly ColumnFacts[]> {
  const guesses = await guess(connection, source, columns, markers)
  const asked = columns.map((column, i) => questions(column, guesses[i]!))
  const answers = asked.flat()
  const [answered] =
    answers.length === 0 ? [[]] : await connection.rows(`SELECT ${answers.join(', ')} FROM ${source.from}`)
  const facts: (ColumnFacts | null)[] = []
  let at = 0
  for (const [i, column] of columns.entries()) {
    const values = answered!.slice(at, (at += asked[i]!.length))
    facts.push(await settle({ connection, source, column, markers }, guesses[i]!, values))
  }
  return listTexts(connection, source, columns, facts, markers)
}

/** What the first rows of a column show. */
interface Guess {
  readonly shape: 'number' | 'numberText' | 'timeText' | 'text' | 'boolean' | 'time' | 'nested'
  /** A value arrived. */
  readonly seen: boolean
  /** Every number among them is whole. */
  readonly whole: boolean
  /** So many distinct texts that listing all may be too much. */
  readonly diverse: boolean
}

interface ColumnQuery {
  readonly connection: Connection
  readonly source: Source
  readonly column: SourceColumn
  readonly markers: Markers
}

const guessedRows = 250

async function guess(
  connection: Connection,
  source: Source,
  columns: readonly SourceColumn[],
  { always, amongNumbers }: Markers,
): Promise<readonly Guess[]> {
  const [missing, missingNumbers] = [new Set(always), new Set(amongNumbers)]
  const shown = columns.map(({ sql, family }) => {
    if (family === 'string') return `${sql}::VARCHAR`
    return family === 'number' ? `${sql}::DOUBLE` : `${sql} IS NOT NULL`
  })
  const rows = await connection.rows(`SELECT ${shown.join(', ')} FROM ${source.from} LIMIT ${guessedRows}`)
  return columns.map(({ family }, i) => {
    const values = rows.map((row) => row[i]).filter((value) => value !== null && value !== false && value !== undefined)
    if (family === 'number') {
      const numbers = values.filter((value) => !Number.isNaN(value))
      return { shape: 'number', seen: numbers.length > 0, whole: numbers.every(Number.isInteger), diverse: true }
    }
    if (family !== 'string') return { shape: family, seen: values.length > 0, whole: false, diverse: false }
    const texts = values.map(String).filter((value) => !missing.has(value))
    return guessText(
      texts,
      texts.filter((text) => !missingNumbers.has(text)),
    )
  })
}

/** `measured` are the texts that remain when the column holds numbers or times. */
function guessText(texts: readonly string[], measured: readonly string[]): Guess {
  const seen = texts.length > 0
  const diverse = new Set(texts).size > 0.9 * texts.length && texts.length > 100
  // Texts that are nothing but markers among numbers are values of their own.
  if (seen && measured.length === 0) return { shape: 'text', seen, whole: false, diverse }
  if (measured.every((text) => isNumberText(text) && !isCodeText(text))) {
    return { shape: 'numberText', seen, whole: measured.every((text) => Number.isInteger(Number(text))), diverse }
  }
  return { shape: measured.every(isTimeText) ? 'timeText' : 'text', seen, whole: false, diverse }
}

/** What a guess leaves open, to be answered over all rows by one scan. `settle` reads the answers. */
function questions({ sql, type }: SourceColumn, { shape, seen, whole }: Guess): readonly string[] {
  const number = shape === 'numberText' ? `TRY_CAST(${sql} AS DOUBLE)` : `${sql}::DOUBLE`
  const allWhole = `coalesce(bool_and(${number} = trunc(${number}) OR NOT isfinite(${number})), false)`
  switch (shape) {
    case 'number': {
      const isFloat = !/INT/.test(type)
      return [...(isFloat && whole ? [allWhole] : []), ...(seen ? [] : [`bool_or(NOT isnan(${number}))`])]
    }
    case 'numberText':
      return [
        `count(${sql})::DOUBLE`,
        `count(CASE WHEN NOT ${codesSql(sql)} THEN nullif(${number}, 'nan') END)::DOUBLE`,
        ...(whole ? [allWhole] : []),
      ]
    case 'timeText':
      return [`count(${sql})::DOUBLE`, `count(TRY_CAST(${sql} AS TIMESTAMPTZ))::DOUBLE`]
    case 'text':
      return []
    case 'boolean':
    case 'time':
    case 'nested':
      return seen ? [] : [`count(${sql}) > 0`]
  }
}

/** The facts of a column, or null when its texts are few enough to be listed. */
async function settle(
  query: ColumnQuery,
  { shape, seen, whole, diverse }: Guess,
  answers: readonly SqlValue[],
): Promise<ColumnFacts | null> {
  switch (shape) {
    case 'number': {
      const isFloat = !/INT/.test(query.column.type)
      const integer = isFloat ? whole && answers[0] === true : true
      return seen || answers.at(-1) === true ? { ...nothing, values: 'numbers', integer } : nothing
    }
    case 'numberText':
    case 'timeText': {
      const [stored, fitting] = answers.map(Number) as [number, number]
      const found = stored === fitting ? [] : await markerCounts(query, query.markers.amongNumbers)
      const missing = found.reduce((sum, [, count]) => sum + count, 0)
      // What does not fit is neither a number nor a time, nor a marker: the column holds texts.
      if (stored - missing !== fitting) return manyTexts(query)
      const markers = found.map(([marker]) => marker)
      // Nothing but texts that would be values among texts.
      if (fitting === 0 && markers.some((marker) => !query.markers.always.includes(marker))) return null
      if (fitting === 0) return { ...nothing, markers }
      const isNumber = shape === 'numberText'
      return {
        ...nothing,
        values: isNumber ? 'numbers' : 'times',
        integer: isNumber && whole && answers[2] === true,
        markers,
      }
    }
    case 'text':
      return diverse ? manyTexts(query) : null
    case 'boolean':
      return seen || answers[0] === true ? null : nothing
    case 'time':
      return seen || answers[0] === true ? { ...nothing, values: 'times' } : nothing
    case 'nested':
      return seen || answers[0] === true ? { ...nothing, values: 'nested' } : nothing
  }
}

const nothing: ColumnFacts = { values: 'none', integer: false, markers: [], texts: null }

/** Facts of texts that are too many to be listed; null when they turn out not to be. */
async function manyTexts(query: ColumnQuery): Promise<ColumnFacts | null> {
  const { connection, source, column, markers } = query
  const { always } = markers
  const isValue = always.length === 0 ? 'true' : `${column.sql}::VARCHAR NOT IN (${literals(always)})`
  const [row] = await connection.rows(
    `SELECT count(${column.sql})::DOUBLE, approx_count_distinct(${column.sql})::DOUBLE,
       coalesce(avg(length(${column.sql}::VARCHAR)), 0)::DOUBLE,
       coalesce(bool_and(regexp_full_match(${column.sql}::VARCHAR, ${literal(keyPattern)})), false)
     FROM ${source.from} WHERE ${isValue}`,
  )
  const [present, distinct, meanLength] = row!.slice(0, 3).map(Number) as [number, number, number]
  if (distinct <= mostListed) return null
  const found = (await markerCounts(query, always)).map(([marker]) => marker)
  // Estimates of near-unique texts may exceed the rows.
  const keyLike = row![3] === true
  const texts = { present, distinct: Math.min(distinct, present), meanLength, keyLike, numericShare: 0, counts: null }
  return { values: 'texts', integer: false, markers: found, texts }
}

/** Fills in the facts that are still null, from the values of those columns listed one by one. */
async function listTexts(
  connection: Connection,
  source: Source,
  columns: readonly SourceColumn[],
  facts: readonly (ColumnFacts | null)[],
  markers: Markers,
): Promise<readonly ColumnFacts[]> {
  const open = [...facts.keys()].filter((i) => facts[i] === null)
  if (open.length === 0) return facts as readonly ColumnFacts[]
  const most = 10 * mostListed
  const listings = open.map((i) => {
    const { sql } = columns[i]!
    return `(SELECT ${i} AS place, value::VARCHAR AS value, rows::DOUBLE AS rows
      FROM (SELECT ${sql} AS value, count(*) AS rows FROM ${source.from} WHERE ${sql} IS NOT NULL GROUP BY value)
      LIMIT ${most})`
  })
  const listed = new Map(open.map((i) => [i, [] as [string, number][]]))
  for (const [place, value, rows] of await connection.rows(listings.join(' UNION ALL '))) {
    listed.get(Number(place))!.push([String(value), Number(rows)])
  }
  const missing = new Set(markers.always)
  return Promise.all(
    facts.map(async (found, i) => {
      if (found !== null) return found
      const values = listed.get(i)!
      const column = columns[i]!
      // Few in the first rows, very many later.
      if (values.length === most) return (await manyTexts({ connection, source, column, markers }))!
      return listedFacts(values, missing, column.family === 'boolean' ? 'booleans' : 'texts')
    }),
  )
}

function listedFacts(
  values: readonly (readonly [string, number])[],
  missing: ReadonlySet<string>,
  kind: 'booleans' | 'texts',
): ColumnFacts {
  const sorted = values.toSorted(([a, m], [b, n]) => n - m || codePointOrder(a, b))
  const markers = sorted.map(([value]) => value).filter((value) => missing.has(value))
  const counts = new Map(sorted.filter(([value]) => !missing.has(value)))
  let present = 0
  let length = 0
  let numeric = 0
  for (const [value, count] of counts) {
    present += count
    length += count * value.length
    if (isNumberText(value)) numeric += count
  }
  if (present === 0) return { ...nothing, markers }
  const keyLike = [...counts.keys()].every((value) => isKeyLike.test(value))
  const shares = { meanLength: length / present, keyLike, numericShare: numeric / present }
  return { values: kind, integer: false, markers, texts: { present, distinct: counts.size, ...shares, counts } }
}

async function markerCounts(
  { connection, source, column }: ColumnQuery,
  markers: readonly string[],
): Promise<readonly [string, number][]> {
  if (markers.length === 0) return []
  const rows = await connection.rows(
    `SELECT ${column.sql}::VARCHAR AS value, count(*)::DOUBLE AS rows FROM ${source.from}
     WHERE ${column.sql}::VARCHAR IN (${literals(markers)}) GROUP BY value ORDER BY rows DESC, value`,
  )
  return rows as [string, number][]
}
