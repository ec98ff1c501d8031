import type { Finding } from '../../../src/core/report.ts'
import { quantityTitle } from '../model/finding-facts.ts'
import { number } from '../model/format.ts'
import { estimateText, intervalPlot, limitLabels, limitText } from '../model/interval-plot.ts'
import type { IntervalPlot as Plot } from '../model/interval-plot.ts'
import { scaleTo } from '../model/scale.ts'

interface Size {
  readonly width: number
  readonly height: number
  readonly middle: number
  /** Half the height of the limits. */
  readonly reach: number
}

const small: Size = { width: 128, height: 20, middle: 10, reach: 9 }
const large: Size = { width: 280, height: 44, middle: 14, reach: 13 }

/** An estimate with its interval against the limits. Its numbers stand in the text alternative. */
export function IntervalPlot({
  finding,
  labelled = false,
}: {
  readonly finding: Finding
  readonly labelled?: boolean
}) {
  const plot = intervalPlot(finding)
  if (plot === null) return null
  const size = labelled ? large : small
  const { width, height, middle } = size
  const at = scaleTo(plot.domain, 5, width - 5)
  const { limits, reference, interval } = plot
  return (
    <svg
      className={labelled ? 'interval-plot is-large' : 'interval-plot'}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={describe(finding)}
    >
      {limits !== null && <Limits limits={limits} at={at} size={size} />}
      <line x1={0} x2={width} y1={middle} y2={middle} className="axis" />
      {reference !== null && <path d={`M${at(reference)} ${middle - 5}l4 5-4 5-4-5z`} className="reference-mark" />}
      {interval !== undefined && <Whisker interval={interval} at={at} size={size} />}
      <circle cx={at(plot.estimate)} cy={middle} r={labelled ? 4.5 : 3.5} className="estimate" />
      {labelled &&
        limits !== null &&
        limitLabels(limits, at, width).map(({ text, middle: x }) => (
          <text key={text} x={x} y={height - 3} textAnchor="middle">
            {text}
          </text>
        ))}
    </svg>
  )
}

interface Placed {
  readonly at: (value: number) => number
  readonly size: Size
}

function Limits({ limits, at, size }: Placed & { readonly limits: NonNullable<Plot['limits']> }) {
  const { width, middle, reach } = size
  const [warn, fail] = [at(limits.warn), at(limits.fail)]
  const edge = limits.worse === 'higher' ? width : 0
  const span = (from: number, to: number) => ({ x: Math.min(from, to), width: Math.abs(to - from) })
  const vertical = { y: middle - reach, height: reach * 2 }
  const tick = (x: number) => ({ x1: x, x2: x, y1: middle - reach, y2: middle + reach })
  return (
    <g>
      <rect {...span(warn, fail)} {...vertical} className="zone-warn" />
      <rect {...span(fail, edge)} {...vertical} className="zone-fail" />
      {warn !== fail && <line {...tick(warn)} className="limit-warn" />}
      <line {...tick(fail)} className="limit-fail" />
    </g>
  )
}

function Whisker({ interval, at, size }: Placed & { readonly interval: NonNullable<Plot['interval']> }) {
  const { width, middle } = size
  const low = interval.low === null ? 0 : at(interval.low)
  const high = interval.high === null ? width : at(interval.high)
  return (
    <g className="whisker">
      <line x1={low} x2={high} y1={middle} y2={middle} />
      {interval.low !== null && <line x1={low} x2={low} y1={middle - 4} y2={middle + 4} />}
      {interval.high !== null && <line x1={high} x2={high} y1={middle - 4} y2={middle + 4} />}
    </g>
  )
}

function describe(finding: Finding): string {
  const parts = [`${quantityTitle(finding) ?? 'Estimate'} ${estimateText(finding)}`]
  if (finding.limits !== null) parts.push(limitText(finding.limits))
  if (finding.reference !== null) parts.push(`reference ${number(finding.reference)}`)
  return parts.join('; ')
}
