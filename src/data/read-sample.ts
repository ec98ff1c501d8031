import { takeRows } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import { streamKey } from '../core/random.ts'
import { rowsWhere } from '../core/rows.ts'
import { sortAscending } from '../stats/order.ts'
import type { Connection } from './duckdb.ts'
import type { ColumnReading } from './plan-columns.ts'
import { fillSlots, slotOf } from './read-frame.ts'
import type { Source } from './source.ts'

export interface Sample {
  readonly frame: Frame
  /** The source row of each frame row, ascending. */
  readonly rowNumbers: Int32Array
}

/**
 * `limit` rows of a larger source, in its order: those whose row numbers have the smallest hashes under the seed, so
 * that the sample does not depend on how the file is scanned.
 */
export async function readSample(
  connection: Connection,
  source: Source,
  readings: readonly ColumnReading[],
  limit: number,
  seed: number,
): Promise<Sample> {
  const hash = `hash(${source.rowNumber}::BIGINT + ${hashOffset(seed)})`
  const from = `FROM ${source.from} WHERE ${hash} < ${hashBelow(limit, source.rows)}`
  const [counted] = await connection.rows(`SELECT count(*)::DOUBLE ${from}`)
  const rows = Number(counted![0])
  const slots = readings.map((reading) => slotOf(source, reading, rows))
  const hashes = new Float64Array(rows)
  const numbers = new Float64Array(rows)
  const valid = new Uint8Array(rows)
  const keys = [
    { column: { kind: 'number', values: hashes, valid }, expression: `(${hash} >> 11)::DOUBLE` },
    { column: { kind: 'number', values: numbers, valid }, expression: `${source.rowNumber}::DOUBLE` },
  ] as const
  await fillSlots(connection, [...slots, ...keys], from)
  const taken = smallest(hashes, numbers, limit)
  const frame = { rowCount: rows, columns: new Map(readings.map(({ name }, i) => [name, slots[i]!.column])) }
  return { frame: takeRows(frame, taken), rowNumbers: Int32Array.from(taken, (row) => numbers[row]!) }
}

/** 52 bits of the seed's own stream; DuckDB's hash mixes them with the row number. */
function hashOffset(seed: number): number {
  const { high, low } = streamKey(seed, 'data', 'sample')
  return (high >>> 0) * 2 ** 20 + ((low >>> 0) % 2 ** 20)
}

/** A bound under which a few more rows than `limit` are expected: six standard deviations, so that enough come. */
function hashBelow(limit: number, rows: number): bigint {
  const share = Math.min(1, (limit + 6 * Math.sqrt(limit) + 16) / rows)
  return share === 1 ? 2n ** 64n - 1n : BigInt(Math.floor(share * 2 ** 53)) << 11n
}

/** The places of the `limit` smallest hashes, by row number. */
function smallest(hashes: Float64Array, numbers: Float64Array, limit: number): Int32Array {
  const bound = sortAscending(hashes)[Math.min(limit, hashes.length) - 1] ?? 0
  return rowsWhere(hashes.length, (place) => hashes[place]! <= bound)
    .sort((a, b) => numbers[a]! - numbers[b]!)
    .subarray(0, limit)
}
