import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { root } from './airworthy.ts'
import { write } from './people.ts'

export const adult = join(root, 'examples/adult')

/** The settings of the small example, to be changed. */
export const smallAdult = {
  title: 'Adult, small',
  task: 'binary',
  model: { onnx: 'model.onnx' },
  data: {
    reference: 'train.parquet',
    evaluation: 'test.parquet',
    label: 'income',
    positive: '>50K',
    protected: ['sex'],
    missing: ['?'],
  },
  budget: { transformRows: 300, attackRows: 60 },
}

/** Puts the model of the Adult example, the first rows of its data, and a configuration into a folder. */
export async function writeSmallAdult(folder: string, config: object = smallAdult, rows = 800): Promise<void> {
  copyFileSync(join(adult, 'model.onnx'), join(folder, 'model.onnx'))
  write(folder, { 'airworthy.yaml': JSON.stringify(config, null, 2) })
  await copyRows(join(adult, 'train.parquet'), join(folder, 'train.parquet'), rows)
  await copyRows(join(adult, 'test.parquet'), join(folder, 'test.parquet'), rows)
}

/** The first rows of a Parquet file as a new file, Parquet or CSV by its ending. */
export async function copyRows(from: string, to: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const format = to.endsWith('.csv') ? 'FORMAT csv, HEADER' : 'FORMAT parquet'
  await connection.run(`COPY (SELECT * FROM '${from}' LIMIT ${rows}) TO '${to}' (${format})`)
  connection.closeSync()
  instance.closeSync()
}
