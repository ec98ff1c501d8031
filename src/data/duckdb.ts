import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { totalmem, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api'
import { AirworthyError } from '../core/errors.ts'

export type SqlValue = string | number | bigint | boolean | null

const megabyte = 2 ** 20

/** An in-memory DuckDB that spills to a folder of its own, which `close` removes. */
export class Database {
  /** For temporary files of this database; may not exist yet. */
  readonly folder: string
  readonly #instance: DuckDBInstance
  readonly #connections: Connection[] = []

  private constructor(instance: DuckDBInstance, folder: string) {
    this.#instance = instance
    this.folder = folder
  }

  static async open(): Promise<Database> {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const folder = join(tmpdir(), `airworthy-${randomUUID()}`)
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: folder,
      memory_limit: `${Math.floor(Math.min(2048, totalmem() / megabyte / 2))}MB`,
    })
    return new Database(instance, folder)
  }

  /** Connections run their queries one after another; two connections run side by side. */
  async connect(signal?: AbortSignal): Promise<Connection> {
    const connection = new Connection(await this.#instance.connect(), signal)
    // Timestamps without a zone are read as UTC on every machine.
    await connection.run("SET TimeZone = 'UTC'")
    this.#connections.push(connection)
    return connection
  }

  /** Ends what is still running first. */
  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()))
    this.#instance.closeSync()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** One line of queries, each of which an abort interrupts. */
export class Connection {
  readonly #connection: DuckDBConnection
  readonly #signal: AbortSignal | undefined
  readonly #running = new Set<Promise<unknown>>()
  #closed = false

  constructor(connection: DuckDBConnection, signal: AbortSignal | undefined) {
    this.#connection = connection
    this.#signal = signal
  }

  async run(sql: string): Promise<void> {
    await this.#interruptible(() => this.#connection.run(sql))
  }

  /** A small result, whole. */
  async rows(sql: string): Promise<SqlValue[][]> {
    const reader = await this.#interruptible(() => this.#connection.runAndReadAll(sql))
    return reader.getRows() as SqlValue[][]
  }

  /** A larger result, chunk by chunk, in order. It is held as a whole meanwhile: DuckDB streams with fewer threads. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#interruptible(() => this.#connection.run(sql))
    for (;;) {
      const chunk = await this.#interruptible(() => result.fetchChunk())
      if (chunk === null || chunk.rowCount === 0) return
      yield chunk
    }
  }

  /** Interrupts what is running and waits for its end, because DuckDB must not lose a connection in use. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#running.size > 0) this.#connection.interrupt()
    await Promise.allSettled(this.#running)
    this.#connection.closeSync()
  }

  async #interruptible<Value>(query: () => Promise<Value>): Promise<Value> {
    const signal = this.#signal
    if (this.#isAborted()) throw new AirworthyError('CANCELLED', {}, signal?.reason)
    if (this.#closed) throw new Error('the data were closed')
    const interrupt = () => this.#connection.interrupt()
    signal?.addEventListener('abort', interrupt)
    const running = query()
    this.#running.add(running)
    try {
      return await running
    } catch (error) {
      if (this.#isAborted()) throw new AirworthyError('CANCELLED', {}, error)
      throw error
    } finally {
      this.#running.delete(running)
      signal?.removeEventListener('abort', interrupt)
    }
  }

  #isAborted(): boolean {
    return this.#signal?.aborted === true
  }
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A path as an SQL literal; DuckDB takes unescaped stars, question marks and brackets for patterns. */
export function pathLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'))
}

/** A list of texts for `IN (…)`. */
export function literals(texts: readonly string[]): string {
  return texts.map(literal).join(', ')
}
