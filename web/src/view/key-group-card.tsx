import { useId, useState } from 'react'
import type { KeyGroup } from '../model/key-findings.ts'
import { CheckAbout } from './check-about.tsx'
import { KeyFinding } from './key-finding.tsx'
import { LongList } from './long-list.tsx'
import { usePage } from './page-context.ts'
import { StatusMark } from './status-mark.tsx'

/** What one check found, what to do about it and why it matters, at a glance. */
export function KeyGroupCard({ group: { findings } }: { readonly group: KeyGroup }) {
  const { state, printing } = usePage()
  const id = useId()
  const [asked, setAsked] = useState(false)
  const open = printing || asked
  const { check, finding, status, blocks } = findings[0]
  return (
    <li className={`card is-${status}`}>
      <p className="card-tags">
        <StatusMark status={status} />
        <span className="tag">{finding.severity}</span>
        {blocks !== null && <span className="tag is-strong">blocks the gate</span>}
        {!finding.gating && <span className="tag">informs only</span>}
        <code className="card-check">{check.id}</code>
      </p>
      <h3>Requirement: {check.title}</h3>
      <ul className="card-findings">
        <LongList
          items={findings}
          first={5}
          noun="findings of this check"
          always={(entry) => state.top.includes(entry.key)}
        >
          {(entry) => <KeyFinding key={entry.key} entry={entry} />}
        </LongList>
      </ul>
      <dl className="advice">
        {check.remediation.length > 0 && (
          <div>
            <dt>What to do</dt>
            <dd>{check.remediation[0]}</dd>
          </div>
        )}
        {check.protectsAgainst !== '' && (
          <div>
            <dt>Why it matters</dt>
            <dd>{check.protectsAgainst}</dd>
          </div>
        )}
      </dl>
      <button
        type="button"
        className="link expander about-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setAsked(!asked)}
      >
        All steps, parameters and sources
      </button>
      <div id={id}>{open && <CheckAbout check={check} withWhy={false} />}</div>
    </li>
  )
}
