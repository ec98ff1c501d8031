import type { Cell, Evidence } from '../core/evidence.ts'
import type { Verdict } from '../core/measurement.ts'
import type { ExampleRows, Finding } from '../core/report.ts'
import type { CheckRecord } from '../core/run.ts'

type ExampleRow = ExampleRows['rows'][number]

/** Characters of whole rows in a report, so that a wide table makes no page that nobody can open. */
export const roomInReport = 400_000
/** In a store, where it is not known yet what will fail under which limits. */
export const roomInStore = 4_000_000

/** The source rows that the measurements show of one data set, each once, in the order of the checks. */
export function shownRows(records: readonly CheckRecord[], from: ExampleRows['from']): readonly number[] {
  return rowsIn(
    records.flatMap((record) => (record.outcome === 'measured' ? record.measurements : [])),
    from,
  )
}

/** The rows that the findings show, those of the worst first, and whole as far as there is room. */
export function rowsOfFindings(known: readonly ExampleRows[], findings: readonly Finding[]): ExampleRows[] {
  const worstFirst = findings.toSorted((a, b) => rank(a.verdict) - rank(b.verdict))
  let room = roomInReport
  return known.flatMap((set) => {
    const byRow = new Map(set.rows.map((one) => [one.row, one]))
    const own = rowsIn(worstFirst, set.from).flatMap((row) => byRow.get(row) ?? [])
    if (own.length === 0) return []
    const rows = withinRoom(own, room)
    room -= rows.reduce((sum, { values }) => sum + lengthOf(values), 0)
    return [{ ...set, rows: rows.toSorted((a, b) => a.row - b.row) }]
  })
}

/** The rows, in the order given, with the values of the first ones as far as there is room. */
export function withinRoom(rows: readonly ExampleRow[], room: number): ExampleRow[] {
  let left = room
  return rows.map((one) => {
    left -= lengthOf(one.values)
    return left < 0 ? { ...one, values: null } : one
  })
}

function rowsIn(
  shown: readonly { readonly evidence?: readonly (Evidence | Finding['evidence'][number])[] }[],
  from: ExampleRows['from'],
): readonly number[] {
  const rows = new Set<number>()
  for (const { evidence = [] } of shown) {
    for (const one of evidence) {
      if (one.kind === 'examples' && one.from === from) for (const { row } of one.rows) rows.add(row)
    }
  }
  return [...rows]
}

function lengthOf(values: readonly Cell[] | null): number {
  return values === null ? 0 : JSON.stringify(values).length
}

function rank(verdict: Verdict | null): number {
  const order: readonly (Verdict | null)[] = ['fail', 'warn', 'inconclusive', 'pass', null]
  return order.indexOf(verdict)
}
