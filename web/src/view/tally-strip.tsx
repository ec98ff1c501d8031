import { count } from '../model/format.ts'
import { statuses, statusWords } from '../model/status.ts'
import type { Status, Tally } from '../model/status.ts'
import { narrowedTo } from '../model/page-state.ts'
import { StatusIcon } from './status-mark.tsx'
import { usePage } from './page-context.ts'
import { moveTo } from './use-reveal.ts'

/** How many findings of each status; each leads to the list of them. */
export function TallyStrip({ tally }: { readonly tally: Tally }) {
  const { index, update } = usePage()
  const { planned, judged, skipped, errored } = index.report.counts.checks
  const show = (status: Status) => {
    update((state) => narrowedTo(state, { query: '', show: [status] }))
    const target = document.getElementById('findings')
    if (target !== null) moveTo(target)
  }
  return (
    <div className="tally">
      <ul aria-label="Findings by status">
        {statuses.map((status) => (
          <li key={status} className={`is-${status}`}>
            <button type="button" disabled={tally[status] === 0} onClick={() => show(status)}>
              <strong>{count(tally[status])}</strong>
              <span>
                <StatusIcon status={status} />
                {statusWords[status]}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="muted">
        Findings of {count(planned)} planned checks: {count(judged)} judged, {count(errored)} could not run,{' '}
        {count(skipped)} skipped.
      </p>
    </div>
  )
}

/** The counts of a group in words, worst first, leaving out what does not occur. */
export function TallyLine({ tally }: { readonly tally: Tally }) {
  return (
    <span className="tally-line">
      {statuses
        .filter((status) => tally[status] > 0)
        .map((status) => (
          <span key={status} className={`is-${status}`} title={statusWords[status]}>
            <StatusIcon status={status} />
            {count(tally[status])}
            <span className="visually-hidden"> {statusWords[status]}, </span>
          </span>
        ))}
    </span>
  )
}
