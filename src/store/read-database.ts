import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openDatabase } from './open-database.ts'

/** Opens the database to read it, also where nothing may be written, as in the artifacts of a pipeline. */
export function readDatabase(path: string): Database.Database {
  try {
    return openDatabase(path)
  } catch (error) {
    if (!(error instanceof Database.SqliteError && /^SQLITE_(READONLY|CANTOPEN)/.test(error.code))) throw error
    return inMemory(path)
  }
}

/** SQLite needs a file beside the database even to read it, so a copy is read. */
function inMemory(path: string): Database.Database {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-store-'))
  try {
    const copy = join(folder, 'runs.sqlite')
    // What a process that was killed had not moved into the database yet stands beside it.
    for (const ending of ['', '-wal']) {
      if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending)
    }
    const database = openDatabase(copy)
    try {
      // In memory there is no log to write ahead.
      database.pragma('journal_mode = DELETE')
      return new Database(database.serialize())
    } finally {
      database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
