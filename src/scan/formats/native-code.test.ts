import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import {
  compiledPythonStub,
  elfStub,
  fatMachOStub,
  javaClassStub,
  machOStub,
  wasmStub,
  windowsStub,
} from './fixtures/programs.ts'
import { expectSturdy } from './fixtures/sturdiness.ts'
import { nativeCodeReader } from './native-code.ts'

const readers = [nativeCodeReader]

describe('a native program', () => {
  test.each([
    ['an ELF program or library', elfStub()],
    ['a Windows program or library', windowsStub()],
    ['a program for several systems (APE)', Buffer.from("MZqFpD='\n\n\0")],
    ['a Mach-O program or library', machOStub()],
    ['a Mach-O program or library', fatMachOStub(2)],
    ['a Java class', javaClassStub()],
    ['a WebAssembly module', wasmStub()],
    ['a static library', Buffer.from('!<arch>\n')],
    ['LLVM bitcode', Buffer.from('4243c0de35', 'hex')],
    ['CUDA device code', Buffer.from('50ed55ba0100', 'hex')],
    ['an Android program (DEX)', Buffer.from('dex\n035\0')],
    ['compiled Lua', Buffer.from('\x1bLuaQ')],
    ['compiled Python', compiledPythonStub()],
    ['a Windows shortcut', Buffer.from('4c0000000114020000', 'hex')],
  ])('is known by its first bytes: %s', async (what, bytes) => {
    const { findings, gaps, coverage } = await scanBytes(bytes, { readers })
    expect(findings.map(({ rule, subject, level }) => [rule, subject, level])).toEqual([
      ['native-code/program', what, 'high'],
    ])
    expect(gaps).toEqual([])
    expect(coverage.parsed).toBe(bytes.length)
  })

  test.each([
    ['MZ without a later header', Buffer.from(`MZ${'\0'.repeat(200)}`)],
    ['MZ in the middle', Buffer.concat([Buffer.alloc(100), windowsStub()])],
    ['the magic of a fat program with a thousand parts', fatMachOStub(1000)],
    ['ELF with an impossible class', Buffer.from('\x7fELF\x09\x01\x01')],
  ])('is not seen in %s', async (_what, bytes) => {
    expect(rulesOf(await scanBytes(bytes, { readers }))).toEqual([])
  })

  test('may end in an archive, which is read on its own', async () => {
    const zip = Buffer.alloc(46 + 22)
    zip.writeUInt32LE(0x02014b50)
    zip.writeUInt32LE(0x06054b50, 46)
    zip.writeUInt32LE(46, 46 + 12)
    const { members } = await scanBytes(Buffer.concat([elfStub(), zip]), { readers })
    expect(members.map(({ member }) => member)).toEqual([['@64']])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(windowsStub(), { readers })
    await expectSturdy(machOStub(), { readers })
  })
})
