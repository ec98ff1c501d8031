import Database from 'better-sqlite3'
import { AirworthyError, messageOf } from '../core/errors.ts'

/** What a failure of the database, or of what stands in it, means to whoever uses it; anything else as it is. */
export function storeFailure(error: unknown, path: string, run?: string): unknown {
  // A syntax error is in a text that was JSON when it was stored.
  const code =
    error instanceof SyntaxError ? 'SQLITE_CORRUPT' : error instanceof Database.SqliteError ? error.code : null
  if (code === null) return error
  const problem = messageOf(error)
  if (/^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(code)) {
    return new AirworthyError('STORE_DAMAGED', { path, problem }, error)
  }
  return run === undefined
    ? new AirworthyError('STORE_UNUSABLE', { path, problem }, error)
    : new AirworthyError('STORE_WRITE_FAILED', { run, problem }, error)
}
