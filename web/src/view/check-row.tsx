import { useId } from 'react'
import { isCheckOpen, toggled } from '../model/page-state.ts'
import type { CheckGroup } from '../model/report-index.ts'
import { CheckAbout } from './check-about.tsx'
import { FindingRow } from './finding-row.tsx'
import { LongList } from './long-list.tsx'
import { Sentence } from './name.tsx'
import { forPaper, PassedFindings } from './passed-findings.tsx'
import { usePage } from './page-context.ts'
import { StatusMark } from './status-mark.tsx'
import { TallyLine } from './tally-strip.tsx'

/** One line for a check, which unfolds into what it is for and what it found. */
export function CheckRow({ group, level }: { readonly group: CheckGroup; readonly level: 3 | 5 }) {
  const { state, update, printing } = usePage()
  const id = useId()
  const { check, status, findings, tally } = group
  const open = printing || isCheckOpen(state, check.id)
  // What never came to a subject has nothing else to tell, so nobody has to unfold it to know why.
  const why = findings.length === 1 && findings[0]!.finding.outcome !== 'judged' ? findings[0]!.finding.reason : null
  const { lines, passed } = printing ? forPaper(findings) : { lines: findings, passed: [] }
  const Heading = `h${level}` as const
  return (
    <li className={`check is-${status}`}>
      <Heading className="check-heading">
        <button
          type="button"
          className="check-head expander"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => update((now) => ({ ...now, open: toggled(now.open, check.id) }))}
        >
          <StatusMark status={status} />
          <span className="check-title">
            {check.title} <code>{check.id}</code>
            {why !== null && (
              <small className="check-why">
                <Sentence text={why} />
              </small>
            )}
          </span>
          <TallyLine tally={tally} />
          <span className="tag">{check.severity}</span>
        </button>
      </Heading>
      <div id={id}>
        {open && (
          <div className="check-body">
            {/* On paper the key findings have told it of what failed, and what passed needs no mending. */}
            {!printing && <CheckAbout check={check} />}
            <ul className="findings" aria-label={`Findings of ${check.id}`}>
              <LongList items={lines} first={50} noun="findings" always={(entry) => state.open.includes(entry.key)}>
                {(entry) => <FindingRow key={entry.key} entry={entry} />}
              </LongList>
            </ul>
            {passed.length > 0 && <PassedFindings findings={passed} />}
          </div>
        )}
      </div>
    </li>
  )
}
