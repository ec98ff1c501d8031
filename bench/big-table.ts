import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** Ten million rows and twenty columns: numbers of several shapes, integers, categories, some missing. Made once. */
export async function bigTable(folder: string, rows = 10_000_000): Promise<{ reference: string; evaluation: string }> {
  mkdirSync(folder, { recursive: true })
  const files = {
    reference: join(folder, `reference-${rows}.parquet`),
    evaluation: join(folder, `evaluation-${rows}.parquet`),
  }
  for (const [name, file] of Object.entries(files)) {
    if (existsSync(file)) continue
    console.error(`making ${rows.toLocaleString('en')} rows of ${name} data …`)
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const connection = await instance.connect()
    await connection.run(
      `copy (${selectRows(rows, name === 'reference' ? 1 : 2)}) to '${file}.part' (format parquet, compression zstd)`,
    )
    connection.closeSync()
    renameSync(`${file}.part`, file)
  }
  return files
}

/** Values from a hash of row and column, so that the file is the same wherever it is made. */
function selectRows(rows: number, salt: number): string {
  const uniform = (column: number) => `(hash(i, ${column}, ${salt}) >> 11) / 9007199254740992.0`
  const columns = [
    ...Array.from({ length: 6 }, (_, k) => `round(${uniform(k)} * 1000, 2) as amount_${k}`),
    ...Array.from({ length: 4 }, (_, k) => `round(-ln(1 - ${uniform(10 + k)}) * 50, 3) as wait_${k}`),
    ...Array.from({ length: 4 }, (_, k) => `cast(floor(${uniform(20 + k)} * 100) as integer) as count_${k}`),
    ...Array.from(
      { length: 4 },
      (_, k) => `'city_' || cast(floor(pow(${uniform(30 + k)}, 2) * ${10 + 15 * k}) as integer) as city_${k}`,
    ),
    `case when ${uniform(40)} < 0.1 then null else round(${uniform(41)}, 4) end as sparse`,
    `cast(${uniform(42)} < 0.3 as integer) as label`,
  ]
  return `select ${columns.join(', ')} from range(${rows}) t(i)`
}
