import { plainNumberSql } from './number-notation.ts'
import type { NumberNotation } from './number-notation.ts'
import type { DataOptions } from './options.ts'
import type { OpenSet } from './plan-columns.ts'
import { readNotations } from './read-notations.ts'
import type { Found } from './read-notations.ts'
import { isoTimeSql } from './time-notation.ts'
import type { TimeNotation } from './time-notation.ts'

/**
 * The sets, with the texts of columns in which every one is a number or a date, written in one of the usual ways, as
 * plain numbers and ISO times. What a set alone leaves open the other one may tell.
 */
export async function decideNotations(options: DataOptions, sets: readonly OpenSet[]): Promise<readonly OpenSet[]> {
  const found = await Promise.all(sets.map((set) => readNotations(set, options)))
  return sets.map((set, i) => {
    const others = found.filter((_, other) => other !== i).flat()
    return rewritten(set, found[i]!, others)
  })
}

interface Decision {
  readonly name: string
  readonly sql: string
  /** Columns of which the same is told share a line. */
  readonly told: string
  readonly example: string
}

function rewritten(set: OpenSet, found: readonly Found[], others: readonly Found[]): OpenSet {
  const { role, source } = set
  const decimal = decimalOf(found) ?? (source.delimiter === null || source.delimiter === ',' ? 'point' : null)
  const decisions: Decision[] = []
  const warnings: string[] = []
  for (const one of found) {
    const { column, example, times } = one
    if (times.length > 0) {
      const elsewhere = others.find((other) => other.column.name === column.name)?.times ?? []
      const time = timeOf(times, elsewhere)
      if (time === null) warnings.push(`${role}: ${ambiguous(column.name, example)}`)
      else decisions.push({ name: column.name, sql: isoTimeSql(column.sql, time), told: toldOf(time), example })
      continue
    }
    const number = numberOf(one, decimal)
    if (number === null || (one.isPlain && number.decimal === 'point')) continue
    decisions.push({ name: column.name, sql: plainNumberSql(column.sql, number), told: number.told, example })
  }
  if (decisions.length === 0 && warnings.length === 0) return set
  const sqlOf = new Map(decisions.map(({ name, sql }) => [name, sql]))
  const columns = source.columns.map((column) => {
    const sql = sqlOf.get(column.name)
    return sql === undefined ? column : { ...column, sql, type: 'VARCHAR' }
  })
  const told = Map.groupBy(decisions, (decision) => decision.told)
  const lines = [...told].map(([what, those]) => {
    const names = those.map(({ name }) => name).join(', ')
    return `${role}: ${what} in ${names}, as in "${those[0]!.example}"`
  })
  return {
    ...set,
    source: {
      ...source,
      columns,
      decisions: [...source.decisions, ...lines],
      warnings: [...source.warnings, ...warnings],
    },
  }
}

/** How the columns of a file that leave no doubt write their decimals; `null` when none does, or they differ. */
function decimalOf(found: readonly Found[]): NumberNotation['decimal'] | null {
  const sure = new Set(
    found.flatMap(({ numbers: { point, comma } }) => {
      if ((point === null) === (comma === null)) return []
      return [point === null ? ('comma' as const) : ('point' as const)]
    }),
  )
  return sure.size === 1 ? [...sure][0]! : null
}

/** Where both would do, as in "1,234", the other columns of the file tell, and then its delimiter. */
function numberOf({ numbers: { point, comma }, isPlain }: Found, decimal: NumberNotation['decimal'] | null) {
  if (point === null || comma === null) return point ?? comma
  if (decimal !== null) return decimal === 'point' ? point : comma
  return isPlain ? null : comma
}

function timeOf(times: readonly TimeNotation[], elsewhere: readonly TimeNotation[]): TimeNotation | null {
  const orders = new Set(times.map(({ order }) => order))
  if (orders.size === 1) return times[0]!
  const told = new Set(elsewhere.map(({ order }) => order))
  return told.size === 1 ? (times.find(({ order }) => told.has(order)) ?? null) : null
}

function toldOf({ order }: TimeNotation): string {
  return order === null ? 'dates' : `dates with the ${order}`
}

function ambiguous(name: string, example: string): string {
  return `${name}: whether "${example}" begins with the day or the month no value tells, so it stays a text; write dates as 2024-12-31`
}
