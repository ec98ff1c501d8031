import { columnOf, valueAt } from '../core/frame.ts'
import type { Cell } from '../core/evidence.ts'
import type { ExampleRows } from '../core/report.ts'
import type { CheckRecord } from '../core/run.ts'
import type { LoadedData, LoadedSet } from '../data/load.ts'
import { roomInStore, shownRows, withinRoom } from '../engine/example-rows.ts'

/** The rows that the measurements show, whole: a report is drawn again when the data are no longer there. */
export function exampleRows({ schema, reference, evaluation }: LoadedData, records: readonly CheckRecord[]) {
  const id = schema.columns.find(({ role }) => role === 'id')?.name ?? null
  const names = schema.columns.map(({ name }) => name)
  const sets = [['evaluation', evaluation] as const, ['reference', reference] as const]
  return sets.flatMap(([from, set]): ExampleRows[] => {
    const shown = set === null ? [] : shownRows(records, from)
    return set === null || shown.length === 0 ? [] : [wholeRows(from, set, { id, names, shown })]
  })
}

function wholeRows(
  from: ExampleRows['from'],
  { frame, rowNumbers }: LoadedSet,
  {
    id,
    names,
    shown,
  }: { readonly id: string | null; readonly names: readonly string[]; readonly shown: readonly number[] },
): ExampleRows {
  const loaded = names.filter((name) => frame.columns.has(name))
  const columns = loaded.map((name) => columnOf(frame, name))
  const idColumn = id === null ? undefined : frame.columns.get(id)
  const positions = rowNumbers === null ? null : positionsOf(rowNumbers, shown)
  const rows = shown.flatMap((row) => {
    const at = positions === null ? row : positions.get(row)
    if (at === undefined || at >= frame.rowCount) return []
    const values = columns.map((column) => writable(valueAt(column, at)))
    return [{ row, id: idColumn === undefined ? null : writable(valueAt(idColumn, at)), values }]
  })
  return { from, id: idColumn === undefined ? null : id, columns: loaded, rows: withinRoom(rows, roomInStore) }
}

/** Where source rows stand in the frame of a sampled set. */
function positionsOf(rowNumbers: Int32Array, wanted: readonly number[]): ReadonlyMap<number, number> {
  const asked = new Set(wanted)
  const positions = new Map<number, number>()
  for (let at = 0; at < rowNumbers.length; at++) if (asked.has(rowNumbers[at]!)) positions.set(rowNumbers[at]!, at)
  return positions
}

/** JSON would turn an infinity into a missing value. */
function writable(value: Cell): Cell {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
