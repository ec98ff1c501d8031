import type { Report } from '../../../src/core/report.ts'
import { coverageText } from '../model/finding-facts.ts'
import { Name, Sentence } from './name.tsx'
import { usePage } from './page-context.ts'
import { SectionHeading } from './section-heading.tsx'

/** What was decided about the data and the model, and what looked odd. */
export function DataNotes() {
  const { data, model } = usePage().index.report
  return (
    <section aria-labelledby="data">
      <SectionHeading id="data" title="Data and model">
        What was taken for what, and why
      </SectionHeading>
      <div className="notes">
        <DataSet title="Evaluation data" set={data.evaluation} />
        {data.reference !== null && <DataSet title="Reference data" set={data.reference} />}
        <Notes title="Warnings" lines={data.warnings} strong />
        <Notes title="Decisions about the data" lines={data.decisions} />
        {model !== null && <Notes title={`Decisions about the model (${model.kind})`} lines={model.decisions} />}
      </div>
    </section>
  )
}

function DataSet({ title, set }: { readonly title: string; readonly set: Report['data']['evaluation'] }) {
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <Name text={set.file} /> <span className="muted">({set.format})</span>
        <br />
        {coverageText({ rows: set.used, of: set.rows })} used
      </p>
    </div>
  )
}

function Notes({
  title,
  lines,
  strong = false,
}: {
  readonly title: string
  readonly lines: readonly string[]
  readonly strong?: boolean
}) {
  if (lines.length === 0) return null
  return (
    <div className={strong ? 'is-wide notice is-warn' : 'is-wide'}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line, position) => (
          <li key={position}>
            <Sentence text={line} />
          </li>
        ))}
      </ul>
    </div>
  )
}
