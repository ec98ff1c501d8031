import { createPublicKey, X509Certificate } from 'node:crypto'
import type { TrustedKeys } from './verify-envelope.ts'

/** The public keys and certificates of a PEM file. Throws when it holds neither, or one that cannot be read. */
export function readTrustedKeys(pem: string): TrustedKeys {
  const blocks = pem.split(/(?=-----BEGIN )/).filter((block) => block.startsWith('-----BEGIN '))
  const keys = blocks.filter((block) => block.startsWith('-----BEGIN PUBLIC KEY-----'))
  const roots = blocks.filter((block) => block.startsWith('-----BEGIN CERTIFICATE-----'))
  for (const key of keys) createPublicKey(key)
  for (const root of roots) new X509Certificate(root)
  if (keys.length + roots.length === 0) throw new Error('it holds no public key and no certificate in PEM')
  return { keys, roots }
}
