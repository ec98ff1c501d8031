import { knownMarkers } from './missing-markers.ts'
import { literal, literals } from './duckdb.ts'
import type { DataOptions } from './options.ts'
import type { OpenSet } from './plan-columns.ts'
import { comparedOneByOne } from './read-notations.ts'
import type { Source, SourceColumn } from './source.ts'

/**
 * The evaluation data with booleans written as the reference writes them: `True` for `true`, `1` for `yes`; labels in
 * the spelling of the positive class. Only where every value of both is a boolean; any other value keeps both as they are.
 */
export async function decideBooleans(options: DataOptions, sets: readonly OpenSet[]): Promise<readonly OpenSet[]> {
  const [reference, evaluation] = sets
  if (reference === undefined || evaluation === undefined) return sets
  const pairs = reference.source.columns.flatMap((known) => {
    const asked = evaluation.source.columns.find(({ name }) => name === known.name)
    return asked === undefined || isKept(known.name, options) ? [] : [{ known, asked }]
  })
  const markers = options.missing ?? knownMarkers
  const learnt = await firstTexts(reference, pairs.map(({ known }) => known), markers) // prettier-ignore
  const tested = await firstTexts(evaluation, pairs.map(({ asked }) => asked), markers) // prettier-ignore
  const rewritten = sets.map((): Respelt[] => [])
  for (const [i, { known, asked }] of pairs.entries()) {
    const all = [...learnt[i]!, ...tested[i]!]
    if (!all.every(isBoolean) || !all.some(isWord)) continue
    const [before, after] = [await textsOf(reference, known, markers), await textsOf(evaluation, asked, markers)]
    if (before === null || after === null) continue
    const { name } = known
    const isPositive = (own: readonly string[]) => name === options.label && own.includes(options.positive ?? '')
    const turned = isPositive(after) && !isPositive(before)
    const [model, other] = turned ? [after, before] : [before, after]
    const spelling = spellingOf(model)
    if (spelling === null || other.every((text) => Object.values(spelling).includes(text))) continue
    const sql = respelt(textSql(turned ? known : asked), spelling)
    rewritten[turned ? 0 : 1]!.push({ name, sql, told: toldOf(name, other, spelling) })
  }
  return sets.map((set, i) => withRespelt(set, rewritten[i]!, sets[1 - i]!.role))
}

interface Respelt {
  readonly name: string
  readonly sql: string
  readonly told: string
}

interface Spelling {
  readonly yes: string
  readonly no: string
}

/** Labels too are what the other set holds; all else that is compared one by one stays as it is written. */
function isKept(name: string, options: DataOptions): boolean {
  const isLabel = name === options.label && options.columns[name]?.kind === undefined
  return isLabel ? options.task === 'regression' : comparedOneByOne(name, options)
}

function toldOf(name: string, texts: readonly string[], spelling: Spelling): string {
  const quoted = (all: readonly string[]) => all.map((text) => `"${text}"`).join(' and ')
  return `${quoted(texts)} in ${name} read as ${quoted(texts.map((text) => (isTrue(text) ? spelling.yes : spelling.no)))}`
}

function withRespelt(set: OpenSet, respelled: readonly Respelt[], other: string): OpenSet {
  if (respelled.length === 0) return set
  const sqlOf = new Map(respelled.map(({ name, sql }) => [name, sql]))
  const columns = set.source.columns.map((column): SourceColumn => {
    const sql = sqlOf.get(column.name)
    return sql === undefined ? column : { ...column, sql, type: 'VARCHAR', family: 'string' }
  })
  const writer = other === 'reference' ? 'reference writes' : 'evaluation data write'
  const decisions = respelled.map(({ told }) => `${set.role}: ${told}, as the ${writer} them`)
  const source: Source = { ...set.source, columns, decisions: [...set.source.decisions, ...decisions] }
  return { ...set, source }
}

/** Each with its opposite, in small letters. */
const spellings = [
  { yes: 'true', no: 'false' },
  { yes: 't', no: 'f' },
  { yes: 'yes', no: 'no' },
  { yes: 'y', no: 'n' },
  { yes: 'on', no: 'off' },
  { yes: '1', no: '0' },
] as const
const yes = new Set<string>(spellings.map((pair) => pair.yes))
const no = new Set<string>(spellings.map((pair) => pair.no))

function isTrue(text: string): boolean {
  return yes.has(text.toLowerCase())
}

function isBoolean(text: string): boolean {
  return isTrue(text) || no.has(text.toLowerCase())
}

/** Two columns of nothing but 0 and 1 are numbers. */
function isWord(text: string): boolean {
  return text !== '0' && text !== '1'
}

const sampledRows = 250

async function firstTexts(
  { source, connection }: OpenSet,
  columns: readonly SourceColumn[],
  markers: readonly string[],
): Promise<readonly (readonly string[])[]> {
  if (columns.length === 0) return []
  const able = columns.map((column) =>
    column.family === 'nested' || column.family === 'time' ? "'-'" : textSql(column),
  )
  const rows = await connection.rows(`SELECT ${able.join(', ')} FROM ${source.from} LIMIT ${sampledRows}`)
  const missing = new Set(markers)
  return columns.map(({ family }, i) => {
    const texts = rows.map((row) => row[i]).filter((value) => value !== null && value !== undefined)
    const values = [...new Set(texts.map(String))]
    return family === 'nested' || family === 'time' ? values : values.filter((value) => !missing.has(value))
  })
}

/** Every text of a column, over all rows; null where one is no boolean. */
async function textsOf(
  { source, connection }: OpenSet,
  column: SourceColumn,
  markers: readonly string[],
): Promise<readonly string[] | null> {
  const text = textSql(column)
  const isPresent = markers.length === 0 ? '' : `AND ${text} NOT IN (${literals(markers)})`
  // More than this many are no booleans, in whatever capitals.
  const rows = await connection.rows(
    `SELECT DISTINCT ${text} AS value FROM ${source.from} WHERE ${text} IS NOT NULL ${isPresent} ORDER BY value LIMIT 20`,
  )
  const texts = rows.map((row) => String(row[0]))
  return texts.length > 0 && texts.every(isBoolean) ? texts : null
}

function textSql({ sql, family }: SourceColumn): string {
  if (family !== 'number') return `${sql}::VARCHAR`
  return `CASE WHEN ${sql} IN (0, 1) THEN ${sql}::BIGINT::VARCHAR ELSE ${sql}::VARCHAR END`
}

/** How a column writes both; null where it mixes spellings, so that nobody can tell which one is meant. */
function spellingOf(texts: readonly string[]): Spelling | null {
  const [first, second, third] = texts
  const pair = spellings.find((one) => [one.yes, one.no].includes(first!.toLowerCase() as 'true'))!
  if (third !== undefined) return null
  if (second !== undefined && isTrue(first!) === isTrue(second)) return null
  const other = second ?? inCapitalsOf(first!, isTrue(first!) ? pair.no : pair.yes)
  return isTrue(first!) ? { yes: first!, no: other } : { yes: other, no: first! }
}

function inCapitalsOf(model: string, text: string): string {
  if (model === model.toLowerCase()) return text
  return model === model.toUpperCase() && model.length > 1 ? text.toUpperCase() : text[0]!.toUpperCase() + text.slice(1)
}

function respelt(text: string, spelling: Spelling): string {
  const value = `lower(${text})`
  return `(CASE WHEN ${value} IN (${literals([...yes])}) THEN ${literal(spelling.yes)} WHEN ${value} IN (${literals([...no])}) THEN ${literal(spelling.no)} ELSE ${text} END)`
}
