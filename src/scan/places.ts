import type { ScanFinding, ScanGap } from '../core/scan-report.ts'
import type { UnreadablePlace } from './files/discover.ts'
import { fileFinding } from './file-finding.ts'

/** What is said of places that are no readable file. */
export function findingsOfPlaces(places: readonly UnreadablePlace[]): {
  readonly findings: ScanFinding[]
  readonly gaps: ScanGap[]
} {
  return {
    findings: places
      .filter(({ escapes }) => escapes)
      .map(({ path, detail }) => fileFinding('archive/escaping-link', path, path, detail)),
    gaps: places.map(({ path, detail }) => ({
      path,
      member: [],
      offset: null,
      length: null,
      reason: 'unreadable',
      detail,
    })),
  }
}
