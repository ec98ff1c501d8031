import type { ColumnProfile } from '../core/profile.ts'
import { batches, columnsPerStatement } from './batches.ts'
import type { OpenSet } from './plan-columns.ts'
import { rowBlocks } from './row-blocks.ts'

/** A column of numbers to be summed over all rows. */
export interface Summand {
  readonly name: string
  /** Of the number in each row, as DOUBLE. */
  readonly expression: string
  /** The stored column where it is nothing but these numbers; its extremes stand in the file. */
  readonly stored: { readonly sql: string; readonly type: string } | null
  /** A number near the mean: squares of what is left over lose no digits. */
  readonly shift: number
}

/** Count and summary of a column; NaN counts as missing, and only finite numbers are summarised. */
export type NumberSummary = Pick<ColumnProfile, 'min' | 'max' | 'mean' | 'standardDeviation'> & {
  readonly count: number
}

/** The summaries of all columns, with the same digits for any number of threads. */
export async function sumColumns(
  set: OpenSet,
  summands: readonly Summand[],
): Promise<ReadonlyMap<string, NumberSummary>> {
  const summaries: (readonly [string, NumberSummary])[] = []
  for (const batch of batches(summands, columnsPerStatement)) summaries.push(...(await sumBatch(set, batch)))
  return new Map(summaries)
}

async function sumBatch(set: OpenSet, summands: readonly Summand[]): Promise<ReadonlyMap<string, NumberSummary>> {
  const extremes = await extremesInFile(set, summands)
  const isExact = (summand: Summand) => isSmallInteger(summand, extremes.get(summand.name))
  const exact = await sumIntegers(set, summands.filter(isExact), extremes)
  const inexact = summands.filter((summand) => !isExact(summand))
  const rounded = await sumBlocks(set, inexact, extremes)
  // Infinity and NaN spoil a sum; such columns are summed again without them.
  const spoilt = inexact.filter(({ name }) => !isFinite(rounded.get(name)!))
  const mended = await sumBlocks(set, spoilt.map(onlyFinite), new Map())
  const notNumbers = await countNaN(set, spoilt)
  for (const { name } of spoilt) {
    const count = rounded.get(name)!.count - notNumbers.get(name)!
    rounded.set(name, { ...withoutOverflow(mended.get(name)!), count })
  }
  return new Map([...exact, ...rounded])
}

interface Extremes {
  readonly min: number | null
  readonly max: number | null
}

/** DuckDB answers these from the statistics of a Parquet file, without a scan. */
async function extremesInFile(
  { connection, source }: OpenSet,
  summands: readonly Summand[],
): Promise<ReadonlyMap<string, Extremes>> {
  const inFile = summands.filter(({ stored }) => stored !== null)
  if (inFile.length === 0) return new Map()
  const extremes = inFile.flatMap(({ stored }) => [`min(${stored!.sql})::DOUBLE`, `max(${stored!.sql})::DOUBLE`])
  const [row] = await connection.rows(`SELECT ${extremes.join(', ')} FROM ${source.from}`)
  const at = (place: number) => row![place] as number | null
  return new Map(inFile.map(({ name }, i) => [name, { min: at(2 * i), max: at(2 * i + 1) }]))
}

/** Whole numbers whose squares fit into 64 bits. */
function isSmallInteger({ stored }: Summand, extremes: Extremes | undefined): boolean {
  if (stored === null || !stored.type.includes('INT') || extremes === undefined) return false
  return Math.max(Math.abs(extremes.min ?? 0), Math.abs(extremes.max ?? 0)) < 2 ** 31
}

/** Sums of integers are exact, so they may be added in any order. */
async function sumIntegers(
  { connection, source }: OpenSet,
  summands: readonly Summand[],
  extremes: ReadonlyMap<string, Extremes>,
): Promise<ReadonlyMap<string, NumberSummary>> {
  if (summands.length === 0) return new Map()
  const sums = summands.flatMap(({ stored }) => {
    const value = `${stored!.sql}::BIGINT`
    return [`count(${value})`, `coalesce(sum(${value}), 0)`, `coalesce(sum(${value} * ${value}), 0)`]
  })
  const [row] = await connection.rows(`SELECT ${sums.join(', ')} FROM ${source.from}`)
  return new Map(
    summands.map(({ name }, i) => {
      const [count, sum, squares] = [0, 1, 2].map((place) => row![3 * i + place] as bigint) as [bigint, bigint, bigint]
      const { min, max } = extremes.get(name)!
      if (count === 0n) return [name, nothing]
      const variance = count === 1n ? 0 : Number(count * squares - sum * sum) / Number(count * (count - 1n))
      const mean = Number(sum) / Number(count)
      return [name, { count: Number(count), min, max, mean, standardDeviation: Math.sqrt(variance) }]
    }),
  )
}

const nothing: NumberSummary = { count: 0, min: null, max: null, mean: null, standardDeviation: null }

/** Sums by blocks that one thread scans, added up in order. */
async function sumBlocks(
  { connection, source }: OpenSet,
  summands: readonly Summand[],
  extremes: ReadonlyMap<string, Extremes>,
): Promise<Map<string, NumberSummary>> {
  if (summands.length === 0) return new Map()
  const aggregates = summands.flatMap(({ name, expression, shift }) => {
    const rest = shift === 0 ? expression : `(${expression} - '${shift}'::DOUBLE)`
    const bounds = extremes.has(name) ? ['NULL', 'NULL'] : [`min(${expression})`, `max(${expression})`]
    return [`count(${expression})::DOUBLE`, `sum(${rest})`, `sum(${rest} * ${rest})`, ...bounds]
  })
  const blocks = await connection.rows(
    `SELECT ${await rowBlocks(connection, source)} AS block, ${aggregates.join(', ')}
     FROM ${source.from} GROUP BY block ORDER BY block`,
  )
  return new Map(
    summands.map(({ name, shift }, i) => {
      const present = (place: number) =>
        blocks.map((row) => row[1 + 5 * i + place]).filter((value) => value !== null) as number[]
      const total = (place: number) => present(place).reduce((sum, value) => sum + value, 0)
      const min = present(3).reduce<number | null>(
        (least, value) => (least === null || value < least ? value : least),
        null,
      )
      const max = present(4).reduce<number | null>(
        (most, value) => (most === null || value > most ? value : most),
        null,
      )
      const sums = { count: total(0), sum: total(1), squares: total(2), ...(extremes.get(name) ?? { min, max }) }
      return [name, summarise(sums, shift)]
    }),
  )
}

function summarise(sums: Extremes & { count: number; sum: number; squares: number }, shift: number): NumberSummary {
  const { count, sum, squares } = sums
  if (count === 0 || sums.min === null || sums.max === null) return { ...nothing, count }
  // Which of −0 and 0 comes first is chance among threads.
  const [min, max] = [sums.min + 0, sums.max + 0]
  if (min === max) return { count, min, max, mean: min, standardDeviation: 0 }
  const rest = sum / count
  const standardDeviation = Math.sqrt(Math.max(0, squares - count * rest * rest) / (count - 1))
  return { count, min, max, mean: shift + rest, standardDeviation }
}

function isFinite({ min, max, mean, standardDeviation }: NumberSummary): boolean {
  return [min, max, mean, standardDeviation].every((value) => Number.isFinite(value ?? 0))
}

/** Numbers near the largest there are have no finite sum. */
function withoutOverflow({ mean, standardDeviation, ...rest }: NumberSummary): NumberSummary {
  const finite = (value: number | null) => (Number.isFinite(value) ? value : null)
  return { ...rest, mean: finite(mean), standardDeviation: finite(standardDeviation) }
}

function onlyFinite({ name, expression, shift }: Summand): Summand {
  return { name, expression: `CASE WHEN isfinite(${expression}) THEN ${expression} END`, stored: null, shift }
}

async function countNaN(
  { connection, source }: OpenSet,
  summands: readonly Summand[],
): Promise<ReadonlyMap<string, number>> {
  if (summands.length === 0) return new Map()
  const counts = summands.map(({ expression }) => `count(*) FILTER (isnan(${expression}))::DOUBLE`)
  const [row] = await connection.rows(`SELECT ${counts.join(', ')} FROM ${source.from}`)
  return new Map(summands.map(({ name }, i) => [name, Number(row![i])]))
}
