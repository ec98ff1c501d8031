import { factsOf } from '../model/finding-facts.ts'
import type { FindingEntry } from '../model/report-index.ts'
import { Evidence } from '../evidence/evidence.tsx'
import { Name } from './name.tsx'
import { usePage } from './page-context.ts'

/** The numbers behind a finding, and what shows it. */
export function FindingDetail({ entry }: { readonly entry: FindingEntry }) {
  const { finding } = entry
  const facts = factsOf(finding)
  return (
    <div className="finding-detail">
      {finding.outcome === 'errored' && (
        <p className="notice is-errored">This could not be finished, so nothing is known of it. It has not passed.</p>
      )}
      {finding.outcome === 'skipped' && <p className="notice is-skipped">This was not looked at. It has not passed.</p>}
      {facts.length > 0 && <Facts facts={facts} />}
      {finding.volatile && <TimingNote entry={entry} />}
      {finding.evidence.map((evidence, position) => (
        <Evidence key={position} evidence={evidence} />
      ))}
      {finding.verdict === 'fail' && <WitnessNote finding={finding} />}
    </div>
  )
}

function Facts({ facts }: { readonly facts: ReturnType<typeof factsOf> }) {
  return (
    <dl className="finding-facts">
      {facts.map(({ title, text }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <Name text={text} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A model can be asked the failing rows again, which is how a mend is shown. */
function WitnessNote({ finding }: Pick<FindingEntry, 'finding'>) {
  const { report } = usePage().index
  const hasRows = finding.evidence.some((one) => one.kind === 'examples' && one.from === 'evaluation')
  if (!hasRows || report.model === null) return null
  return (
    <p className="muted witness-note">
      To keep rows that fail as a regression test: <code>airworthy judge latest --witnesses DIR</code>
    </p>
  )
}

/** A time differs between machines and is no part of the report; the timings beside it may hold it. */
function TimingNote({ entry }: { readonly entry: FindingEntry }) {
  const { timings } = usePage()
  const { check, subject } = entry.finding
  const measured = timings?.measured.find((each) => each.check === check && each.subject === subject)
  return (
    <p className="muted">
      {measured === undefined
        ? 'A time, measured on one machine: its number is kept beside this report.'
        : `Measured on one machine: ${measured.text}`}
    </p>
  )
}
