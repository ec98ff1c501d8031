import type { CurvePoint } from '../model/curve.ts'
import { number } from '../model/format.ts'
import { Name } from '../view/name.tsx'
import type { EvidenceOf } from './any-evidence.ts'

const kinds = ['a', 'b', 'c', 'd'] as const

/** Gives a series its colour and dashes. */
export function seriesClass(position: number): string {
  return `series is-${kindOf(position)}`
}

/** Which line is which. */
export function CurveLegend({ evidence }: { readonly evidence: EvidenceOf<'curve'> }) {
  return (
    <span className="legend">
      {evidence.series.map(({ name }, position) => (
        <span key={position} className="legend-item">
          <svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true" className={seriesClass(position)}>
            <line x1="0" x2="30" y1="6" y2="6" className="series-line" />
            <Marker x={15} y={6} position={position} />
          </svg>
          <Name text={name} />
        </span>
      ))}
      {evidence.diagonal === true && (
        <span className="legend-item">
          <svg width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
            <line x1="2" x2="28" y1="11" y2="1" className="diagonal" />
          </svg>
          perfect
        </span>
      )}
    </span>
  )
}

interface PointProps {
  readonly point: CurvePoint
  readonly name: string
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  readonly position: number
}

/** One point with its interval. */
export function CurvePointMark({ point, name, x, y, position }: PointProps) {
  const interval = point.low === null || point.high === null ? '' : ` (${number(point.low)} to ${number(point.high)})`
  return (
    <g>
      <title>{`${name}: ${number(point.x)} → ${number(point.y)}${interval}`}</title>
      {point.low !== null && point.high !== null && (
        <line x1={x(point.x)} x2={x(point.x)} y1={y(point.low)} y2={y(point.high)} className="series-interval" />
      )}
      <Marker x={x(point.x)} y={y(point.y)} position={position} />
    </g>
  )
}

/** Each series has a marker of its own shape. */
function Marker({ x, y, position }: { readonly x: number; readonly y: number; readonly position: number }) {
  switch (kindOf(position)) {
    case 'a':
      return <circle cx={x} cy={y} r={3.6} className="marker" />
    case 'b':
      return <rect x={x - 3.4} y={y - 3.4} width={6.8} height={6.8} className="marker" />
    case 'c':
      return <path d={`M${x} ${y - 4.4}l4.4 7.6h-8.8z`} className="marker" />
    case 'd':
      return <path d={`M${x} ${y - 4.8}l4.8 4.8-4.8 4.8-4.8-4.8z`} className="marker" />
  }
}

function kindOf(position: number): (typeof kinds)[number] {
  return kinds[position % kinds.length]!
}
