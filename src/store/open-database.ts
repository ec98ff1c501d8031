import Database from 'better-sqlite3'
import { AirworthyError } from '../core/errors.ts'
import { migrations } from './migrations.ts'

/** Opens the database of that file with the newest schema, and makes it where there is none. Throws STORE_NEWER. */
export function openDatabase(path: string): Database.Database {
  const database = new Database(path)
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('busy_timeout = 10000')
    migrate(database, path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Takes the write lock before it looks, so that processes that start together migrate once. */
function migrate(database: Database.Database, path: string): void {
  const version = () => database.pragma('user_version', { simple: true }) as number
  if (version() > migrations.length) throw new AirworthyError('STORE_NEWER', { path })
  if (version() === migrations.length) return
  const apply = database.transaction(() => {
    for (const step of migrations.slice(version())) database.exec(step)
    database.pragma(`user_version = ${migrations.length}`)
  })
  apply.immediate()
}
