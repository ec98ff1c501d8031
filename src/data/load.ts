import { AirworthyError } from '../core/errors.ts'
import { featuresOf } from '../core/schema.ts'
import type { DataOptions, LoadedData } from './options.ts'
import { readData } from './read-data.ts'

export type * from './options.ts'

/**
 * Reads the data sets, decides what every column is, and loads them as frames. Whatever is wrong with them throws an
 * AirworthyError; so does an abort, with the code CANCELLED.
 */
export async function loadData(options: DataOptions, signal?: AbortSignal): Promise<LoadedData> {
  const data = await readData(options, signal)
  // Predictions alone can be judged without a feature, a model cannot.
  if (featuresOf(data.schema).length > 0 || options.predictions !== undefined) return data
  await data.close()
  throw new AirworthyError('DATA_NO_FEATURES')
}
