import { useId } from 'react'
import type { Finding } from '../../../src/core/report.ts'
import { plural } from '../model/format.ts'
import { headingOf } from '../model/heading.ts'
import { estimateText } from '../model/interval-plot.ts'
import { formatHash, startState, toggled } from '../model/page-state.ts'
import type { FindingEntry } from '../model/report-index.ts'
import { CopyButton } from './copyable.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { IntervalPlot } from './interval-plot.tsx'
import { Name, Sentence } from './name.tsx'
import { usePage } from './page-context.ts'
import { addressWith } from './use-page-state.ts'

/** What was seen and how sure it is; the numbers and the evidence unfold. */
export function KeyFinding({ entry }: { readonly entry: FindingEntry }) {
  const { state, update, printing } = usePage()
  const id = useId()
  const { finding, key } = entry
  const open = printing || state.top.includes(key)
  const toggle = () => update((now) => ({ ...now, top: toggled(now.top, key) }))
  return (
    <li className="key-finding" data-card={key} tabIndex={-1}>
      <div className="key-finding-text">
        <h4>
          <Sentence text={headingOf(finding)} />
        </h4>
        <p className="key-finding-line">
          {finding.subject !== null && <Name text={finding.subject} className="muted" />}
          <button type="button" className="link expander" aria-expanded={open} aria-controls={id} onClick={toggle}>
            {finding.evidence.length === 0 ? 'Details' : `Details and ${plural(finding.evidence.length, 'exhibit')}`}
          </button>
          <CopyButton
            text={() => addressWith(formatHash({ ...startState, top: [key] }))}
            label="Copy link to this finding"
          >
            Copy link
          </CopyButton>
        </p>
      </div>
      {finding.estimate !== null && <Numbers finding={finding} />}
      <div id={id} className="key-finding-more">
        {open && <FindingDetail entry={entry} />}
      </div>
    </li>
  )
}

function Numbers({ finding }: { readonly finding: Finding }) {
  return (
    <div className="key-finding-numbers">
      <IntervalPlot finding={finding} labelled />
      <p>
        <strong>{estimateText(finding)}</strong>
        <small>
          {[
            finding.quantity,
            finding.limits === null && 'no limit',
            finding.impact !== null && `costs the model ${estimateText(finding.impact)}`,
          ]
            .filter((part) => typeof part === 'string')
            .join('; ')}
        </small>
      </p>
    </div>
  )
}
