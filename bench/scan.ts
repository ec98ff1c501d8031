import { DuckDBInstance } from '@duckdb/node-api'

/** DuckDB merely looking at every value of the files: count, least and greatest of each column. The yardstick. */
const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
const connection = await instance.connect()
for (const file of process.argv.slice(2)) {
  const described = await connection.runAndReadAll(`describe select * from '${file}'`)
  const aggregates = described
    .getRows()
    .map(([name]) => `count("${String(name)}"), min("${String(name)}"), max("${String(name)}")`)
  await connection.runAndReadAll(`select ${aggregates.join(', ')} from '${file}'`)
}
connection.closeSync()
