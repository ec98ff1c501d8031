import { createWriteStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FoundFile } from './discover.ts'

/** Standard input as a file in the folder, since formats are read by position. Without a name, content alone tells. */
export async function spoolStandardInput(folder: string): Promise<FoundFile> {
  const absolute = join(folder, 'input')
  await pipeline(process.stdin, createWriteStream(absolute))
  return { path: '-', absolute, root: folder, size: statSync(absolute).size }
}
