import { z } from 'zod'

/** A signature file: a Sigstore bundle that holds a DSSE envelope (OpenSSF Model Signing 1.0). What we need of it. */
export const bundleSchema = z.object({
  mediaType: z.string().startsWith('application/vnd.dev.sigstore.bundle'),
  verificationMaterial: z.object({
    publicKey: z.object({ hint: z.string().optional() }).optional(),
    x509CertificateChain: z
      .object({
        certificates: z
          .array(z.object({ rawBytes: z.base64() }))
          .min(1)
          .max(16),
      })
      .optional(),
    certificate: z.object({ rawBytes: z.base64() }).optional(),
    tlogEntries: z.array(z.unknown()).optional(),
  }),
  dsseEnvelope: z.object({
    payload: z.base64(),
    payloadType: z.string(),
    signatures: z
      .array(z.object({ sig: z.base64() }))
      .min(1)
      .max(16),
  }),
})

export type Bundle = z.infer<typeof bundleSchema>

/** What was signed: an in-toto statement with the digest of every file. */
export const statementSchema = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })).length(1),
  predicateType: z.literal('https://model_signing/signature/v1.0'),
  predicate: z.object({
    serialization: z.object({
      method: z.string(),
      ignore_paths: z.array(z.string()).default([]),
      shard_size: z.number().optional(),
    }),
    resources: z.array(z.object({ name: z.string(), algorithm: z.string(), digest: z.string() })),
  }),
})

export type Statement = z.infer<typeof statementSchema>

/** The statement in an envelope. Throws when there is none, or when its own digest does not fit its list. */
export function statementIn(bundle: Bundle): Statement {
  const { payload, payloadType } = bundle.dsseEnvelope
  if (payloadType !== 'application/vnd.in-toto+json') throw new Error(`it signs "${payloadType}", not a statement`)
  return statementSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')))
}
