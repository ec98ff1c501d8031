import type { FormatReader, Head } from '../scope.ts'
import { hasMagic } from './magic.ts'
import { startOfZipTail } from './zip-tail.ts'

interface ProgramKind {
  readonly what: string
  is(head: Head): boolean
}

/** Layouts: ELF gABI 4.1; PE/COFF 2; Mach-O loader.h and fat.h; WebAssembly 5.5.16; JVM 4.1; the rest by their first bytes. */
const kinds: readonly ProgramKind[] = [
  { what: 'an ELF program or library', is: isElf },
  { what: 'a Windows program or library', is: isWindowsProgram },
  { what: 'a program for several systems (APE)', is: ({ bytes }) => hasMagic(bytes, ["MZqFpD='", "jartsr='"]) },
  { what: 'a Mach-O program or library', is: isMachO },
  { what: 'a Java class', is: isJavaClass },
  { what: 'a WebAssembly module', is: ({ bytes }) => hasMagic(bytes, ['\0asm\x01\0\0\0', '\0asm\x0d\0\x01\0']) },
  { what: 'a static library', is: ({ bytes }) => hasMagic(bytes, ['!<arch>\n', '!<thin>\n']) },
  { what: 'LLVM bitcode', is: ({ bytes }) => hasMagic(bytes, ['BC\xc0\xde', '\xde\xc0\x17\x0b']) },
  { what: 'CUDA device code', is: ({ bytes }) => hasMagic(bytes, ['\x50\xed\x55\xba']) },
  { what: 'an Android program (DEX)', is: ({ bytes }) => hasMagic(bytes, ['dex\n03', 'dex\n04']) },
  { what: 'compiled Lua', is: ({ bytes }) => hasMagic(bytes, ['\x1bLua', '\x1bLJ']) },
  { what: 'compiled Python', is: isCompiledPython },
  { what: 'a Windows shortcut', is: ({ bytes }) => hasMagic(bytes, ['L\0\0\0\x01\x14\x02\0']) },
]

/**
 * Programs, by what stands at their very beginning: the same few bytes in the middle of weights are chance. A program is
 * told, not taken apart; an archive at its end (llamafile, self-extracting archives) is read like any other.
 */
export const nativeCodeReader: FormatReader = {
  format: 'native-code',
  title: 'a native program',
  recognises: (head) => kinds.some((kind) => kind.is(head)),
  read(source, scope) {
    const head = { name: scope.name, bytes: source.bytes(0, 4096), source }
    const what = kinds.find((kind) => kind.is(head))?.what ?? 'a program'
    scope.find('native-code/program', { subject: what, detail: `the content is ${what}`, offset: 0 })
    scope.account('parsed', 0, startOfZipTail(source) ?? source.size)
  },
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function isElf({ bytes }: Head): boolean {
  return hasMagic(bytes, ['\x7fELF']) && inRange(bytes[4], 1, 2) && inRange(bytes[5], 1, 2)
}

function inRange(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high
}

/** `MZ` alone is chance; it must lead to the header of a later kind of program. */
function isWindowsProgram({ bytes, source }: Head): boolean {
  if (!hasMagic(bytes, ['MZ']) || bytes.length < 0x40) return false
  const at = viewOf(bytes).getUint32(0x3c, true)
  return hasMagic(source.bytes(at, 4), ['PE\0\0', 'NE', 'LE', 'LX'])
}

/** One architecture, either byte order; or a table of up to 30, where a Java class would have its version. */
function isMachO({ bytes }: Head): boolean {
  if (bytes.length < 16) return false
  const view = viewOf(bytes)
  const magic = view.getUint32(0)
  if (magic === 0xfeedface || magic === 0xfeedfacf) return inRange(view.getUint32(12), 1, 12)
  if (magic === 0xcefaedfe || magic === 0xcffaedfe) return inRange(view.getUint32(12, true), 1, 12)
  return (magic === 0xcafebabe || magic === 0xcafebabf) && inRange(view.getUint32(4), 1, 30)
}

function isJavaClass({ bytes }: Head): boolean {
  return bytes.length >= 10 && viewOf(bytes).getUint32(0) === 0xcafebabe && inRange(viewOf(bytes).getUint16(6), 45, 99)
}

/** A version number of CPython 3, a line break, and flags of which two bits have a meaning (PEP 552). */
function isCompiledPython({ bytes }: Head): boolean {
  if (bytes.length < 17 || bytes[2] !== 0x0d || bytes[3] !== 0x0a) return false
  const view = viewOf(bytes)
  const isMarshalledCode = (bytes[16]! & 0x7f) === 0x63
  return inRange(view.getUint16(0, true), 3000, 3999) && view.getUint32(4, true) <= 3 && isMarshalledCode
}
