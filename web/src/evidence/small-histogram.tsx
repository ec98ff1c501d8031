import { binShares, describeBins, hasReference } from '../model/bins.ts'
import type { Bins } from '../model/bins.ts'

const width = 120
const height = 32

/** A histogram the size of a word. */
export function SmallHistogram({ bins, name }: { readonly bins: Bins; readonly name: string }) {
  const { rows, tallest } = binShares(bins)
  const step = width / Math.max(1, rows.length)
  const top = (share: number | null) => height - 1 - ((share ?? 0) / tallest) * (height - 4)
  const outline = rows
    .map(({ reference }, bin) => `L${bin * step} ${top(reference)}L${(bin + 1) * step} ${top(reference)}`)
    .join('')
  return (
    <svg
      className="small-histogram"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`Distribution of ${name}: ${describeBins(bins)}`}
    >
      {rows.map(({ evaluation }, bin) => (
        <rect
          key={bin}
          x={bin * step + 0.5}
          y={top(evaluation)}
          width={Math.max(0.5, step - 1)}
          height={height - 1 - top(evaluation)}
          className="bar-evaluation"
        />
      ))}
      {hasReference(bins) && (
        <path d={`M0 ${height - 1}${outline}L${width} ${height - 1}`} className="outline-reference" />
      )}
    </svg>
  )
}
