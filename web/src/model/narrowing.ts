import { groupOf } from './report-index.ts'
import type { CheckGroup, FindingEntry } from './report-index.ts'
import type { Status } from './status.ts'

/** What a reader asked to see. No status chosen means all of them. */
export interface Narrowing {
  readonly query: string
  readonly show: readonly Status[]
}

export function isNarrowed({ query, show }: Narrowing): boolean {
  return termsOf(query).length > 0 || show.length > 0
}

/** True for findings that hold every word of the query somewhere in their text, and have one of the statuses. */
export function matcher({ query, show }: Narrowing): (entry: FindingEntry) => boolean {
  const terms = termsOf(query)
  return (entry) =>
    (show.length === 0 || show.includes(entry.status)) && terms.every((term) => entry.text.includes(term))
}

/** The checks that still have a finding to show, with those findings only. */
export function narrowChecks(checks: readonly CheckGroup[], narrowing: Narrowing): readonly CheckGroup[] {
  if (!isNarrowed(narrowing)) return checks
  const matches = matcher(narrowing)
  return checks
    .map((group) => groupOf(group.check, group.findings.filter(matches)))
    .filter((group) => group.findings.length > 0)
}

export function termsOf(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '')
}
