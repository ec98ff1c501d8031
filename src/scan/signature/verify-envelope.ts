import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto'
import type { Bundle } from './bundle.ts'

/** What a user trusts: public keys and root certificates, in PEM. */
export interface TrustedKeys {
  readonly keys: readonly string[]
  readonly roots: readonly string[]
}

/** `valid` by whom, `invalid` and why, or `unverified`: nothing given could decide. */
export type EnvelopeVerdict =
  | { readonly state: 'valid'; readonly by: string }
  | { readonly state: 'invalid' | 'unverified'; readonly why: string }

/** Verifies the signature over the payload with the keys or certificates that the user trusts. */
export function verifyEnvelope(bundle: Bundle, trusted: TrustedKeys): EnvelopeVerdict {
  const { publicKey, x509CertificateChain, certificate } = bundle.verificationMaterial
  if (publicKey !== undefined) return verifyWithKeys(bundle, publicKey.hint, trusted.keys)
  if (x509CertificateChain !== undefined) {
    const chain = x509CertificateChain.certificates.map(({ rawBytes }) => rawBytes)
    return verifyWithChain(bundle, chain, trusted.roots)
  }
  if (certificate !== undefined) {
    return {
      state: 'unverified',
      why: 'it was signed without a key of its own (keyless), which needs the trust root of a log',
    }
  }
  return { state: 'invalid', why: 'it names neither a key nor a certificate' }
}

function verifyWithKeys(bundle: Bundle, hint: string | undefined, pems: readonly string[]): EnvelopeVerdict {
  if (pems.length === 0) return { state: 'unverified', why: 'no public key was given' }
  const keys = pems.map((pem) => createPublicKey(pem))
  const hinted = keys.filter((key) => hint === undefined || hint === '' || hintOf(key) === hint)
  if (hinted.length === 0) return { state: 'invalid', why: 'it was made with another key than those given' }
  const key = hinted.find((one) => isSignedBy(bundle, one))
  if (key === undefined) return { state: 'invalid', why: 'the signature does not fit the key' }
  return { state: 'valid', by: `the key ${hintOf(key).slice(0, 16)}…` }
}

function verifyWithChain(bundle: Bundle, chain: readonly string[], pems: readonly string[]): EnvelopeVerdict {
  if (pems.length === 0) return { state: 'unverified', why: 'no root certificate was given' }
  try {
    const [leaf, ...between] = chain.map((der) => new X509Certificate(Buffer.from(der, 'base64')))
    const roots = pems.map((pem) => new X509Certificate(pem))
    if (!maySign(leaf!)) return { state: 'invalid', why: 'its certificate is not for signatures' }
    if (!leadsToRoot(leaf!, between, roots))
      return { state: 'invalid', why: 'its certificate leads to no trusted root' }
    if (!isSignedBy(bundle, leaf!.publicKey))
      return { state: 'invalid', why: 'the signature does not fit its certificate' }
    return { state: 'valid', by: leaf!.subject.replaceAll('\n', ', ') }
  } catch (error) {
    return {
      state: 'invalid',
      why: `its certificate cannot be read (${error instanceof Error ? error.message : 'unknown'})`,
    }
  }
}

/**
 * Whether each certificate was issued by the next, up to a root, by authorities, and all were valid at one moment: the
 * time of signing is not in the bundle, so a chain that has expired since is still good.
 */
function leadsToRoot(
  leaf: X509Certificate,
  between: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): boolean {
  let [from, to] = [leaf.validFromDate.getTime(), leaf.validToDate.getTime()]
  const seen = new Set([leaf.fingerprint256])
  for (let at = leaf; ;) {
    const root = roots.find((one) => isIssued(at, one))
    if (root !== undefined)
      return Math.max(from, root.validFromDate.getTime()) <= Math.min(to, root.validToDate.getTime())
    const issuer = between.find((one) => !seen.has(one.fingerprint256) && isIssued(at, one))
    if (issuer === undefined) return false
    seen.add(issuer.fingerprint256)
    from = Math.max(from, issuer.validFromDate.getTime())
    to = Math.min(to, issuer.validToDate.getTime())
    at = issuer
  }
}

function isIssued(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

/** The bit digitalSignature of the extension keyUsage (RFC 5280 §4.2.1.3), which Node does not show. */
function maySign(certificate: X509Certificate): boolean {
  const der = certificate.raw
  const at = der.indexOf(Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x0f]))
  if (at < 0) return true
  const isCritical = der[at + 5] === 0x01
  const octets = at + 5 + (isCritical ? 3 : 0)
  return der[octets] === 0x04 && der[octets + 2] === 0x03 && ((der[octets + 5] ?? 0) & 0x80) !== 0
}

function isSignedBy({ dsseEnvelope }: Bundle, key: KeyObject): boolean {
  const message = preAuthenticationEncoding(dsseEnvelope.payloadType, Buffer.from(dsseEnvelope.payload, 'base64'))
  const hash = hashFor(key)
  if (hash === undefined) return false
  return dsseEnvelope.signatures.some(({ sig }) => verify(hash, message, key, Buffer.from(sig, 'base64')))
}

/** DSSE, protocol 1.0. */
function preAuthenticationEncoding(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload])
}

/** The hash that goes with the curve; null is for Ed25519, which has its own. */
function hashFor(key: KeyObject): string | null | undefined {
  if (key.asymmetricKeyType === 'ed25519') return null
  if (key.asymmetricKeyType === 'rsa') return 'sha256'
  const hashes: Record<string, string> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' }
  return hashes[key.asymmetricKeyDetails?.namedCurve ?? '']
}

function hintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'pem' }))
    .digest('hex')
}
