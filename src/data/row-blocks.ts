import { pathLiteral } from './duckdb.ts'
import type { Connection } from './duckdb.ts'
import type { Source } from './source.ts'

/**
 * An expression that numbers the row groups of Parquet files. One thread scans a row group, in order, so sums per
 * block have the same digits for any number of threads.
 */
export async function rowBlocks(connection: Connection, { parquet, rowNumber }: Source): Promise<string> {
  if (parquet === null) throw new Error('only Parquet files have row groups')
  const sizes: number[] = []
  for (const path of parquet) {
    const groups = await connection.rows(
      `SELECT row_group_num_rows::DOUBLE FROM parquet_metadata(${pathLiteral(path)})
       WHERE column_id = 0 ORDER BY row_group_id`,
    )
    sizes.push(...groups.map((group) => Number(group[0])))
  }
  const first = sizes[0]!
  if (sizes.slice(0, -1).every((size) => size === first)) return `${rowNumber} // ${first}`
  const starts: number[] = []
  let start = 0
  for (const size of sizes) {
    starts.push(start)
    start += size
  }
  return search(rowNumber, starts, 0, starts.length)
}

/** Binary search as nested CASEs: which of the blocks `from` to `to` (exclusive) holds the row. */
function search(rowNumber: string, starts: readonly number[], from: number, to: number): string {
  if (to - from === 1) return String(from)
  const middle = (from + to) >> 1
  const left = search(rowNumber, starts, from, middle)
  const right = search(rowNumber, starts, middle, to)
  return `CASE WHEN ${rowNumber} < ${starts[middle]} THEN ${left} ELSE ${right} END`
}
