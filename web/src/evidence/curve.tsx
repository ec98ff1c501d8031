import { curveDomains, describeCurve, runsOf } from '../model/curve.ts'
import { number } from '../model/format.ts'
import { scaleTo, ticksOf } from '../model/scale.ts'
import { useWidth } from '../view/use-width.ts'
import { CurveLegend, CurvePointMark, seriesClass } from './curve-marks.tsx'
import { DataTable } from './data-table.tsx'
import type { EvidenceOf } from './any-evidence.ts'
import { FigureFrame } from './figure-frame.tsx'

type CurveEvidence = EvidenceOf<'curve'>

const frame = { left: 52, right: 12, top: 10, bottom: 40 }

/** Lines with intervals, over the diagonal where a perfect answer would lie. */
export function Curve({ evidence }: { readonly evidence: CurveEvidence }) {
  const rows = evidence.series.flatMap(({ name, points }) =>
    points.map((point) => [name, point.x, point.y, point.low ?? null, point.high ?? null, point.n ?? null]),
  )
  const table = () => (
    <DataTable
      caption={evidence.title}
      columns={['series', evidence.x, evidence.y, 'low', 'high', 'rows']}
      rows={rows}
    />
  )
  return (
    <FigureFrame title={evidence.title} note={<CurveLegend evidence={evidence} />} table={table}>
      <Drawing evidence={evidence} />
    </FigureFrame>
  )
}

function Drawing({ evidence }: { readonly evidence: CurveEvidence }) {
  const [ref, available] = useWidth<HTMLDivElement>(560)
  const width = Math.min(available, 620)
  const height = Math.round(Math.min(340, Math.max(240, width * 0.62)))
  const domains = curveDomains(evidence)
  const x = scaleTo(domains.x, frame.left, width - frame.right)
  const y = scaleTo(domains.y, height - frame.bottom, frame.top)
  const low = Math.max(domains.x.low, domains.y.low)
  const high = Math.min(domains.x.high, domains.y.high)
  return (
    <div ref={ref} className="drawing">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={describeCurve(evidence)}
      >
        {ticksOf(domains.y, 5).map((tick) => (
          <g key={tick}>
            <line x1={frame.left} x2={width - frame.right} y1={y(tick)} y2={y(tick)} className="grid" />
            <text x={frame.left - 6} y={y(tick) + 4} textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {ticksOf(domains.x, width / 90).map((tick) => (
          <text key={tick} x={x(tick)} y={height - frame.bottom + 16} textAnchor="middle">
            {number(tick)}
          </text>
        ))}
        <line
          x1={frame.left}
          x2={width - frame.right}
          y1={height - frame.bottom}
          y2={height - frame.bottom}
          className="axis"
        />
        <text x={(frame.left + width) / 2} y={height - 6} textAnchor="middle" className="axis-title">
          {evidence.x}
        </text>
        <text
          x={-(height - frame.bottom) / 2}
          y={12}
          transform="rotate(-90)"
          textAnchor="middle"
          className="axis-title"
        >
          {evidence.y}
        </text>
        {evidence.diagonal === true && <line x1={x(low)} y1={y(low)} x2={x(high)} y2={y(high)} className="diagonal" />}
        {evidence.series.map(({ name, points }, position) => (
          <g key={position} className={seriesClass(position)}>
            {runsOf(points).map((run, part) => (
              <polyline
                key={part}
                points={run.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}
                className="series-line"
              />
            ))}
            {runsOf(points)
              .flat()
              .map((point, part) => (
                <CurvePointMark key={part} point={point} name={name} x={x} y={y} position={position} />
              ))}
          </g>
        ))}
      </svg>
    </div>
  )
}
