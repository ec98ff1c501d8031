import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/secrets.ts'
import { findSecrets } from './find-secrets.ts'
import { keyShapes } from './key-shapes.ts'

const kinds = (text: string): string[] => findSecrets(text).map(({ kind }) => kind)
const body = 'q7Lm2Zx9Kc4Vb8Nw3Rt6Yp1Hs5Jd0FgQeUiOaSdGhJkLzXcVbNmWrTyPqMnBvCxZ'

describe('credentials', () => {
  test.each(keyShapes.map((shape) => [shape.prefix, shape] as const))('%s… is found between quotes', (_, shape) => {
    const { prefix, least, alphabet, holds = '' } = shape
    const filled =
      alphabet === 'upper'
        ? 'Q7LM2ZX5KC4VB6NW'
        : alphabet === 'hexadecimal'
          ? '9f3a7c1e5b8d2046e9c7a1f3b5d80264f1a9c3e7b5d20846a0c2e4f6b8d19375'
          : `${holds}${body}${body}`
    expect(kinds(`key = "${prefix}${filled.slice(0, least)}"`)).toContain(shape.kind)
    expect(kinds(`${body}${prefix}${filled.slice(0, least)}`)).toEqual([])
  })

  test('a private key is found, plain or in JSON, but not its mere title', () => {
    const lines = [body.slice(0, 64), body.slice(2, 66), body.slice(1, 65)]
    expect(kinds(`-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----`)).toEqual([
      'private key',
    ])
    expect(kinds(`{"private_key": "-----BEGIN PRIVATE KEY-----\\n${lines.join('\\n')}\\n-----END`)).toEqual([
      'private key',
    ])
    expect(kinds('put it between -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY-----')).toEqual([])
  })

  test('a password in an address is found, a placeholder is not', () => {
    expect(kinds('postgres://svc:Tr0ub4dor@db.corp.net/models')).toEqual(['password in an address'])
    expect(kinds('https://user:password@db.corp.net https://u:$TOKEN@db.corp.net https://a:b@localhost/x')).toEqual([])
    expect(kinds('see https://host.net/a:b@c and ssh://git@code.net:22/x')).toEqual([])
  })

  test('placeholders, hashes, words and base64 are none', () => {
    expect(
      kinds('AKIAIOSFODNN7EXAMPLE hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ghp_yourtokenyourtokenyourtokenyourtoken'),
    ).toEqual([])
    expect(kinds('sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08')).toEqual([])
    expect(kinds('task-sk-learn-pipeline-with-a-long-name-of-many-words-and-more-words-behind-it')).toEqual([])
    expect(kinds(`"hf_hub_download", "npm_config_registry", "api_org_name", "sk-"`)).toEqual([])
  })

  test('bytes written as base64 hold none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 50, maxLength: 2000 }), (bytes) => {
        expect(findSecrets(Buffer.from(bytes).toString('base64'))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('beginnings without end take no more than linear time', () => {
    for (const piece of ['sk-', 'eyJ', '://', '-----BEGIN ', 'hf_', 'a:b@', '-----BEGIN PRIVATE KEY-----']) {
      findSecrets(piece.repeat(Math.ceil(1_000_000 / piece.length)))
    }
  }, 60_000)

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (_, sample) => {
    expect(findSecrets(Buffer.from(await sample.bytes()).toString('latin1')).length).toBeGreaterThan(0)
  })
})
