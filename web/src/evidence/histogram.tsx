import { binNames, binShares, describeBins, hasReference } from '../model/bins.ts'
import type { Bins } from '../model/bins.ts'
import { number, percent } from '../model/format.ts'
import { scaleTo, ticksOf } from '../model/scale.ts'
import { edgeTicks } from '../model/edge-ticks.ts'
import { useWidth } from '../view/use-width.ts'
import { BarTable } from './bar-table.tsx'
import { DataTable } from './data-table.tsx'
import { FigureFrame } from './figure-frame.tsx'

/** Two distributions over the same bins: numbers as bars in front of an outline, categories as paired bars. */
export function Histogram({ bins, title }: { readonly bins: Bins; readonly title: string }) {
  const compared = hasReference(bins)
  if (bins.edges === undefined) {
    return (
      <FigureFrame title={title} note={<Legend compared={compared} />}>
        <BarTable bins={bins} caption={title} />
      </FigureFrame>
    )
  }
  const names = binNames(bins)
  const table = () => (
    <DataTable
      caption={title}
      columns={['bin', ...(compared ? ['reference'] : []), 'evaluation']}
      rows={names.map((name, bin) => [
        name,
        ...(compared ? [percent(bins.reference[bin])] : []),
        percent(bins.evaluation[bin]),
      ])}
    />
  )
  return (
    <FigureFrame title={title} note={<Legend compared={compared} />} table={table}>
      <Bars bins={bins} edges={bins.edges} compared={compared} />
    </FigureFrame>
  )
}

function Legend({ compared }: { readonly compared: boolean }) {
  return (
    <span className="legend">
      <span className="swatch is-evaluation" /> evaluation
      {compared && (
        <>
          <span className="swatch is-reference" /> reference
        </>
      )}
    </span>
  )
}

const height = 190
const frame = { left: 44, right: 8, top: 8, bottom: 26 }

function Bars({
  bins,
  edges,
  compared,
}: {
  readonly bins: Bins
  readonly edges: readonly (number | null)[]
  readonly compared: boolean
}) {
  const [ref, width] = useWidth<HTMLDivElement>(600)
  const { rows, tallest } = binShares(bins)
  const left = (edge: number) => frame.left + (edge / Math.max(1, rows.length)) * (width - frame.left - frame.right)
  const y = scaleTo({ low: 0, high: tallest * 1.05 }, height - frame.bottom, frame.top)
  const base = y(0)
  const outline = rows
    .map(({ reference }, bin) => `L${left(bin)} ${y(reference ?? 0)}L${left(bin + 1)} ${y(reference ?? 0)}`)
    .join('')
  return (
    <div ref={ref} className="drawing">
      <svg viewBox={`0 0 ${width} ${height}`} height={height} role="img" aria-label={describeBins(bins)}>
        {ticksOf({ low: 0, high: tallest * 1.05 }, 4).map((tick) => (
          <g key={tick}>
            <line x1={frame.left} x2={width - frame.right} y1={y(tick)} y2={y(tick)} className="grid" />
            <text x={frame.left - 6} y={y(tick) + 4} textAnchor="end">
              {number(tick * 100)}&#8239;%
            </text>
          </g>
        ))}
        {rows.map(({ name, reference, evaluation }, bin) => (
          <g key={bin}>
            <title>{`${name}: evaluation ${percent(evaluation)}${compared ? `, reference ${percent(reference)}` : ''}`}</title>
            <rect x={left(bin)} y={frame.top} width={left(1) - left(0)} height={base - frame.top} fill="transparent" />
            <rect
              x={left(bin) + 1}
              y={y(evaluation ?? 0)}
              width={Math.max(0.5, left(1) - left(0) - 2)}
              height={base - y(evaluation ?? 0)}
              className="bar-evaluation"
            />
          </g>
        ))}
        {compared && (
          <path d={`M${left(0)} ${base}${outline}L${left(rows.length)} ${base}`} className="outline-reference" />
        )}
        <line x1={frame.left} x2={width - frame.right} y1={base} y2={base} className="axis" />
        {edgeTicks(edges, left(1) - left(0)).map(({ edge, text }) => (
          <text key={edge} x={left(edge)} y={height - 8} textAnchor="middle">
            {text}
          </text>
        ))}
      </svg>
    </div>
  )
}
