import type { ScanFinding, ScanGap } from '../core/scan-report.ts'
import type { UnreadablePlace } from './files/discover.ts'
import { rules } from './rules/index.ts'

/** What is said of places that are no readable file. */
export function findingsOfPlaces(places: readonly UnreadablePlace[]): {
  readonly findings: ScanFinding[]
  readonly gaps: ScanGap[]
} {
  const nowhere = { member: [], offset: null, length: null }
  const rule = 'archive/escaping-link'
  return {
    findings: places
      .filter(({ escapes }) => escapes)
      .map(({ path, detail }) => ({
        rule,
        level: rules[rule].level,
        path,
        ...nowhere,
        subject: path,
        detail,
        call: null,
      })),
    gaps: places.map(({ path, detail }) => ({ path, ...nowhere, reason: 'unreadable', detail })),
  }
}
