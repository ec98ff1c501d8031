import { binShares, hasReference } from '../model/bins.ts'
import type { Bins } from '../model/bins.ts'
import { percent } from '../model/format.ts'
import { Name } from '../view/name.tsx'

/** Categories as a table with a bar for each data set: the drawing and its numbers are one. */
export function BarTable({ bins, caption }: { readonly bins: Bins; readonly caption: string }) {
  const { rows, tallest } = binShares(bins)
  const compared = hasReference(bins)
  const bar = (share: number | null, kind: 'reference' | 'evaluation') => (
    <span
      className={`hbar is-${kind}`}
      style={{ '--share': `${((share ?? 0) / tallest) * 100}%` }}
      aria-hidden="true"
    />
  )
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="bars">
        <thead>
          <tr>
            <th scope="col">Value</th>
            <td />
            <th scope="col" className="is-number">
              Evaluation
            </th>
            {compared && (
              <th scope="col" className="is-number">
                Reference
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, reference, evaluation }, position) => (
            <tr key={position}>
              <th scope="row">
                <Name text={name} />
              </th>
              <td className="bars-cell">
                {bar(evaluation, 'evaluation')}
                {compared && bar(reference, 'reference')}
              </td>
              <td className="is-number">{percent(evaluation)}</td>
              {compared && <td className="is-number">{percent(reference)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
