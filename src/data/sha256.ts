import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { DataParts } from './find-parts.ts'

/** SHA-256 of the bytes of a file, in hexadecimal; of parts, of what `sha256sum` prints for them in their order. */
export async function sha256OfData(path: string, found: DataParts | null, signal?: AbortSignal): Promise<string> {
  if (found === null) return sha256OfFile(path, signal)
  const sums = createHash('sha256')
  for (const part of found.parts) sums.update(`${await sha256OfFile(part.path, signal)}  ${part.name}\n`)
  return sums.digest('hex')
}

async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash, signal === undefined ? {} : { signal })
  return hash.digest('hex')
}
