import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checks } from '../src/checks/registry.generated.ts'
import { cleanKinds, cleanSubject } from './clean.ts'
import { flaws } from './flaws.ts'
import { recordOf } from './record.ts'
import { runInMemory } from './run-in-memory.ts'
import type { Flaw } from './subject.ts'

/** Rows a side at which the rest is caught in nine of ten runs; a slice of 3 % needs more. */
const size = 3000
const sizes = new Map([['weak-slice', 10_000]])

const isMadeFor = ({ expectedChecks }: Flaw) => expectedChecks.some((id) => id in checks)
const caught = flaws.filter(isMadeFor)

test('every file of zoo/flaws is in the list, under its own name', () => {
  const files = globSync('flaws/*.ts', { cwd: import.meta.dirname }).map((file) => file.slice('flaws/'.length, -3))
  expect(flaws.map(({ name }) => name)).toEqual(files.toSorted())
})

describe('a planted flaw is found by a check that is made for it', () => {
  // A check that finds nine of ten may miss one seed; it would have to miss both.
  test.each(caught)('$name', async (flaw) => {
    const found = (await findsIn(flaw, 1)) || (await findsIn(flaw, 2))
    expect(found, `none of ${flaw.expectedChecks.join(', ')} fails: ${flaw.plants}`).toBe(true)
  })
})

test.each(flaws.filter(({ quietChecks }) => quietChecks !== undefined))('$name lies on a limit', async (flaw) => {
  const record = recordOf(await runInMemory(flaw.make(1, size, 1), 1))
  for (const id of flaw.quietChecks!) expect(record.checks[id], id).toMatch(/^(pass|warn|inconclusive)$/)
})

test.each(flaws)('$name at strength 0 is no flaw', async (flaw) => {
  const { findings } = await runInMemory(flaw.make(3, 300, 0), 3)
  expect(findings.filter(({ verdict }) => verdict === 'fail').map(({ reason }) => reason)).toEqual([])
})

test.each(cleanKinds.filter(({ extra }) => extra === 0))('nothing fails on $name', async (kind) => {
  const outcome = await runInMemory(cleanSubject(4, size, kind), 4)
  expect(recordOf(outcome).fails).toEqual([])
  expect(outcome.gate.reasons).toEqual([])
  expect(outcome.findings.filter((finding) => finding.outcome === 'errored')).toEqual([])
})

async function findsIn(flaw: Flaw, seed: number): Promise<boolean> {
  const record = recordOf(await runInMemory(flaw.make(seed, sizes.get(flaw.name) ?? size, 1), seed))
  return flaw.expectedChecks.some((id) => record.checks[id] === 'fail')
}
