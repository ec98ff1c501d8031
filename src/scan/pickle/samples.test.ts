import { expect, test } from 'vitest'
import { samples as opcodeSamples } from '../../../corpus/malicious/pickle-opcodes.ts'
import { samples as streamSamples } from '../../../corpus/malicious/pickle-streams.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { builtInAllowList } from './policy/allow-list.ts'
import { pickleReader } from './reader.ts'

const allow = builtInAllowList()

test.each([...opcodeSamples, ...streamSamples])('$name: $rule', async ({ name, rule, bytes }) => {
  const { findings, gaps, format } = await scanBytes(await bytes(), { name, allow, readers: [pickleReader] })
  expect(format).toBe('pickle')
  const grave = findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)
  expect(grave).toContain(rule)
  expect(gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
})
