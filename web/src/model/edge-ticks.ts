import { number } from './format.ts'
import { ticksOf } from './scale.ts'

export interface EdgeTick {
  /** Where it stands, counted in bins from the first edge; between two edges where bins are equally wide. */
  readonly edge: number
  readonly text: string
}

/**
 * Labels under the edges of bins, as many as have room: round numbers where all bins are equally wide, else the edges
 * themselves. The outer edges at infinity have none.
 */
export function edgeTicks(edges: readonly (number | null)[], binWidth: number): readonly EdgeTick[] {
  const labels = edges.map((edge) => (edge === null ? '' : number(edge)))
  const longest = Math.max(...labels.map((label) => label.length), 1)
  const step = Math.max(1, Math.ceil((longest * 7 + 8) / Math.max(1, binWidth)))
  const width = widthOfAll(edges)
  if (width !== null) {
    const low = edges[0]!
    const bins = edges.length - 1
    const amount = Math.max(2, Math.floor(bins / step))
    return ticksOf({ low, high: low + bins * width }, Math.min(amount, 10)).map((tick) => ({
      edge: (tick - low) / width,
      text: number(tick),
    }))
  }
  return labels.map((text, edge) => ({ edge, text })).filter(({ edge, text }) => text !== '' && edge % step === 0)
}

/** The width of bins that are all equally wide; null where they are not. */
function widthOfAll(edges: readonly (number | null)[]): number | null {
  const [first, last] = [edges[0] ?? null, edges.at(-1) ?? null]
  if (first === null || last === null || edges.length < 3) return null
  const width = (last - first) / (edges.length - 1)
  const isEven = edges.every((edge, bin) => edge !== null && Math.abs(edge - first - bin * width) <= width * 1e-6)
  return width > 0 && isEven ? width : null
}
