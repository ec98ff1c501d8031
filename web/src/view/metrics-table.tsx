import { aligned, signed } from '../model/format.ts'
import { metricRows, metricTitle } from '../model/metric-rows.ts'
import { Name } from './name.tsx'
import { usePage } from './page-context.ts'
import { SectionHeading } from './section-heading.tsx'

/** Every metric on both data sets, and what changed between them. */
export function MetricsTable() {
  const { report } = usePage().index
  const rows = metricRows(report.metrics)
  const compared = rows.some((row) => row.reference !== null)
  return (
    <section aria-labelledby="metrics">
      <SectionHeading id="metrics" title="Metrics">
        {compared ? 'Evaluation against reference data' : 'On the evaluation data'}
      </SectionHeading>
      {rows.length === 0 ? (
        <p className="empty">No metric could be computed: there are no labels or no predictions.</p>
      ) : (
        <div className="scroll" role="region" aria-label="Table of metrics" tabIndex={0}>
          <table className="metrics">
            <thead>
              <tr>
                <th scope="col">Metric</th>
                {compared && (
                  <th scope="col" className="is-number">
                    Reference
                  </th>
                )}
                <th scope="col" className="is-number">
                  Evaluation
                </th>
                {compared && (
                  <th scope="col" className="is-number">
                    Difference
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <th scope="row">
                    <Name text={metricTitle(row.name)} />
                  </th>
                  {compared && <td className="is-number">{aligned(row.reference)}</td>}
                  <td className="is-number">{aligned(row.evaluation)}</td>
                  {compared && <td className="is-number">{signed(row.difference)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
