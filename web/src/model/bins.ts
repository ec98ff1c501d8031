import { number, percent } from './format.ts'

export interface Bins {
  readonly edges?: readonly (number | null)[] | undefined
  readonly labels?: readonly string[] | undefined
  readonly reference: readonly (number | null)[]
  readonly evaluation: readonly (number | null)[]
}

/** How each bin is called: its label, or its edges. An edge that is null lies at infinity. */
export function binNames({ edges, labels, reference, evaluation }: Bins): readonly string[] {
  const size = Math.max(reference.length, evaluation.length)
  return Array.from(
    { length: size },
    (_, bin) => labels?.[bin] ?? (edges === undefined ? `bin ${bin + 1}` : span(edges, bin)),
  )
}

/** What to draw: shares by bin, and the tallest, so that a bar can be measured against it. */
export function binShares(bins: Bins): { readonly rows: readonly BinRow[]; readonly tallest: number } {
  const rows = binNames(bins).map((name, bin) => ({
    name,
    reference: bins.reference[bin] ?? null,
    evaluation: bins.evaluation[bin] ?? null,
  }))
  const tallest = Math.max(...rows.flatMap((row) => [row.reference ?? 0, row.evaluation ?? 0]), 0)
  return { rows, tallest: tallest > 0 ? tallest : 1 }
}

export interface BinRow {
  readonly name: string
  readonly reference: number | null
  readonly evaluation: number | null
}

/** Whether there is a second data set to compare with. */
export function hasReference({ reference }: Bins): boolean {
  return reference.some((share) => share !== null)
}

/** The drawing in a sentence, for who cannot see it: where the two differ most. */
export function describeBins(bins: Bins): string {
  const { rows } = binShares(bins)
  if (rows.length === 0) return 'No values.'
  if (!hasReference(bins)) {
    const most = rows.toSorted((a, b) => (b.evaluation ?? 0) - (a.evaluation ?? 0))[0]!
    return `${rows.length} bins; the fullest is ${most.name} with ${percent(most.evaluation)}.`
  }
  const gap = (row: BinRow) => Math.abs((row.evaluation ?? 0) - (row.reference ?? 0))
  const widest = rows.toSorted((a, b) => gap(b) - gap(a))[0]!
  return (
    `${rows.length} bins; the largest difference is at ${widest.name}: ` +
    `${percent(widest.reference)} of the reference, ${percent(widest.evaluation)} of the evaluation data.`
  )
}

function span(edges: readonly (number | null)[], bin: number): string {
  const low = edges[bin] ?? null
  const high = edges[bin + 1] ?? null
  if (low === null && high === null) return 'all'
  if (low === null) return `below ${number(high)}`
  if (high === null) return `${number(low)} and more`
  return low === high ? number(low) : `${number(low)} to ${number(high)}`
}
