import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { AirworthyError } from '../core/errors.ts'
import { storeFailure } from './store-failure.ts'

/**
 * Keeps other processes from working on a run until the returned function is called. The lock is the operating system's,
 * so it ends with its process, however that ends; only an empty file is left then. Throws RUN_BUSY.
 */
export function lockRun(store: string, run: string): () => void {
  const path = join(dirname(store), `${run}.lock`)
  let lock: Database.Database | undefined
  try {
    lock = new Database(path, { timeout: 0 })
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
  } catch (error) {
    lock?.close()
    const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
    throw isBusy ? new AirworthyError('RUN_BUSY', { run }, error) : storeFailure(error, path)
  }
  return () => {
    rmSync(path, { force: true })
    lock.close()
  }
}
