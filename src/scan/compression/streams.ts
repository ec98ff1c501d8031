import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { bzip2 } from './bzip2.ts'
import type { Codec } from './codec.ts'
import { expand } from './expand.ts'
import { gzip } from './gzip.ts'
import { inflate } from './inflate.ts'
import { Input } from './input.ts'
import { isLzmaHeader, lzmaAlone } from './lzma-alone.ts'
import { isSkippable, lz4, lz4Magics, peekU32 } from './lz4.ts'
import { xz } from './xz.ts'
import { isZfHeader, zf } from './zf.ts'
import { isZlibHeader, zlib } from './zlib.ts'
import { zstd, zstdMagic } from './zstd.ts'

/** One reader for each kind of compressed stream: what it holds is scanned as a file of its own. */
export const streamReaders: readonly FormatReader[] = [
  reader(gzip, 'gzip', 'a gzip stream', ({ bytes }) => startsWith(bytes, [0x1f, 0x8b, 8])),
  reader(xz, 'xz', 'an xz stream', ({ bytes }) => startsWith(bytes, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])),
  reader(bzip2, 'bz2', 'a bzip2 stream', ({ bytes }) => isBzip2(bytes)),
  reader(zstd, 'zstd', 'a Zstandard stream', ({ source }) => firstFrame(source) === zstdMagic),
  reader(lz4, 'lz4', 'an LZ4 stream', ({ source }) => isLz4(firstFrame(source))),
  reader(zf, 'zf', 'an old joblib stream', ({ bytes }) => isZfHeader(bytes)),
  reader(zlib, 'zlib', 'a zlib stream', isZlib),
  reader(lzmaAlone, 'lzma', 'an LZMA stream', ({ bytes }) => isLzmaHeader(bytes)),
]

function reader(codec: Codec, format: string, title: string, recognises: (head: Head) => boolean): FormatReader {
  return { format, title, recognises, read: (source, scope) => read(codec, source, scope) }
}

async function read(codec: Codec, source: ByteSource, scope: Scope): Promise<void> {
  const expansion = await expand(codec, source, scope)
  try {
    let from = 0
    for (const { offset, length } of expansion.asides) {
      scope.account('member', from, offset - from)
      from = offset + length
    }
    scope.account('member', from, expansion.taken - from)
    if (expansion.source.size > 0 || expansion.isWhole) {
      await scope.child(nameWithin(scope.spelling), expansion.source, (relative) => scope.sibling(relative))
    }
  } finally {
    expansion.close()
  }
}

const endings = ['.gz', '.gzip', '.bz2', '.xz', '.lzma', '.lz4', '.zst', '.zstd', '.z', '.zlib']
const tarEndings = ['.tgz', '.tbz', '.tbz2', '.txz', '.tlz', '.tzst']

/** The name of the content: without the ending that tells of the compression. */
export function nameWithin(name: string): string {
  const cut = name.lastIndexOf('.')
  if (cut <= 0) return name
  if (tarEndings.includes(name.slice(cut))) return `${name.slice(0, cut)}.tar`
  return endings.includes(name.slice(cut)) ? name.slice(0, cut) : name
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}

/** A level, then the magic of a block or of the end. */
function isBzip2(bytes: Uint8Array): boolean {
  const level = bytes[3] ?? 0
  const next = bytes.subarray(4)
  const isStart = startsWith(next, [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
  const isEnd = startsWith(next, [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  return startsWith(bytes, [0x42, 0x5a, 0x68]) && level >= 0x31 && level <= 0x39 && (isStart || isEnd)
}

function isLz4(magic: number | undefined): boolean {
  return magic === lz4Magics.frame || magic === lz4Magics.legacy
}

const skippedAtMost = 16

/** The magic of the first frame that is not a skippable one. */
function firstFrame(source: ByteSource): number | undefined {
  const input = new Input(source)
  for (let count = 0; count < skippedAtMost; count++) {
    const magic = peekU32(input)
    if (magic === undefined || !isSkippable(magic)) return magic
    const head = input.peek(8)
    if (head.length < 8) return undefined
    input.seek(input.position + 8 + new DataView(head.buffer, head.byteOffset, 8).getUint32(4, true))
  }
  return undefined
}

const enoughBytes = 512
const caret = 0x5e

/** Two bytes are no proof, least of all "x^": some of it must decompress. A broken stream of other levels passes too. */
function isZlib({ bytes, source }: Head): boolean {
  if (bytes[0] !== 0x78 || !isZlibHeader(0x78, bytes[1] ?? 0)) return false
  const input = new Input(source)
  input.seek(2)
  let given = 0
  try {
    for (const chunk of inflate(input)) if ((given += chunk.length) >= enoughBytes) return true
    return input.position + 4 <= source.size
  } catch {
    return bytes[1] !== caret && given > 0
  }
}
