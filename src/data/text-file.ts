import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { Compression } from './data-file.ts'

/** The beginning of a text file, decoded. */
export interface TextSample {
  readonly text: string
  /** The sample is the whole file. */
  readonly whole: boolean
  /** Its name in the WHATWG standard. */
  readonly encoding: string
  /** Nothing told the encoding: the bytes are no UTF-8. */
  readonly isGuessed: boolean
  readonly byteOrderMark: boolean
}

const sampleBytes = 256 * 1024

/** Reads and decodes the first 256 kB; `encoding` overrides what the bytes look like. */
export async function sampleText(path: string, compression: Compression, encoding?: string): Promise<TextSample> {
  const { bytes, whole } = await firstBytes(path, compression)
  const detected = detectEncoding(bytes, whole)
  const name = encoding === undefined ? detected.encoding : new TextDecoder(encoding).encoding
  const text = new TextDecoder(name).decode(bytes, { stream: !whole })
  assertText(text)
  const isGuessed = encoding === undefined && name === 'windows-1252'
  return { text, whole, encoding: name, isGuessed, byteOrderMark: detected.byteOrderMark && name === detected.encoding }
}

/** Writes the file as plain UTF-8 into `folder` and returns the path of the copy. */
export async function transcode(
  path: string,
  compression: Compression,
  encoding: string,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const copy = join(folder, `${crypto.randomUUID()}.txt`)
  const decoder = new TextDecoder(encoding)
  const decode = new Transform({
    transform: (chunk: Buffer, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  })
  const unpack = unpacker(compression)
  const steps = [createReadStream(path), ...(unpack === null ? [] : [unpack]), decode, createWriteStream(copy)]
  await pipeline(steps, signal === undefined ? {} : { signal })
  return copy
}

function unpacker(compression: Compression): Transform | null {
  if (compression === 'none') return null
  return compression === 'gzip' ? createGunzip() : createZstdDecompress()
}

/** Fails for bytes that are no text in any encoding: nobody wants to see them told as names of columns. */
function assertText(text: string): void {
  const inspected = text.slice(0, 4096)
  let odd = 0
  for (const character of inspected) {
    const code = character.codePointAt(0)!
    if ((code < 32 && !(code >= 9 && code <= 13)) || code === 0xfffd) odd++
  }
  if (odd > inspected.length / 10) throw new Error('it is no text in UTF-8, UTF-16 or another encoding that is read')
}

async function firstBytes(path: string, compression: Compression): Promise<{ bytes: Buffer; whole: boolean }> {
  const unpacked = unpacker(compression)
  if (unpacked === null) {
    const file = await open(path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
      return { bytes: buffer.subarray(0, bytesRead), whole: bytesRead < sampleBytes }
    } finally {
      await file.close()
    }
  }
  const chunks: Buffer[] = []
  let length = 0
  const stream = createReadStream(path)
  stream.pipe(unpacked).on('error', () => stream.destroy())
  stream.on('error', (error) => unpacked.destroy(error))
  try {
    for await (const chunk of unpacked) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length >= sampleBytes) return { bytes: Buffer.concat(chunks), whole: false }
    }
  } finally {
    stream.destroy()
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}

function detectEncoding(bytes: Buffer, whole: boolean): { encoding: string; byteOrderMark: boolean } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', byteOrderMark: true }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', byteOrderMark: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', byteOrderMark: true }
  const zeros = [0, 0]
  const inspected = Math.min(bytes.length, 4096)
  for (let i = 0; i < inspected; i++) if (bytes[i] === 0) zeros[i & 1]!++
  // Western text in UTF-16 has a zero in every other byte.
  if (zeros[1]! > inspected / 5) return { encoding: 'utf-16le', byteOrderMark: false }
  if (zeros[0]! > inspected / 5) return { encoding: 'utf-16be', byteOrderMark: false }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole })
    return { encoding: 'utf-8', byteOrderMark: false }
  } catch {
    return { encoding: 'windows-1252', byteOrderMark: false }
  }
}
