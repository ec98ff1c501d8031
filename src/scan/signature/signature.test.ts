import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { discover } from '../files/discover.ts'
import { checkSignatures } from './check-signatures.ts'
import { parseBundle } from './parse-bundle.ts'
import { signatureReader } from './reader.ts'
import type { TrustedKeys } from './verify-envelope.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const read = (path: string) => readFileSync(join(fixtures, path), 'utf8')
const work = mkdtempSync(join(tmpdir(), 'airworthy-signature-'))
afterAll(() => rmSync(work, { recursive: true }))
const nobody: TrustedKeys = { keys: [], roots: [] }
const curves = ['prime256v1', 'secp384r1', 'secp521r1']
const root: TrustedKeys = { keys: [], roots: [read('root.pem')] }

/** The findings of a copy of a signed folder after something was done to it. */
function check(folder: string, trusted: TrustedKeys, change: (copy: string) => void = () => {}): string[] {
  const copy = mkdtempSync(join(work, 'x-'))
  cpSync(join(fixtures, folder), copy, { recursive: true })
  change(copy)
  const { files } = discover(['.'], copy)
  const signatures = files.filter(({ path }) => path.endsWith('.sig'))
  return checkSignatures(files, signatures, trusted).map(({ rule, subject }) => `${rule} ${subject}`)
}

test.each(curves)('a folder signed by the reference implementation with a key on %s verifies', (curve) => {
  const own = { keys: [read(`${curve}.pub.pem`)], roots: [] }
  expect(check(`signed-${curve}`, own)).toEqual([])
  expect(check(`signed-${curve}`, { keys: curves.map((one) => read(`${one}.pub.pem`)), roots: [] })).toEqual([])
})

test('a folder signed with a certificate verifies up to its root, and to no other', () => {
  expect(check('signed-certificate', root)).toEqual([])
  const other = parseBundle(readFileSync(join(fixtures, 'signed-certificate/model.sig')))!
  const leaf = other.verificationMaterial.x509CertificateChain!.certificates[0]!.rawBytes
  const pem = `-----BEGIN CERTIFICATE-----\n${leaf}\n-----END CERTIFICATE-----`
  expect(check('signed-certificate', { keys: [], roots: [pem] })).toEqual(['signature/invalid signature'])
})

test('without a key nothing is claimed, but changes are seen', () => {
  expect(check('signed-prime256v1', nobody)).toEqual(['signature/unverified signature'])
  expect(check('signed-certificate', nobody)).toEqual(['signature/unverified signature'])
})

test('another key, a changed file, a missing and an added one', () => {
  const own = { keys: [read('prime256v1.pub.pem')], roots: [] }
  expect(check('signed-prime256v1', { keys: [read('secp384r1.pub.pem')], roots: [] })).toEqual([
    'signature/invalid signature',
  ])
  expect(check('signed-prime256v1', own, (copy) => writeFileSync(join(copy, 'model.txt'), 'others'))).toEqual([
    'signature/mismatch model.txt',
  ])
  expect(check('signed-prime256v1', own, (copy) => rmSync(join(copy, 'sub/config.json')))).toEqual([
    'signature/mismatch sub/config.json',
  ])
  expect(check('signed-prime256v1', own, (copy) => writeFileSync(join(copy, 'sub/evil.pkl'), ''))).toEqual([
    'signature/unsigned-file sub/evil.pkl',
  ])
  expect(check('signed-prime256v1', own, (copy) => rmSync(join(copy, 'model.sig')))).toEqual([
    'signature/missing signature',
  ])
})

test('any change of what was signed, or of the signature, is seen', () => {
  const own = { keys: [read('prime256v1.pub.pem')], roots: [] }
  const original = JSON.parse(read('signed-prime256v1/model.sig')) as { dsseEnvelope: Record<string, never> }
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, xor, inPayload) => {
      const bundle = structuredClone(original) as unknown as {
        dsseEnvelope: { payload: string; signatures: { sig: string }[] }
      }
      const text = inPayload ? bundle.dsseEnvelope.payload : bundle.dsseEnvelope.signatures[0]!.sig
      const bytes = Buffer.from(text, 'base64')
      bytes[at % bytes.length]! ^= xor
      if (inPayload) bundle.dsseEnvelope.payload = bytes.toString('base64')
      else bundle.dsseEnvelope.signatures[0]!.sig = bytes.toString('base64')
      const found = check('signed-prime256v1', own, (copy) =>
        writeFileSync(join(copy, 'model.sig'), JSON.stringify(bundle)),
      )
      expect(found.some((one) => one.startsWith('signature/invalid'))).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('the reader knows a bundle, and says when it is none', async () => {
  const bytes = readFileSync(join(fixtures, 'signed-prime256v1/model.sig'))
  const good = await scanBytes(bytes, { name: 'model.sig', readers: [signatureReader] })
  expect(good).toMatchObject({ format: 'model-signature', findings: [], gaps: [], coverage: { opaque: 0 } })
  const cut = await scanBytes(bytes.subarray(0, 500), { name: 'model.sig', readers: [signatureReader] })
  expect(rulesOf(cut)).toEqual(['signature/invalid'])
})
