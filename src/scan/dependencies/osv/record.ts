import { z } from 'zod'
import type { ScanLevel } from '../../../core/scan-level.ts'
import type { Advisory } from './advisory.ts'
import { type Ecosystem, packageName } from './ecosystem.ts'
import type { Event } from './affected.ts'
import { baseScore, levelOfScore } from './cvss.ts'

const text = z.string()
const severity = z.array(z.looseObject({ type: text, score: text })).catch([])
const event = z.looseObject({ introduced: text.optional(), fixed: text.optional(), last_affected: text.optional() })
const specific = z
  .looseObject({
    severity: text.optional().catch(undefined),
    last_known_affected_version_range: text.optional().catch(undefined),
  })
  .catch({})

/** The parts of the OSV schema that are used; others may be there, as in versions of it to come. */
const recordSchema = z.looseObject({
  id: text,
  modified: text,
  withdrawn: text.nullish(),
  aliases: z.array(text).nullish(),
  summary: text.nullish(),
  details: text.nullish(),
  severity: severity.nullish(),
  database_specific: specific.nullish(),
  affected: z
    .array(
      z.looseObject({
        package: z.looseObject({ ecosystem: text, name: text }).nullish(),
        severity: severity.nullish(),
        versions: z.array(text).nullish(),
        ranges: z.array(z.looseObject({ type: text, events: z.array(event) })).nullish(),
        database_specific: specific.nullish(),
      }),
    )
    .nullish(),
})

export interface OsvRecord {
  readonly modified: string
  readonly advisories: readonly { readonly ecosystem: Ecosystem; readonly name: string; readonly advisory: Advisory }[]
}

/** What a record says of packages of PyPI and npm; undefined when it is no record, or was withdrawn. */
export function readRecord(value: unknown): OsvRecord | undefined {
  const parsed = recordSchema.safeParse(value)
  if (!parsed.success || (parsed.data.withdrawn ?? '') !== '') return undefined
  const { id, modified, aliases, summary, details, affected } = parsed.data
  const advisories = (affected ?? []).flatMap((one) => {
    const ecosystem = ecosystemOf(one.package?.ecosystem ?? '')
    if (ecosystem === undefined) return []
    const advisory: Advisory = {
      id,
      aliases: aliases ?? [],
      level: levelOf(
        [...(one.severity ?? []), ...(parsed.data.severity ?? [])],
        [one.database_specific?.severity, parsed.data.database_specific?.severity],
      ),
      summary: (summary ?? details ?? '').split('\n', 1)[0]!.slice(0, 200),
      versions: one.versions ?? [],
      ranges: (one.ranges ?? [])
        .filter(({ type }) => type !== 'GIT')
        .map(({ events }) => [...events.flatMap(eventsOf), ...lastKnown(one.database_specific)]),
    }
    return [{ ecosystem, name: packageName(ecosystem, one.package!.name), advisory }]
  })
  return { modified, advisories }
}

/** An ecosystem may carry a suffix after a colon. */
function ecosystemOf(name: string): Ecosystem | undefined {
  const base = name.split(':', 1)[0]!
  return base === 'PyPI' || base === 'npm' ? base : undefined
}

function eventsOf({ introduced, fixed, last_affected: last }: z.infer<typeof event>): Event[] {
  const found: Event[] = []
  if (introduced !== undefined) found.push(['introduced', introduced])
  if (fixed !== undefined) found.push(['fixed', fixed])
  if (last !== undefined) found.push(['last_affected', last])
  return found
}

/** GitHub states the end of a range that has no fix beside it: `<= 1.2.3` or `< 1.2.4`. */
function lastKnown(specifics: { last_known_affected_version_range?: string | undefined } | null | undefined): Event[] {
  const [, operator, version] = /^\s*(<=?)\s*(\S+)\s*$/.exec(specifics?.last_known_affected_version_range ?? '') ?? []
  return version === undefined ? [] : [[operator === '<' ? 'fixed' : 'last_affected', version]]
}

const words: ReadonlyMap<string, ScanLevel> = new Map([
  ['LOW', 'low'],
  ['MODERATE', 'medium'],
  ['MEDIUM', 'medium'],
  ['HIGH', 'high'],
  ['CRITICAL', 'critical'],
])

/** From a vector of CVSS 3; vectors of version 4 need tables that few carry, so the word of the publisher holds there. */
function levelOf(
  vectors: readonly { readonly score: string }[],
  stated: readonly (string | undefined)[],
): ScanLevel | null {
  for (const { score } of vectors) {
    const base = baseScore(score)
    if (base !== undefined) return levelOfScore(base)
  }
  for (const word of stated) {
    const level = words.get(word?.toUpperCase() ?? '')
    if (level !== undefined) return level
  }
  return null
}
