import { heatShade } from '../model/heat-shade.ts'
import { number } from '../model/format.ts'
import { Name } from '../view/name.tsx'
import type { EvidenceOf } from './any-evidence.ts'
import { FigureFrame } from './figure-frame.tsx'

/** A grid of values, each written and shaded: the shade helps the eye, the number tells. */
export function Heat({
  evidence: { title, rowLabels, columnLabels, values },
}: {
  readonly evidence: EvidenceOf<'heat'>
}) {
  const shade = heatShade(values)
  // Of many columns more are seen at once, and two digits are enough to compare.
  const digits = columnLabels.length > 8 ? 2 : 3
  // With two signs a table tells how much worse: more is then the colour of a flaw.
  const isDiverging = values.some((row) => row.some((value) => value !== null && value < 0))
  return (
    <FigureFrame title={title}>
      <div className="scroll" role="region" aria-label={title} tabIndex={0}>
        <table className={isDiverging ? 'heat is-diverging' : 'heat'}>
          <caption className="visually-hidden">
            <Name text={title} />
          </caption>
          <thead>
            <tr>
              <td />
              {columnLabels.map((label, position) => (
                <th key={position} scope="col">
                  <Name text={label} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {values.map((row, position) => (
              <tr key={position}>
                <th scope="row">
                  <Name text={rowLabels[position] ?? ''} />
                </th>
                {row.map((value, column) => (
                  <td
                    key={column}
                    className={value === null ? 'is-undefined' : value < 0 ? 'is-negative' : 'is-positive'}
                    style={{ '--shade': `${shade(value)}%` }}
                  >
                    {value === null ? <span className="muted">–</span> : number(value, digits)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </FigureFrame>
  )
}
