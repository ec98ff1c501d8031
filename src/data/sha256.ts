import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
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
  const file = await open(path)
  try {
    // One block for the whole file: a stream would make one for each read, which takes longer than the reading.
    const block = Buffer.allocUnsafe(2 ** 20)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(block, 0, block.length, null)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(block.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}
