import { number } from './format.ts'

/** Labels under the edges of bins, as many as have room; the outer edges at infinity have none. */
export function edgeTicks(
  edges: readonly (number | null)[],
  binWidth: number,
): readonly { readonly edge: number; readonly text: string }[] {
  const labels = edges.map((edge) => (edge === null ? '' : number(edge)))
  const longest = Math.max(...labels.map((label) => label.length), 1)
  const step = Math.max(1, Math.ceil((longest * 7 + 8) / Math.max(1, binWidth)))
  return labels.map((text, edge) => ({ edge, text })).filter(({ edge, text }) => text !== '' && edge % step === 0)
}
