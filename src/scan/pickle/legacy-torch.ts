import type { Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import { layouts, opcode } from './opcodes.ts'
import { decodeText } from './decode-text.ts'
import { longestText } from './literal-text.ts'
import type { TorchStorage } from './torch-storages.ts'

/** LONG1 with ten bytes: 0x1950a86a20f9469cfc6c (torch.serialization.MAGIC_NUMBER). */
const magic = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]
const headBytes = 2 + 9 + magic.length

/** Whether a file begins as `torch.save` wrote it before 1.6: a pickle of the magic number. */
export function hasLegacyTorchMagic(source: ByteSource, start: number): boolean {
  const head = source.bytes(start, headBytes)
  if (head[0] !== opcode.PROTO) return false
  const at = head[2] === opcode.FRAME ? 2 + 9 : 2
  return magic.every((byte, index) => head[at + index] === byte)
}

/**
 * The storages behind the pickles: for each key of the last pickle, the number of items as eight bytes, then the items
 * (torch.serialization._legacy_load). Accounts for them and returns where they end.
 */
export function legacyTorchStorages(
  source: ByteSource,
  scope: Scope,
  keysStart: number,
  start: number,
  storages: ReadonlyMap<string, TorchStorage>,
): number {
  let at = start
  for (const key of textsOf(source, keysStart, start)) {
    const storage = storages.get(key)
    if (storage === undefined) {
      scope.gap('unsupported', `nothing is known of storage ${key}`, at, 0)
      return at
    }
    const numel = littleEndian(source.bytes(at, 8))
    const length = storage.numel * storage.itemBytes
    if (numel !== storage.numel || length > source.size - at - 8) {
      const there = Math.max(0, source.size - at - 8)
      const detail = `storage ${key} has ${storage.numel} items in the pickle, ${numel} before its bytes, and ${there} bytes follow`
      scope.find('pickle-code/storage-mismatch', { subject: `storage ${key}`, detail, offset: at })
      return at
    }
    scope.account('parsed', at, 8)
    scope.account('data', at + 8, length)
    at += 8 + length
    scope.budget.steps(1)
  }
  return at
}

/** The texts of a pickle of a list of texts. */
function* textsOf(source: ByteSource, start: number, end: number): Generator<string> {
  for (let at = start; at < end;) {
    const code = source.bytes(at, 1)[0]!
    const layout = layouts[code]
    at += 1
    if (layout?.kind === 'fixed') at += layout.bytes
    else if (layout?.kind === 'counted') {
      const length = littleEndian(source.bytes(at, layout.lengthBytes))
      at += layout.lengthBytes + length
      if (textOpcodes.has(code))
        yield decodeText(source.bytes(at - length, Math.min(length, longestText)), 'utf8') ?? ''
    } else if (layout?.kind !== 'none') return
  }
}

const textOpcodes: ReadonlySet<number> = new Set([
  opcode.BINUNICODE,
  opcode.SHORT_BINUNICODE,
  opcode.BINSTRING,
  opcode.SHORT_BINSTRING,
])

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0)
}
