import { Malformed } from '../../limits.ts'
import type { Hdf5File } from './file.ts'

export const messageType = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  driverInfo: 0x14,
  attributeInfo: 0x15,
} as const

export interface Message {
  readonly type: number
  /** Bit 1: the body only says where the message is kept. */
  readonly isShared: boolean
  readonly start: number
  readonly end: number
}

interface Block {
  readonly start: number
  readonly end: number
}

const blocksAtMost = 10_000

/** The messages of an object header (section IV.A), of both versions, with those of its continuation blocks. */
export function readObjectHeader(file: Hdf5File, at: number): readonly Message[] {
  if (file.window.has('OHDR', at)) return readVersion2(file, at)
  if (file.window.at(at) !== 1) throw new Malformed('no object header stands where one should', at)
  const size = file.number(at + 8, 4)
  file.parsed(at, 16)
  return readBlocks(file, { start: at + 16, end: at + 16 + size }, 1, 0)
}

function readVersion2(file: Hdf5File, at: number): readonly Message[] {
  file.expect('OHDR', at, 2)
  const flags = file.window.at(at + 5)
  let cursor = at + 6
  if ((flags & 0x20) !== 0) cursor += 16
  if ((flags & 0x10) !== 0) cursor += 4
  const width = 1 << (flags & 3)
  const size = file.number(cursor, width)
  cursor += width
  file.parsed(at, cursor - at)
  return readBlocks(file, { start: cursor, end: cursor + size }, 2, flags)
}

function readBlocks(file: Hdf5File, first: Block, version: 1 | 2, flags: number): readonly Message[] {
  const messages: Message[] = []
  const blocks = [first]
  const seen = new Set<number>()
  for (const block of blocks) {
    if (seen.has(block.start) || blocks.length > blocksAtMost) {
      throw new Malformed('continuation blocks of an object header run in a circle', block.start)
    }
    seen.add(block.start)
    if (!(block.end <= file.source.size)) throw new Malformed('an object header leads past the end', block.start)
    // Version 2 has a checksum behind the messages.
    file.parsed(block.start, block.end - block.start + (version === 2 ? 4 : 0))
    for (const message of messagesOf(file, block, version, flags)) {
      if (message.type === messageType.continuation) blocks.push(continuation(file, message, version))
      else if (message.type !== 0) messages.push(message)
    }
  }
  return messages
}

function* messagesOf(file: Hdf5File, { start, end }: Block, version: 1 | 2, flags: number): Generator<Message> {
  const prefix = version === 1 ? 8 : (flags & 4) === 0 ? 4 : 6
  let at = start
  // What is too short for a message is a gap, which the format allows.
  while (at + prefix <= end) {
    file.step()
    const type = file.number(at, version === 1 ? 2 : 1)
    const size = file.number(at + (version === 1 ? 2 : 1), 2)
    const ownFlags = file.window.at(at + (version === 1 ? 4 : 3))
    const body = at + prefix
    if (body + size > end) throw new Malformed('a message is longer than its object header', at)
    yield { type, isShared: (ownFlags & 2) !== 0, start: body, end: body + size }
    at = body + size
  }
}

function continuation(file: Hdf5File, message: Message, version: 1 | 2): Block {
  const start = file.address(message.start)
  const length = file.length(message.start + file.addressBytes)
  if (start === undefined) throw new Malformed('a continuation block has no address', message.start)
  if (version === 1) return { start, end: start + length }
  file.expect('OCHK', start)
  file.parsed(start, 4)
  return { start: start + 4, end: start + length - 4 }
}
