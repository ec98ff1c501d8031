import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/templates.ts'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { wellKnown } from '../templates/fixtures/well-known.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { jinjaReader } from './jinja-template.ts'

const readers = [jinjaReader]
const options = { readers, name: 'chat_template.jinja' }

describe('a file with a chat template', () => {
  test('is clean, and tells which template it is', async () => {
    const scan = await scanBytes(Buffer.from(wellKnown['qwen-3']!), options)
    expectClean(scan)
    expect(scan.facts).toMatchObject([{ kind: 'template', name: 'default', sha256: expect.any(String) }])
    const other = await scanBytes(Buffer.from('{{ messages }}'), { readers, name: 'tool_use.jinja' })
    expect(other.facts).toMatchObject([{ name: 'tool_use' }])
  })

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    expect(rulesOf(await scanBytes(await sample.bytes(), { readers, name }))).toContain(sample.rule)
  })

  test('beyond all measure is a gap', async () => {
    const scan = await scanBytes(new Uint8Array(2 ** 21).fill(0x20), options)
    expect(scan.gaps).toMatchObject([{ reason: 'limit' }])
  })

  test('survives damage', () => expectSturdy(Buffer.from(wellKnown.mistral!), options, 4))
})
