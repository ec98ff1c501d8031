import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { seedOf } from '../../zoo/trial.ts'
import type { PeerAnswer } from './peer-process.ts'

const path = join(import.meta.dirname, 'peers-results.json')

/** What a tool made of one draw. */
export interface PeerRecord extends PeerAnswer {
  readonly run: number
  /** Of the draw, so that no result is of another one. */
  readonly draw: string
}

const summarySchema = z.strictObject({
  tool: z.enum(['airworthy', 'deepchecks', 'evidently']),
  version: z.string(),
  /** Of our own code, which has no version between releases. */
  source: z.string().optional(),
  size: z.number(),
  runs: z.number(),
  /** Of the first and of the last run. */
  firstSeed: z.number(),
  lastSeed: z.number(),
  /** First digits of a hash over the draws: tools of the same one have seen the same rows. */
  draws: z.string(),
  /** Runs in which it happened, by the key of what counts. */
  hits: z.record(z.string(), z.number()),
  /** Runs in which the check, condition or test failed, by name, most frequent first. */
  fails: z.record(z.string(), z.number()),
  warns: z.record(z.string(), z.number()),
  notRun: z.array(z.strictObject({ name: z.string(), reason: z.string(), runs: z.number() })),
  /** Conditions or tests that came to a verdict, the median over the runs. */
  judged: z.number(),
})

/** What a tool made of all draws of a size. */
export type PeerSummary = z.infer<typeof summarySchema>
export type PeerTool = PeerSummary['tool']
export const peerTools: readonly PeerTool[] = summarySchema.shape.tool.options

/**
 * What deepchecks rightly says of this population whatever the draw: a column is constant, some tell nothing, the true
 * model is only moderately good and hardly better than a small tree.
 */
export const trueOfPopulation = ['Single Value in Column', 'ROC Report', 'Simple Model Comparison', 'Unused Features']

/** `name` is that of a condition, with its check in front. */
export function isTrueOfPopulation(name: string): boolean {
  return trueOfPopulation.some((check) => name.startsWith(`${check}: `))
}

const isFalse = (name: string) => !isTrueOfPopulation(name)

/** What counts as an alarm of each tool, by key. */
const alarms: Readonly<Record<PeerTool, Readonly<Record<string, (record: PeerAnswer) => boolean>>>> = {
  airworthy: {
    fail: ({ fails }) => fails.length > 0,
    failOrWarn: ({ fails, warns }) => fails.length + warns.length > 0,
  },
  deepchecks: {
    fail: ({ fails }) => fails.length > 0,
    falseFail: ({ fails }) => fails.some(isFalse),
    falseFailOrWarn: ({ fails, warns }) => [...fails, ...warns].some(isFalse),
  },
  evidently: {
    fail: ({ fails }) => fails.length > 0,
    columnDrift: ({ fails }) => fails.includes('ValueDrift'),
    datasetDrift: ({ fails }) => fails.includes('DriftedColumnsCount'),
  },
}

/** Counts what a tool said. */
export function summarise(
  { tool, version, source, size }: Pick<PeerSummary, 'tool' | 'version' | 'source' | 'size'>,
  records: readonly PeerRecord[],
): PeerSummary {
  const runs = records.map(({ run }) => run).toSorted((a, b) => a - b)
  const judged = records.map((record) => record.judged).toSorted((a, b) => a - b)
  const notRun = records.flatMap((record) => Object.entries(record.notRun).map((pair) => JSON.stringify(pair)))
  return {
    tool,
    version,
    ...(source === undefined ? {} : { source }),
    size,
    runs: runs.length,
    firstSeed: seedOf({ kind: 'clean', size, run: runs.at(0)! }),
    lastSeed: seedOf({ kind: 'clean', size, run: runs.at(-1)! }),
    draws: createHash('sha256').update(records.map(keyOf).toSorted().join()).digest('hex').slice(0, 10),
    hits: Object.fromEntries(
      Object.entries(alarms[tool]).map(([key, isAlarm]) => [key, records.filter(isAlarm).length]),
    ),
    fails: countOf(records.flatMap(({ fails }) => fails)),
    warns: countOf(records.flatMap(({ warns }) => warns)),
    notRun: Object.entries(countOf(notRun)).map(([pair, count]) => {
      const [name, reason] = JSON.parse(pair) as [string, string]
      return { name, reason, runs: count }
    }),
    judged: judged[Math.floor(judged.length / 2)]!,
  }
}

/** The records of the runs that every tool has done, on the same draws. */
export function sharedRuns(byTool: readonly (readonly PeerRecord[])[]): PeerRecord[][] {
  const keys = byTool.map((records) => new Set(records.map(keyOf)))
  return byTool.map((records) =>
    records.filter((record) => keys.every((held) => held.has(keyOf(record)))).toSorted((a, b) => a.run - b.run),
  )
}

/** The summaries that are committed beside this file: no page has to do without them because a cache is gone. */
export function readSummaries(): PeerSummary[] {
  return z.array(summarySchema).parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** Stores new summaries. */
export function writeSummaries(fresh: readonly PeerSummary[]): void {
  writeFileSync(path, `${JSON.stringify(mergeSummaries(readSummaries(), fresh), null, 2)}\n`)
}

/** New summaries in the place of those of the same tool and size. Throws where one that stays is of other draws. */
export function mergeSummaries(held: readonly PeerSummary[], fresh: readonly PeerSummary[]): PeerSummary[] {
  const staying = held.filter((old) => !fresh.some(({ tool, size }) => tool === old.tool && size === old.size))
  for (const { tool, size, draws } of staying) {
    if (fresh.some((one) => one.size === size && one.draws !== draws))
      throw new Error(`what is stored of ${tool} at ${size} rows is of other draws: measure it too, on as many runs`)
  }
  return [...staying, ...fresh].toSorted((a, b) => a.tool.localeCompare(b.tool) || a.size - b.size)
}

function keyOf({ run, draw }: PeerRecord): string {
  return `${run} ${draw}`
}

/** Most frequent first, then by name. */
function countOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b)))
}
