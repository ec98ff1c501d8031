import type { Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { findSecrets } from './find-secrets.ts'
import { report } from './sweep-text.ts'

const windowBytes = 1 << 20
/** Longer than any credential, so that none is cut in two. */
const overlapBytes = 8192
const findingsAtMost = 100

/**
 * Looks through the bytes of a long text for credentials, one window at a time; up to `cap` bytes. Credentials are ASCII, so
 * bytes stand for characters and offsets are exact.
 */
export function sweepWindows(source: ByteSource, where: string, cap: number, scope: Scope): void {
  const size = Math.min(source.size, cap)
  let found = 0
  for (let start = 0; start < size; start += windowBytes) {
    const length = Math.min(windowBytes + overlapBytes, size - start)
    const bytes = source.bytes(start, length)
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    scope.budget.steps(length >> 6)
    for (const secret of findSecrets(text)) {
      if (secret.at >= windowBytes || ++found > findingsAtMost) continue
      report(secret, text, where, start + secret.at, scope)
    }
  }
}
