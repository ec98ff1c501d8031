/** The row numbers 0 to `count` − 1. */
export function everyRow(count: number): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(count)
  for (let row = 0; row < count; row++) rows[row] = row
  return rows
}

/** The row numbers below `count` for which it holds, ascending. */
export function rowsWhere(count: number, holds: (row: number) => boolean): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(count)
  let found = 0
  for (let row = 0; row < count; row++) if (holds(row)) rows[found++] = row
  return rows.subarray(0, found)
}
