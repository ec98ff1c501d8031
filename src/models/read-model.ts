import { readFile } from 'node:fs/promises'
import { AirworthyError, messageOf } from '../core/errors.ts'

/** The bytes of a model file. */
export async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isMissing) throw new AirworthyError('MODEL_NOT_FOUND', { path }, error)
    throw new AirworthyError('MODEL_LOAD_FAILED', { path, problem: messageOf(error) }, error)
  }
}
