import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/hub.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { hubFiles } from './fixtures/hub-files.ts'
import { harmlessModules } from '../python/fixtures/harmless.ts'
import { hubConfigReader, jsonReader } from './json.ts'

const readers = [hubConfigReader, jsonReader]
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('JSON', () => {
  test.each(Object.entries(hubFiles))('%s is clean', async (name, value) => {
    for (const text of [JSON.stringify(value), `\uFEFF${JSON.stringify(value, null, 2)}\n`]) {
      const scan = await scanBytes(utf8(text), { readers, name })
      if (name === 'unet/config.json') expect(scan.findings).toEqual([])
      expectClean(scan)
    }
  })

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const { beside = {} } = sample
    const scan = await scanBytes(await sample.bytes(), { readers, name, beside })
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)).toContain(sample.rule)
  })

  test('that has quiet code beside it run tells of it, at a low level', async () => {
    const config = utf8(JSON.stringify({ auto_map: { AutoModel: 'modeling_small.SmallModel' } }))
    const beside = { 'modeling_small.py': utf8(harmlessModules['modeling_small.py']!) }
    const scan = await scanBytes(config, { readers, name: 'config.json', beside })
    expect(scan.findings).toMatchObject([{ rule: 'config-code/remote-code', level: 'low' }])
    expect(scan.facts).toContainEqual({ kind: 'reference', to: 'modeling_small.py', why: 'auto_map' })
  })

  test('tells its templates by name', async () => {
    const name = 'tokenizer_config.json'
    const scan = await scanBytes(utf8(JSON.stringify(hubFiles['named/tokenizer_config.json'])), { readers, name })
    expect(scan.facts.filter(({ kind }) => kind === 'template')).toMatchObject([
      { name: 'default' },
      { name: 'tool_use' },
    ])
  })

  test('that Python writes with NaN is clean; a key that stands twice is told', async () => {
    expectClean(await scanBytes(utf8('{"loss": NaN, "best": -Infinity}'), { readers, name: 'all_results.json' }))
    const scan = await scanBytes(utf8('{"loss": 1, "loss": 2}'), { readers, name: 'a.json' })
    expect(scan.findings).toMatchObject([{ rule: 'format/duplicate-key', level: 'low' }])
  })

  test('that breaks off is a text, unless libraries follow it', async () => {
    const bytes = utf8('{"a": 1,')
    expect(await scanBytes(bytes, { readers, name: 'notes.json' })).toMatchObject({
      gaps: [],
      findings: [{ rule: 'format/malformed', level: 'low' }],
    })
    expect((await scanBytes(bytes, { readers, name: 'config.json' })).gaps).toMatchObject([{ reason: 'malformed' }])
  })

  test('in lines is clean', async () => {
    expectClean(await scanBytes(utf8('{"a": 1}\n{"a": 2}\n'), { readers, name: 'rows.jsonl' }))
  })

  test('survives damage', async () => {
    const value = utf8(JSON.stringify(hubFiles['named/tokenizer_config.json']).slice(0, 6000))
    await expectSturdy(value, { readers, name: 'tokenizer_config.json' }, 4)
    await expectSturdy(utf8(JSON.stringify(hubFiles['config.json'])), { readers, name: 'config.json' }, 4)
  })
})
