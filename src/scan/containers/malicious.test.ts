import fc from 'fast-check'
import { expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/containers.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { containerReaders as readers } from './fixtures/readers.ts'

test.each(samples)('$name', async ({ name, rule, bytes }) => {
  const scan = await scanBytes(await bytes(), { name, readers })
  const found = scan.findings.filter((finding) => finding.rule === rule && atLeast(finding.level, 'medium'))
  expect(found.length, JSON.stringify([scan.findings, scan.gaps], undefined, 1)).toBeGreaterThan(0)
  expect(scan.gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
})

test('no name stands twice', () => {
  expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
})

const small = samples.filter(({ name }) => !name.includes('bomb'))

test('cut or with a bit flipped, none is a crash, and no byte is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...small), fc.nat(), fc.boolean(), async ({ bytes, name }, at, isCut) => {
      const whole = Uint8Array.from(await bytes())
      const spoilt = isCut ? whole.subarray(0, at % whole.length) : whole
      if (!isCut) spoilt[at % whole.length]! ^= 1 << (at & 7)
      const { gaps, coverage } = await scanBytes(spoilt, { name, readers })
      expect(gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
      expect(coverage.parsed + coverage.data + coverage.member + coverage.opaque).toBe(spoilt.length)
      if (coverage.opaque > 0) expect(gaps.length).toBeGreaterThan(0)
    }),
    { numRuns: 1000 },
  )
})

test('random bytes behind the magic of a container never fail', async () => {
  const heads = ['PK\x03\x04', 'PK\x05\x06', '7z\xbc\xaf\x27\x1c', 'MSCF\0\0\0\0'].map((head) =>
    Buffer.from(head, 'latin1'),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), async (head, rest) => {
      const { gaps } = await scanBytes(Buffer.concat([head, rest]), { readers })
      expect(gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
    }),
    { numRuns: 500 },
  )
})
