import { knownMarkers } from './missing-markers.ts'
import { literal, literals } from './duckdb.ts'
import type { DataOptions } from './options.ts'
import type { OpenSet } from './plan-columns.ts'
import { comparedOneByOne } from './read-notations.ts'
import type { Source, SourceColumn } from './source.ts'

/**
 * The evaluation data with booleans written as the reference writes them: `True` for `true`, `1` for `yes`. Only where
 * every value of both is a boolean; any other value keeps both as they are.
 */
export async function decideBooleans(options: DataOptions, sets: readonly OpenSet[]): Promise<readonly OpenSet[]> {
  const [reference, evaluation] = sets
  if (reference === undefined || evaluation === undefined) return sets
  const pairs = reference.source.columns.flatMap((known) => {
    const asked = evaluation.source.columns.find(({ name }) => name === known.name)
    return asked === undefined || comparedOneByOne(known.name, options) ? [] : [{ known, asked }]
  })
  const markers = options.missing ?? knownMarkers
  const learnt = await firstTexts(reference, pairs.map(({ known }) => known), markers) // prettier-ignore
  const tested = await firstTexts(evaluation, pairs.map(({ asked }) => asked), markers) // prettier-ignore
  const rewritten = new Map<string, string>()
  const decisions: string[] = []
  for (const [i, { known, asked }] of pairs.entries()) {
    if (!learnt[i]!.every(isBoolean) || !tested[i]!.every(isBoolean)) continue
    const all = [...learnt[i]!, ...tested[i]!]
    if (new Set(learnt[i]).isSupersetOf(new Set(tested[i])) || !all.some(isWord)) continue
    const [before, after] = [await textsOf(reference, known, markers), await textsOf(evaluation, asked, markers)]
    const spelling = before === null || after === null ? null : spellingOf(before)
    if (spelling === null || after!.every((text) => Object.values(spelling).includes(text))) continue
    rewritten.set(asked.name, respelt(textSql(asked), spelling))
    decisions.push(
      `evaluation: ${after!.map((text) => `"${text}"`).join(' and ')} in ${asked.name} read as ${after!.map((text) => `"${isTrue(text) ? spelling.yes : spelling.no}"`).join(' and ')}, as the reference writes them`,
    )
  }
  if (rewritten.size === 0) return sets
  const columns = evaluation.source.columns.map((column): SourceColumn => {
    const sql = rewritten.get(column.name)
    return sql === undefined ? column : { ...column, sql, type: 'VARCHAR', family: 'string' }
  })
  const source: Source = { ...evaluation.source, columns, decisions: [...evaluation.source.decisions, ...decisions] }
  return [reference, { ...evaluation, source }]
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
function spellingOf(texts: readonly string[]): { readonly yes: string; readonly no: string } | null {
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

function respelt(text: string, spelling: { readonly yes: string; readonly no: string }): string {
  const value = `lower(${text})`
  return `(CASE WHEN ${value} IN (${literals([...yes])}) THEN ${literal(spelling.yes)} WHEN ${value} IN (${literals([...no])}) THEN ${literal(spelling.no)} ELSE ${text} END)`
}
