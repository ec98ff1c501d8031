import type { FindingEntry } from './report-index.ts'

/** Findings of one check that weigh the same, so that what to do about them is told once. */
export interface KeyGroup {
  readonly key: string
  /** Worst first; at least one. */
  readonly findings: readonly [FindingEntry, ...FindingEntry[]]
}

/** Fails and warnings: what a reader should see first. */
export function isKeyFinding({ status }: FindingEntry): boolean {
  return status === 'fail' || status === 'warn'
}

/** The key findings by check and weight, in the order of the worst of each; `findings` come worst first. */
export function keyGroups(findings: readonly FindingEntry[]): readonly KeyGroup[] {
  const groups = Map.groupBy(findings.filter(isKeyFinding), ({ finding, status, blocks }) =>
    [status, finding.severity, finding.gating, blocks, finding.check].join(' '),
  )
  return [...groups].map(([key, [first, ...rest]]) => ({ key, findings: [first!, ...rest] }))
}
