import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ByteSource, FileSource, memorySource } from '../source.ts'

const memoryAtMost = 32 * 2 ** 20
/** Of the names that the files have for a moment. */
export const spillPrefix = 'airworthy-expanded-'
const isWindows = process.platform === 'win32'

/** Collects bytes: the first 32 MiB in memory, more in a file that has no name any longer. */
export class Spill {
  #chunks: Uint8Array[] = []
  #inMemory = 0
  #descriptor: number | undefined
  #path = ''

  /** Copies the chunk. Throws what the file system throws, when it is full. */
  add(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    this.#chunks.push(Uint8Array.from(chunk))
    this.#inMemory += chunk.length
    if (this.#inMemory > memoryAtMost || (this.#descriptor !== undefined && this.#inMemory > 1 << 20)) this.#write()
  }

  /** The bytes so far, and how to let go of them. Nothing is added after this. */
  end(): { source: ByteSource; isInFile: boolean; close: () => void } {
    if (this.#descriptor === undefined) {
      const source = memorySource(this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks))
      this.#chunks = []
      return { source, isInFile: false, close: () => undefined }
    }
    this.#write()
    const source = new FileSource(this.#descriptor)
    return { source, isInFile: true, close: () => this.discard() }
  }

  discard(): void {
    this.#chunks = []
    if (this.#descriptor === undefined) return
    closeSync(this.#descriptor)
    this.#descriptor = undefined
    if (isWindows) unlinkSync(this.#path)
  }

  #write(): void {
    this.#descriptor ??= this.#create()
    for (const chunk of this.#chunks) {
      for (let done = 0; done < chunk.length;) done += writeSync(this.#descriptor, chunk, done)
    }
    this.#chunks = []
    this.#inMemory = 0
  }

  /** Elsewhere than on Windows an open file lives on without a name, so nothing is left behind whatever happens. */
  #create(): number {
    this.#path = join(tmpdir(), `${spillPrefix}${randomBytes(12).toString('hex')}`)
    const descriptor = openSync(this.#path, 'wx+', 0o600)
    if (!isWindows) unlinkSync(this.#path)
    return descriptor
  }
}
