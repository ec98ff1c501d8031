import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** The beginning of a text file, decoded. */
export interface TextSample {
  readonly text: string
  /** The sample is the whole file. */
  readonly whole: boolean
  readonly encoding: TextEncodingName
  readonly byteOrderMark: boolean
}

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const sampleBytes = 256 * 1024

/** Reads and decodes the first 256 kB; `encoding` overrides what the bytes look like. */
export async function sampleText(path: string, gzipped: boolean, encoding?: string): Promise<TextSample> {
  const { bytes, whole } = await firstBytes(path, gzipped)
  const detected = detectEncoding(bytes, whole)
  const name = encoding === undefined ? detected.encoding : canonicalEncoding(encoding)
  const text = new TextDecoder(name).decode(bytes, { stream: !whole })
  return { text, whole, encoding: name, byteOrderMark: detected.byteOrderMark && name === detected.encoding }
}

/** Writes the file as plain UTF-8 into `folder` and returns the path of the copy. */
export async function transcode(
  path: string,
  gzipped: boolean,
  encoding: TextEncodingName,
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
  const steps = [createReadStream(path), ...(gzipped ? [createGunzip()] : []), decode, createWriteStream(copy)]
  await pipeline(steps, signal === undefined ? {} : { signal })
  return copy
}

/** The encodings that are read, whatever spelling was used. */
function canonicalEncoding(name: string): TextEncodingName {
  const label = new TextDecoder(name).encoding
  if (label === 'utf-8' || label === 'utf-16le' || label === 'utf-16be' || label === 'windows-1252') return label
  throw new RangeError(`the encoding ${name} is not read; use UTF-8, UTF-16 or Windows-1252 (Latin-1)`)
}

async function firstBytes(path: string, gzipped: boolean): Promise<{ bytes: Buffer; whole: boolean }> {
  if (!gzipped) {
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
  const unzipped = stream.pipe(createGunzip())
  stream.on('error', (error) => unzipped.destroy(error))
  try {
    for await (const chunk of unzipped) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length >= sampleBytes) return { bytes: Buffer.concat(chunks), whole: false }
    }
  } finally {
    stream.destroy()
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}

function detectEncoding(bytes: Buffer, whole: boolean): { encoding: TextEncodingName; byteOrderMark: boolean } {
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
