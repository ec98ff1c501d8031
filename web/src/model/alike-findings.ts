import type { FindingEntry } from './report-index.ts'

/** Findings of one check that tell nearly the same: of one feature, or of one change seen by scores and by decisions. */
export interface AlikeFindings {
  readonly worst: FindingEntry
  /** The others, worst first. */
  readonly others: readonly FindingEntry[]
  /** The feature that all are about; null where they are about several or none. */
  readonly feature: string | null
}

/** Findings of one check, worst first, with those alike behind the worst of them. None is lost. */
export function foldAlike(findings: readonly FindingEntry[]): readonly AlikeFindings[] {
  const groups = Map.groupBy(findings, ({ finding: { features, subject } }) =>
    features.length === 1 ? `feature ${features[0]}` : `subject ${subject?.replace(/: decisions$/, '')}`,
  )
  return [...groups.values()].map(([worst, ...others]) => {
    const { features } = worst!.finding
    return { worst: worst!, others, feature: features.length === 1 ? features[0]! : null }
  })
}
