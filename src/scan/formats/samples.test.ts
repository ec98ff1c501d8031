import { describe, expect, test } from 'vitest'
import { atLeast } from '../../core/scan-level.ts'
import { samples as arrays } from '../../../corpus/malicious/arrays.ts'
import { samples as boosting } from '../../../corpus/malicious/boosting.ts'
import { samples as torch } from '../../../corpus/malicious/torch.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { builtInAllowList } from '../pickle/policy/allow-list.ts'

const allow = builtInAllowList()

describe.each([
  ['arrays', arrays],
  ['boosting', boosting],
  ['torch', torch],
] as const)('malicious samples: %s', (_topic, samples) => {
  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const { findings } = await scanBytes(await sample.bytes(), { name, allow, beside: sample.beside ?? {} })
    const told = findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)
    expect(told).toContain(sample.rule)
  })

  test('have names of their own', () => {
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
  })
})
