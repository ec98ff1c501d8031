import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { RunStore } from '../store/run-store.ts'

/** Opens the run store in that folder, and makes it; only to read where a run is wanted from it. Throws RUN_NOT_FOUND. */
export function openStore(folder = '.airworthy', wanted?: string): RunStore {
  const store = resolve(folder, 'runs.sqlite')
  if (wanted !== undefined && !existsSync(store)) {
    throw new AirworthyError('RUN_NOT_FOUND', { run: wanted, store, suggestion: 'No run has been made here yet.' })
  }
  return new RunStore(store, { isRead: wanted !== undefined })
}
