import { createHash } from 'node:crypto'
import type { ByteSource } from '../source.ts'

/** In hexadecimal. Reads every byte, a mebibyte at a time. */
export function sha256Of(source: ByteSource): string {
  const hash = createHash('sha256')
  const step = 1 << 20
  for (let offset = 0; offset < source.size; offset += step) hash.update(source.bytes(offset, step))
  return hash.digest('hex')
}
