import type { Input } from './input.ts'

/** What a decompressor has to say besides the bytes. */
export interface CodecReport {
  /** A checksum does not fit; the content is given all the same. */
  wrongChecksum(detail: string): void
  /** Bytes within the stream that the decompressor skips, such as a skippable frame. */
  aside(offset: number, length: number): void
}

/**
 * A decompressor. Yields chunks that are good until the next one is asked for; leaves the input behind the last byte that
 * it used. Throws `Malformed`, `Unsupported`, or `LimitReached` for a window that would take too much memory.
 */
export interface Codec {
  readonly name: string
  decompress(input: Input, report: CodecReport): Iterable<Uint8Array>
}

/** The stream uses a part of its format that is not read here. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}
