import { Malformed } from '../limits.ts'
import type { FormatReader, Head, Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { hasMagic } from './magic.ts'

interface ImageKind {
  readonly endings: RegExp
  readonly magics: readonly string[]
  /** What stands behind the length of a RIFF file. */
  readonly kinds?: readonly string[]
  /** Accounts for the image and returns where it ends. */
  read(source: ByteSource, scope: Scope): number
}

const kinds: readonly ImageKind[] = [
  { endings: /\.(?:a?png)$/, magics: ['\x89PNG\r\n\x1a\n'], read: readPng },
  { endings: /\.jpe?g$/, magics: ['\xff\xd8\xff'], read: readJpeg },
  { endings: /\.gif$/, magics: ['GIF87a', 'GIF89a'], read: readGif },
  { endings: /\.(?:webp|wav|avi)$/, magics: ['RIFF'], kinds: ['WEBP', 'WAVE', 'AVI '], read: readRiff },
]

/**
 * Images (and sounds in the same containers) that lie beside a model. Nothing executes them, so they are only walked to
 * where they end: what follows is looked at on its own. Both name and content must say so, since bytes that are an image
 * may be a pickle as well, which matters under any other name.
 */
export const imageReader: FormatReader = {
  format: 'image',
  title: 'an image',
  recognises: (head) => kindOf(head) !== undefined,
  read(source, scope) {
    const head = { name: scope.name, bytes: source.bytes(0, 16), source }
    const end = kindOf(head)?.read(source, scope) ?? 0
    scope.account('data', 0, end)
  },
}

function kindOf({ name, bytes }: Head): ImageKind | undefined {
  return kinds.find(
    ({ endings, magics, kinds: inner }) =>
      endings.test(name) && hasMagic(bytes, magics) && (inner === undefined || hasMagic(bytes, inner, 8)),
  )
}

const longestText = 1 << 20

/** Chunks of length, type, content and checksum up to IEND (W3C PNG 5.3). Texts are swept. */
function readPng(source: ByteSource, scope: Scope): number {
  for (let at = 8; ;) {
    scope.budget.steps(1)
    const head = Buffer.from(source.bytes(at, 8))
    if (head.length < 8) throw new Malformed('the image has no end', at)
    const length = head.readUInt32BE(0)
    const type = head.toString('latin1', 4)
    const end = at + 12 + length
    if (end > source.size) throw new Malformed(`the part ${type} reaches past the end`, at)
    if (type === 'tEXt' || type === 'iTXt') {
      scope.text(Buffer.from(source.bytes(at + 8, Math.min(length, longestText))).toString('utf8'), type, at)
    }
    if (type === 'IEND') return end
    at = end
  }
}

const chunkBytes = 1 << 16

/** Segments up to the scan, then coded bytes in which `ff` is followed by zero or a restart (ITU-T T.81 B.1.1). */
function readJpeg(source: ByteSource, scope: Scope): number {
  let at = 2
  for (;;) {
    scope.budget.steps(1)
    const head = source.bytes(at, 4)
    const marker = head[1] ?? 0
    if (head[0] !== 0xff) throw new Malformed('a marker is missing', at)
    if (marker === 0xff) at += 1
    else if (marker === 0xd9) return at + 2
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else {
      const length = ((head[2] ?? 0) << 8) | (head[3] ?? 0)
      if (length < 2) throw new Malformed('a segment has no length', at)
      at += 2 + length
      if (marker === 0xda) at = endOfCodedBytes(source, at, scope)
    }
  }
}

function endOfCodedBytes(source: ByteSource, start: number, scope: Scope): number {
  for (let at = start; ; at += chunkBytes - 1) {
    const chunk = source.bytes(at, chunkBytes)
    if (chunk.length < 2) throw new Malformed('the image has no end', at)
    scope.budget.steps(chunk.length)
    for (let index = chunk.indexOf(0xff); index >= 0; index = chunk.indexOf(0xff, index + 1)) {
      const next = chunk[index + 1]
      if (next === undefined) break
      if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at + index
    }
    if (chunk.length < chunkBytes) throw new Malformed('the image has no end', at)
  }
}

/** Screen, then blocks of sub-blocks up to the trailer (GIF89a, appendix A). */
function readGif(source: ByteSource, scope: Scope): number {
  let at = 13 + colourTable(source.bytes(10, 1)[0])
  for (;;) {
    scope.budget.steps(1)
    const kind = source.bytes(at, 10)
    if (kind[0] === 0x3b) return at + 1
    if (kind[0] === 0x21) at = endOfSubBlocks(source, at + 2, scope)
    else if (kind[0] === 0x2c) at = endOfSubBlocks(source, at + 11 + colourTable(kind[9]), scope)
    else throw new Malformed('a block has an unknown kind', at)
  }
}

function colourTable(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

function endOfSubBlocks(source: ByteSource, start: number, scope: Scope): number {
  for (let at = start; ;) {
    scope.budget.steps(1)
    const length = source.bytes(at, 1)[0]
    if (length === undefined) throw new Malformed('the image has no end', at)
    at += 1 + length
    if (length === 0) return at
  }
}

function readRiff(source: ByteSource): number {
  const length = Buffer.from(source.bytes(4, 4)).readUInt32LE(0)
  const end = 8 + length + (length % 2)
  if (8 + length > source.size) throw new Malformed('the content is cut off', 4)
  return Math.min(end, source.size)
}
