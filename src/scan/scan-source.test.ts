import { expect, test } from 'vitest'
import { rulesOf, scanBytes } from './fixtures/scan-bytes.ts'
import { Malformed } from './limits.ts'
import type { FormatReader, Scope } from './scope.ts'
import { memorySource } from './source.ts'

const bytes = new TextEncoder().encode('HEAD-body-tail')
const readerOf = (read: (scope: Scope) => void | Promise<void>): FormatReader => ({
  format: 'head',
  title: 'a test format',
  recognises: ({ bytes: [first] }) => first === 72,
  read: (_, scope) => read(scope),
})

test('what no reader knows is a gap, never silence', async () => {
  const scan = await scanBytes(bytes, { readers: [] })
  expect(scan).toMatchObject({ format: 'unknown', coverage: { opaque: 14 }, findings: [] })
  expect(scan.gaps).toMatchObject([{ reason: 'unknown-format', offset: 0, length: 14 }])
})

test('an empty file is clean', async () => {
  expect(await scanBytes(new Uint8Array(0))).toMatchObject({ format: 'empty', gaps: [], findings: [] })
})

test('bytes that a reader leaves out are looked at as a member of their own', async () => {
  const scan = await scanBytes(bytes, { readers: [readerOf((scope) => scope.account('parsed', 0, 4))] })
  expect(scan.coverage).toEqual({ size: 14, parsed: 4, data: 0, member: 10, opaque: 0 })
  expect(scan.members).toMatchObject([{ member: ['@4'], format: 'unknown', coverage: { opaque: 10 } }])
  expect(scan.gaps).toMatchObject([{ member: ['@4'], reason: 'unknown-format' }])
})

test('zeros between members are padding', async () => {
  const padded = new Uint8Array(40)
  padded.set(bytes.subarray(0, 4))
  const scan = await scanBytes(padded, { readers: [readerOf((scope) => scope.account('parsed', 0, 4))] })
  expect(scan).toMatchObject({ coverage: { parsed: 40, opaque: 0 }, gaps: [] })
})

test('a reader that says nothing is not believed', async () => {
  const scan = await scanBytes(bytes, { readers: [readerOf(() => {})] })
  expect(scan.gaps).toMatchObject([{ reason: 'failed' }])
  expect(scan.coverage.opaque).toBe(14)
})

test('findings made before a reader fails are kept, and the failure is told', async () => {
  const reader = readerOf((scope) => {
    scope.find('archive/bomb', { subject: 'it', detail: 'seen', offset: 3 })
    throw new TypeError('oops')
  })
  const scan = await scanBytes(bytes, { readers: [reader] })
  expect(rulesOf(scan)).toEqual(['archive/bomb'])
  expect(scan.gaps).toMatchObject([{ reason: 'failed', detail: 'the reader failed: oops' }])
})

test('malformed bytes are a finding and a gap', async () => {
  const reader = readerOf(() => {
    throw new Malformed('the header ends early', 7)
  })
  const scan = await scanBytes(bytes, { readers: [reader] })
  expect(scan.findings).toMatchObject([{ rule: 'format/malformed', level: 'medium', offset: 7 }])
  expect(scan.gaps).toMatchObject([{ reason: 'malformed', offset: 7 }])
})

test('nesting, steps and members end in a gap', async () => {
  const nested: FormatReader = readerOf(async (scope) => {
    scope.account('member', 0, 14)
    await scope.child('inner', memorySource(bytes))
  })
  const deep = await scanBytes(bytes, { readers: [nested] })
  expect(rulesOf(deep)).toEqual(['archive/nested-deeply'])
  expect(deep.members).toHaveLength(8)
  expect(deep.gaps).toMatchObject([{ reason: 'limit' }])

  const many = readerOf(async (scope) => {
    scope.account('parsed', 0, 14)
    for (let i = 0; i < 20; i++) await scope.child('x', memorySource(new Uint8Array(0)))
  })
  const members = await scanBytes(bytes, { readers: [many], limits: { members: 5 } })
  expect(members.members).toHaveLength(5)
  expect(members.gaps.every(({ reason }) => reason === 'limit')).toBe(true)

  const slow = readerOf((scope) => {
    for (;;) scope.budget.steps(1000)
  })
  const steps = await scanBytes(bytes, { readers: [slow], limits: { steps: 10_000 } })
  expect(steps.gaps).toMatchObject([{ reason: 'limit', detail: 'more than 10000 steps of work' }])
})

test('findings beyond the limit are counted in a gap', async () => {
  const reader = readerOf((scope) => {
    scope.account('parsed', 0, 14)
    for (let i = 0; i < 30; i++) scope.find('archive/bomb', { subject: `${i}`, detail: 'x' })
  })
  const scan = await scanBytes(bytes, { readers: [reader], limits: { findings: 10 } })
  expect(scan.findings).toHaveLength(10)
  expect(scan.gaps).toMatchObject([{ reason: 'limit', detail: '20 more findings are not listed' }])
})

test('text of a file cannot act on a terminal', async () => {
  const reader = readerOf(async (scope) => {
    scope.account('parsed', 0, 14)
    scope.find('archive/bomb', { subject: '\u001B[2J\u202Eevil', detail: 'a\nb\u0007', call: 'x'.repeat(5000) })
    await scope.child('\u0000name', memorySource(new Uint8Array(0)))
  })
  const scan = await scanBytes(bytes, { readers: [reader] })
  expect(scan.findings[0]).toMatchObject({ subject: '\\u{1b}[2J\\u{202e}evil', detail: 'a b\\u{7}' })
  expect(scan.findings[0]!.call).toHaveLength(2001)
  expect(scan.members[0]!.member).toEqual(['\\u{0}name'])
})
