import { useId, useMemo, useState } from 'react'
import { foldAlike } from '../model/alike-findings.ts'
import type { KeyGroup } from '../model/key-findings.ts'
import { AlikeFindings } from './alike-findings.tsx'
import { CheckAbout } from './check-about.tsx'
import { LongList } from './long-list.tsx'
import { usePage } from './page-context.ts'
import { StatusMark } from './status-mark.tsx'

/** What one check found, what to do about it and why it matters, at a glance. */
export function KeyGroupCard({ group: { findings } }: { readonly group: KeyGroup }) {
  const { state, printing } = usePage()
  const id = useId()
  const [asked, setAsked] = useState(false)
  const open = printing || asked
  const alike = useMemo(() => foldAlike(findings), [findings])
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
          items={alike}
          first={5}
          noun="kinds of findings of this check"
          always={({ worst, others }) => [worst, ...others].some(({ key }) => state.top.includes(key))}
        >
          {(each) => <AlikeFindings key={each.worst.key} alike={each} />}
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
