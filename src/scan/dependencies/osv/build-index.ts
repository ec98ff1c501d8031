import { setImmediate } from 'node:timers/promises'
import type { Advisory } from './advisory.ts'
import { type AdvisoryIndex, type IndexHeader, lineOf } from './advisory-index.ts'
import { packageKey } from './ecosystem.ts'
import { readRecord } from './record.ts'
import { readRecords, type RecordSources } from './sources.ts'

export interface BuiltIndex extends AdvisoryIndex {
  readonly lines: () => readonly string[]
}

const recordsAtOnce = 1000

/** Reads every record, and sorts what they say by package. Records of other ecosystems and withdrawn ones are left out. */
export async function buildIndex(sources: RecordSources, signal?: AbortSignal): Promise<BuiltIndex> {
  const packages = new Map<string, Map<string, Advisory>>()
  let seen = 0
  let records = 0
  let newest = ''
  for (const value of readRecords(sources.files)) {
    if (++seen % recordsAtOnce === 0) {
      await setImmediate()
      signal?.throwIfAborted()
    }
    const record = readRecord(value)
    if (record === undefined || record.advisories.length === 0) continue
    records += 1
    if (record.modified > newest) newest = record.modified
    for (const { ecosystem, name, advisory } of record.advisories) {
      const key = packageKey(ecosystem, name)
      if (!/^(?:PyPI|npm)\/[\w.@/~-]+$/.test(key)) continue
      const known = packages.get(key) ?? new Map<string, Advisory>()
      known.set(advisory.id, together(known.get(advisory.id), advisory))
      packages.set(key, known)
    }
  }
  const lines = [...packages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, advisories]) =>
      lineOf(
        key,
        [...advisories.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    )
  const header: IndexHeader = {
    ...{ format: 'airworthy-osv-index', version: 1, stamp: sources.stamp },
    ...{ date: newest.slice(0, 10), records },
  }
  return { header, lines: () => lines }
}

/** A record may name a package more than once, each time with other versions. */
function together(before: Advisory | undefined, advisory: Advisory): Advisory {
  if (before === undefined) return advisory
  const versions = [...new Set([...before.versions, ...advisory.versions])]
  const ranges = [
    ...new Map([...before.ranges, ...advisory.ranges].map((range) => [JSON.stringify(range), range])).values(),
  ]
  return { ...before, level: before.level ?? advisory.level, versions, ranges }
}
