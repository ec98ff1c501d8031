import type { Frame } from '../core/frame.ts'
import type { ColumnProfile, Profile } from '../core/profile.ts'
import { sortedValues } from '../stats/distribution.ts'
import type { ColumnFacts } from './column-facts.ts'
import { numberSql, textSql, timeSql } from './column-sql.ts'
import { estimateDistinct } from './count-distinct.ts'
import type { ColumnReading, OpenSet } from './plan-columns.ts'
import { emptyProfile, topValues } from './profile-frame.ts'
import type { SourceColumn } from './source.ts'
import { sumColumns } from './sum-columns.ts'
import type { Summand } from './sum-columns.ts'

/** The profile over all rows of a source of which `sample` was loaded. */
export async function profileSource(
  set: OpenSet,
  readings: readonly ColumnReading[],
  facts: ReadonlyMap<string, ColumnFacts>,
  sample: Frame,
): Promise<Profile> {
  const stored = new Map(set.source.columns.map((column) => [column.name, column]))
  const numbers = await profileNumbers(set, readings, stored, sample)
  const columns: ColumnProfile[] = []
  for (const reading of readings) {
    const { name } = reading
    const column = stored.get(name)!
    columns.push(numbers.get(name) ?? (await profileTexts(set, reading, column, facts.get(name)!)))
  }
  return { rows: set.source.rows, columns }
}

async function profileNumbers(
  set: OpenSet,
  readings: readonly ColumnReading[],
  stored: ReadonlyMap<string, SourceColumn>,
  sample: Frame,
): Promise<ReadonlyMap<string, ColumnProfile>> {
  const { rows } = set.source
  const summands = readings
    .filter(({ kind }) => kind === 'number' || kind === 'time')
    .map(({ name, kind, markers }): Summand => {
      const column = stored.get(name)!
      const expression = kind === 'number' ? numberSql(column, markers) : timeSql(column)
      const isStored = column.family === 'number' && expression === `${column.sql}::DOUBLE`
      return { name, expression, stored: isStored ? column : null, shift: finiteMean(valuesOf(sample, name)) }
    })
  const profiles = [...(await sumColumns(set, summands))].map(([name, { count, ...summary }]) => {
    const distinct = Math.min(Math.round(estimateDistinct(arrivedValues(sample, name))), count)
    const profile = {
      ...emptyProfile(name, rows),
      missing: rows - count,
      distinct,
      distinctIsEstimate: true,
      ...summary,
    }
    return [name, profile] as const
  })
  return new Map(profiles)
}

async function profileTexts(
  { connection, source }: OpenSet,
  { name, kind, markers }: ReadingShape,
  column: SourceColumn,
  { texts }: ColumnFacts,
): Promise<ColumnProfile> {
  const profile = emptyProfile(name, source.rows)
  if (texts?.counts != null) {
    const top = kind === 'category' ? topValues(texts.counts) : []
    return { ...profile, missing: source.rows - texts.present, distinct: texts.distinct, top }
  }
  const text = textSql(column, markers)
  const [row] = await connection.rows(
    `SELECT count(${text})::DOUBLE, approx_count_distinct(${text})::DOUBLE FROM ${source.from}`,
  )
  const [present, distinct] = row!.map(Number) as [number, number]
  const counts = await (kind === 'category'
    ? connection.rows(
        `SELECT ${text} AS value, count(*)::DOUBLE AS rows FROM ${source.from} WHERE ${text} IS NOT NULL
         GROUP BY value ORDER BY rows DESC, value LIMIT 50`,
      )
    : [])
  return {
    ...profile,
    missing: source.rows - present,
    distinct: Math.min(distinct, present),
    distinctIsEstimate: true,
    top: topValues(counts as [string, number][]),
  }
}

type ReadingShape = Pick<ColumnReading, 'name' | 'kind' | 'markers'>

function valuesOf(frame: Frame, name: string): Float64Array {
  const column = frame.columns.get(name)!
  return column.kind === 'number' || column.kind === 'time' ? column.values : new Float64Array(0)
}

/** Ascending, and remembered with the column: whatever compares distributions asks for the same. */
function arrivedValues(frame: Frame, name: string): Float64Array {
  const column = frame.columns.get(name)!
  return column.kind === 'number' || column.kind === 'time' ? sortedValues(column) : new Float64Array(0)
}

function finiteMean(values: Float64Array): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!Number.isFinite(value)) continue
    sum += value
    count++
  }
  return count === 0 || !Number.isFinite(sum) ? 0 : sum / count
}
