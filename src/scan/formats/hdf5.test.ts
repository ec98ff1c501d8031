import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/hdf5.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import type { FormatReader } from '../scope.ts'
import { harmlessFiles, hdf5File } from './fixtures/hdf5-file.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { hdf5Reader } from './hdf5.ts'

const readers = [hdf5Reader]

describe('a malicious HDF5 file', () => {
  test.each(samples)('$name', async ({ rule, bytes }) => {
    const scan = await scanBytes(await bytes(), { readers })
    expect(scan.format).toBe('hdf5')
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)).toContain(rule)
  })

  test('names what it reads from outside, as critical', async () => {
    const scan = await scanBytes(hdf5File('external-storage'), { readers })
    expect(scan.findings).toMatchObject([{ level: 'critical', subject: '/etc/hostname' }])
    expect(scan.facts).toContainEqual({ kind: 'reference', to: '/etc/hostname', why: 'HDF5 external storage' })
  })

  test('may keep a pickle in an attribute, which is scanned as one', async () => {
    const seen: string[] = []
    const pickles: FormatReader = {
      format: 'pickle',
      title: 'a pickle',
      recognises: ({ bytes }) => bytes[0] === 0x63,
      read(source, scope) {
        seen.push(new TextDecoder().decode(source.bytes(0, source.size)))
        scope.account('parsed', 0, source.size)
      },
    }
    await scanBytes(hdf5File('pickled-attribute'), { readers: [hdf5Reader, pickles] })
    expect(seen).toEqual(["cbuiltins\nprint\n(S'echo canary'\ntR."])
  })
})

describe('a harmless HDF5 file', () => {
  test.each(harmlessFiles)('%s: every byte has a use, and there is nothing to say', async (name) => {
    const scan = await scanBytes(hdf5File(name), { readers })
    expectClean(scan)
    expect(scan.coverage.parsed).toBeGreaterThan(scan.coverage.size / 2)
  })

  test('may stand behind bytes of its user, wherever its superblock says that it begins', async () => {
    expectClean(await scanBytes(Buffer.concat([new Uint8Array(1024), hdf5File('old')]), { readers }))
  })

  test('may be longer than it says: what follows is looked at on its own', async () => {
    const scan = await scanBytes(Buffer.concat([hdf5File('old'), Buffer.from('echo canary')]), { readers })
    expect(scan.coverage.member).toBe(11)
    expect(scan.gaps).toMatchObject([{ reason: 'unknown-format' }])
  })
})

test.each(['old', 'new', 'lambda-config-dense', 'virtual-dataset'])(
  'whatever the bytes of %s become, the scan ends well',
  (name) => expectSturdy(hdf5File(name), { readers }, 8),
  20_000,
)
