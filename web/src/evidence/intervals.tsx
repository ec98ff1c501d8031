import { count, number } from '../model/format.ts'
import { intervalText } from '../model/interval-plot.ts'
import { domainOf, scaleTo, ticksOf } from '../model/scale.ts'
import { Name } from '../view/name.tsx'
import { usePage } from '../view/page-context.ts'
import type { EvidenceOf } from './any-evidence.ts'
import { FigureFrame } from './figure-frame.tsx'

type Row = EvidenceOf<'intervals'>['rows'][number]
type At = (value: number) => number

const width = 240
const height = 20

/** A forest plot: a table whose rows share one axis. */
export function Intervals({
  evidence: { title, axis, rows, line = null },
}: {
  readonly evidence: EvidenceOf<'intervals'>
}) {
  const { printing } = usePage()
  const domain = domainOf([line, ...rows.flatMap((row) => [row.estimate, row.low, row.high])], 0.06)
  const at = scaleTo(domain, 6, width - 6)
  const shown = printing ? rows : rows.slice(0, mostRows)
  return (
    <FigureFrame title={title} note={line === null ? undefined : `The line is at ${number(line)}`}>
      <div className="scroll" role="region" aria-label={title} tabIndex={0}>
        <table className="forest">
          <thead>
            <tr>
              <th scope="col">Subject</th>
              <th scope="col" className="is-number">
                Rows
              </th>
              <th scope="col">
                <Name text={axis} />
              </th>
              <th scope="col" className="is-number">
                Estimate and interval
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, position) => (
              <tr key={position}>
                <th scope="row">
                  <Name text={row.label} />
                </th>
                <td className="is-number">{count(row.n)}</td>
                <td className="forest-plot">
                  <ForestRow row={row} line={line} at={at} />
                </td>
                <td className="is-number">
                  {number(row.estimate)} {row.estimate !== null && <span className="muted">({intervalText(row)})</span>}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot aria-hidden="true">
            <tr>
              <td />
              <td />
              <td className="forest-plot">
                <Axis at={at} ticks={ticksOf(domain, 4)} />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      {shown.length < rows.length && (
        <p className="muted">and {count(rows.length - shown.length)} more in the JSON report</p>
      )}
    </FigureFrame>
  )
}

const mostRows = 60

function ForestRow({ row, line, at }: { readonly row: Row; readonly line: number | null; readonly at: At }) {
  const low = row.low === null ? 0 : at(row.low)
  const high = row.high === null ? width : at(row.high)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {line !== null && <line x1={at(line)} x2={at(line)} y1={0} y2={height} className="compare" />}
      {row.estimate !== null && (
        <g className="whisker">
          <line x1={low} x2={high} y1={height / 2} y2={height / 2} />
          {row.low !== null && <line x1={low} x2={low} y1={6} y2={height - 6} />}
          {row.high !== null && <line x1={high} x2={high} y1={6} y2={height - 6} />}
        </g>
      )}
      {row.estimate !== null && (
        <rect x={at(row.estimate) - 3.5} y={height / 2 - 3.5} width={7} height={7} className="estimate" />
      )}
    </svg>
  )
}

function Axis({ at, ticks }: { readonly at: At; readonly ticks: readonly number[] }) {
  return (
    <svg viewBox={`0 0 ${width} 18`} width={width} height={18}>
      <line x1={0} x2={width} y1={0.5} y2={0.5} className="axis" />
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={at(tick)} x2={at(tick)} y1={0} y2={4} className="axis" />
          <text x={at(tick)} y={15} textAnchor="middle">
            {number(tick)}
          </text>
        </g>
      ))}
    </svg>
  )
}
