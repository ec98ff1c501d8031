import { AirworthyError } from '../core/errors.ts'
import type { Kind, Role, SchemaColumn } from '../core/schema.ts'
import { codePointOrder } from './code-point-order.ts'
import { factsOf } from './column-facts.ts'
import type { ColumnFacts } from './column-facts.ts'
import type { KindDecision } from './column-kinds.ts'
import { decideKind, fewestForUnique, isIdName } from './column-kinds.ts'
import { nameColumns } from './column-roles.ts'
import type { NamedColumn } from './column-roles.ts'
import { numberSql, textSql, timeSql } from './column-sql.ts'
import { literals } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import { knownMarkers, markersAmongNumbers } from './missing-markers.ts'
import { isNumberText } from './number-text.ts'
import type { DataOptions } from './options.ts'
import { rowName } from './source.ts'
import type { Source, SourceColumn } from './source.ts'

/** How a column is read, the same way from both sets. */
export interface ColumnReading {
  readonly name: string
  readonly kind: Kind
  /** Texts that are read as missing. */
  readonly markers: readonly string[]
  /** Categories only: every value of both sets by code point, and the ENUM type that holds them (`null` for none). */
  readonly dictionary: readonly string[]
  readonly enumType: string | null
}

export interface ColumnPlan {
  readonly columns: readonly SchemaColumn[]
  /** Of the columns that are not ignored. */
  readonly readings: readonly ColumnReading[]
  /** Of each set, by column name. */
  readonly facts: Readonly<Record<OpenSet['role'], ReadonlyMap<string, ColumnFacts> | null>>
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
  /** Column → its most frequent marker of missing. */
  readonly missingMarkers: ReadonlyMap<string, string>
}

/** A set with the connection that its queries run on. */
export interface OpenSet {
  readonly role: 'reference' | 'evaluation'
  readonly source: Source
  readonly connection: Connection
}

/** Decides what every column is, from all rows of both sets. */
export async function planColumns(
  options: DataOptions,
  reference: OpenSet | null,
  evaluation: OpenSet,
): Promise<ColumnPlan> {
  const named = nameColumns(options, reference?.source ?? null, evaluation.source)
  const read = named.filter((column) => column.role !== 'ignored')
  const looked = await Promise.all(
    [reference, evaluation].filter((set) => set !== null).map((set) => lookAtColumns(set, read, options)),
  )
  const columns: SchemaColumn[] = []
  const readings: ColumnReading[] = []
  const warnings: string[] = []
  const occurring = new Map<string, readonly string[]>()
  for (const column of named) {
    const { name } = column
    const sets = looked.flatMap((byName) => byName.get(name) ?? [])
    const described = describeColumn(options, column, sets)
    columns.push(described)
    if (described.role === 'ignored') {
      if (column.role === null) warnings.push(`${name} is ${described.reasons[0]}`)
      continue
    }
    const isMeasured = described.kind === 'number' || described.kind === 'time'
    const found = [...new Set(sets.flatMap(({ facts }) => facts.markers))].filter(
      // Among texts of the other set it is a value.
      (marker) => isMeasured || knownMarkers.includes(marker) || options.missing?.includes(marker) === true,
    )
    if (found.length > 0) occurring.set(name, found)
    const markers = options.missing ?? found
    await assertKindFits(options, described, markers, sets)
    const category = await categoryType(evaluation.connection, `category_${readings.length}`, described, markers, sets)
    readings.push({ name, kind: described.kind, markers, ...category })
    warnings.push(...nearlyNumeric(described, sets))
  }
  const facts = looked.map((byName) => new Map([...byName].map(([name, column]) => [name, column.facts])))
  return {
    columns,
    readings,
    facts: { reference: reference === null ? null : facts[0]!, evaluation: facts.at(-1)! },
    decisions: markerDecisions(occurring),
    warnings,
    missingMarkers: new Map([...occurring].map(([name, markers]) => [name, markers[0]!])),
  }
}

/** A column of one set and what is known of it. */
interface SetColumn {
  readonly set: OpenSet
  readonly stored: SourceColumn
  readonly facts: ColumnFacts
  readonly isKey: boolean
}

async function lookAtColumns(
  set: OpenSet,
  named: readonly NamedColumn[],
  options: DataOptions,
): Promise<ReadonlyMap<string, SetColumn>> {
  const { source, connection } = set
  const found = new Map<string, SetColumn>()
  // A class may well be called "None": for answers only what the user lists is missing.
  const answers = new Set(named.filter(({ role }) => role === 'label' || role === 'prediction').map(({ name }) => name))
  const stored = named.flatMap(({ name }) => source.columns.find((column) => column.name === name) ?? [])
  for (const isAnswer of [false, true]) {
    const columns = stored.filter(({ name }) => answers.has(name) === isAnswer)
    const always = options.missing ?? (isAnswer ? [''] : knownMarkers)
    const markers = { always, amongNumbers: options.missing ?? (isAnswer ? [''] : markersAmongNumbers) }
    const facts = await factsOf(connection, source, columns, markers)
    for (const [i, column] of columns.entries()) {
      found.set(column.name, { set, stored: column, facts: facts[i]!, isKey: await isKey(set, column, facts[i]!) })
    }
  }
  return found
}

function describeColumn(options: DataOptions, column: NamedColumn, sets: readonly SetColumn[]): SchemaColumn {
  const { name } = column
  const first = sets.find(({ facts }) => facts.values !== 'none') ?? sets[0]
  if (column.role === 'ignored' || first === undefined) {
    return {
      name,
      role: 'ignored',
      kind: 'text',
      protected: false,
      integer: false,
      reasons: ['ignored: by configuration'],
    }
  }
  const decided = first.isKey ? keyDecision : decideKind(first.facts)
  const isProtected = options.protected.includes(name)
  const role = column.role ?? (isProtected && decided.role === 'id' ? 'feature' : (decided.role ?? 'feature'))
  const pinned = options.columns[name]?.kind
  // Near-unique texts make no feature, unless they are asked for.
  const asCategory = comparesValues(role, isProtected) || (decided.role === 'id' && role === 'feature')
  const kind = pinned ?? (decided.kind === 'text' && asCategory ? 'category' : decided.kind)
  const reasons = [
    ...(pinned !== undefined ? [`${pinned}: by configuration`] : kind === decided.kind ? decided.reasons : []),
    ...(column.role === null ? [] : [`${column.role}: by configuration`]),
  ]
  return {
    name,
    role,
    kind,
    protected: isProtected && role !== 'ignored',
    integer: kind === 'number' && first.facts.integer,
    reasons,
  }
}

const keyDecision: KindDecision = {
  kind: 'number',
  role: 'id',
  reasons: ['number: every value is a whole number', 'id: named like one, and no value comes twice'],
}

/** Whether whole numbers are named like an id and never come twice. */
async function isKey({ source, connection }: OpenSet, column: SourceColumn, facts: ColumnFacts): Promise<boolean> {
  if (!facts.integer || !isIdName(column.name) || source.rows < fewestForUnique) return false
  const [row] = await connection.rows(`SELECT count(${column.sql}) = count(DISTINCT ${column.sql}) FROM ${source.from}`)
  return row![0] === true
}

/** Answers, groups and protected values are compared one by one, however many there are; ids and the rest stay text. */
function comparesValues(role: Role, isProtected: boolean): boolean {
  return isProtected || role === 'label' || role === 'prediction' || role === 'group'
}

/** Fails with the first value that cannot be read as the kind that was decided on the first set. */
async function assertKindFits(
  options: DataOptions,
  column: SchemaColumn,
  markers: readonly string[],
  sets: readonly SetColumn[],
): Promise<void> {
  const isPinned = options.columns[column.name]?.kind !== undefined
  for (const looked of isPinned ? sets : sets.slice(1)) {
    const odd = await firstUnfit(column.kind, markers, looked, sets[0]!)
    if (odd === null) continue
    const { role } = looked.set
    if (isPinned)
      throw new AirworthyError('DATA_KIND_UNFIT', { column: column.name, kind: column.kind, role, found: odd })
    throw new AirworthyError('DATA_KIND_DIFFERS', { column: column.name, reference: column.kind, evaluation: odd })
  }
}

/** What stands in the way of reading a column as that kind, for an error; `null` when nothing does. */
async function firstUnfit(
  kind: Kind,
  markers: readonly string[],
  { set, stored, facts }: SetColumn,
  first: SetColumn,
): Promise<string | null> {
  if (facts.values === 'none') return null
  if (kind === 'number' || kind === 'time') {
    if (facts.values === (kind === 'number' ? 'numbers' : 'times')) return null
    const value = kind === 'number' ? numberSql(stored, markers) : timeSql(stored)
    const text = textSql(stored, markers)
    const [odd] = await set.connection.rows(
      `SELECT ${text}, ${set.source.rowNumber}::DOUBLE FROM ${set.source.from}
       WHERE ${text} IS NOT NULL AND ${value} IS NULL ORDER BY 2 LIMIT 1`,
    )
    return odd === undefined ? null : `not ("${String(odd[0])}" in ${rowName(set.source, Number(odd[1]))})`
  }
  // Numbers where the first set has nothing like a number: most likely columns were mixed up.
  return facts.values === 'numbers' && first.facts.values === 'texts' && first.facts.texts!.numericShare === 0
    ? 'number'
    : null
}

/** The values of a category in both sets, and the ENUM type through which codes arrive as integers. */
async function categoryType(
  connection: Connection,
  name: string,
  column: SchemaColumn,
  markers: readonly string[],
  sets: readonly SetColumn[],
): Promise<Pick<ColumnReading, 'dictionary' | 'enumType'>> {
  if (column.kind !== 'category') return { dictionary: [], enumType: null }
  const listed = listedTexts(markers, sets)
  const query = distinctTextsSql(markers, sets)
  const dictionary = listed ?? (await connection.rows(query)).map((row) => String(row[0]))
  if (dictionary.length === 0) return { dictionary, enumType: null }
  // A statement ends at a zero character, and need not hold very many values.
  const isSayable = listed?.every((value) => !value.includes('\0')) === true
  await connection.run(`CREATE TYPE ${name} AS ENUM (${isSayable ? literals(dictionary) : query})`)
  return { dictionary, enumType: name }
}

/** Every value of both sets by code point, where they were listed. */
function listedTexts(markers: readonly string[], sets: readonly SetColumn[]): readonly string[] | null {
  if (!sets.every(({ facts }) => facts.values === 'none' || facts.texts?.counts != null)) return null
  const missing = new Set(markers)
  const values = new Set(sets.flatMap(({ facts }) => [...(facts.texts?.counts?.keys() ?? [])]))
  return [...values].filter((value) => !missing.has(value)).toSorted(codePointOrder)
}

/** The same in SQL, whose order of texts is that of code points. */
function distinctTextsSql(markers: readonly string[], sets: readonly SetColumn[]): string {
  const texts = sets.map(({ set, stored }) => `SELECT ${textSql(stored, markers)} AS value FROM ${set.source.from}`)
  return `SELECT DISTINCT value FROM (${texts.join(' UNION ALL ')}) WHERE value IS NOT NULL ORDER BY value`
}

function markerDecisions(markersByColumn: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const columnsByMarker = new Map<string, string[]>()
  for (const [column, markers] of markersByColumn) {
    for (const marker of markers) columnsByMarker.set(marker, [...(columnsByMarker.get(marker) ?? []), column])
  }
  if (columnsByMarker.size === 0) return []
  const told = [...columnsByMarker].map(([marker, columns]) => `"${marker}" in ${columns.join(', ')}`)
  return [`missing markers: ${told.join('; ')}`]
}

/** A column that is numeric but for a few texts was read as a category; mostly that is a mistake in the export. */
function nearlyNumeric({ name, kind }: SchemaColumn, sets: readonly SetColumn[]): readonly string[] {
  const texts = sets[0]?.facts.texts
  if (kind === 'number' || texts?.counts == null) return []
  const [odd, numeric] = partition([...texts.counts.keys()], (value) => !isNumberText(value))
  // Few numbers among other codes, as in 0, 1, 2, 3+, are no measurement.
  const isMeasured = texts.numericShare >= 0.5 && numeric.length > fewCodes && odd.length < numeric.length
  if (odd.length === 0 || !(isMeasured || texts.numericShare >= 0.9)) return []
  const shown = odd.slice(0, 3).map((value) => `"${value}"`)
  return [
    `${name}: ${texts.numericShare >= 0.9 ? 'nearly all' : 'most'} values are numbers, but not ${shown.join(', ')}; list such texts under data.missing if they mean that`,
  ]
}

/** Up to so many numbers in a column of texts may well be codes. */
const fewCodes = 20

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter((item) => isFirst(item)), items.filter((item) => !isFirst(item))]
}
