import { memo, useId } from 'react'
import { estimateText } from '../model/interval-plot.ts'
import { focusedOn, formatHash, startState, toggled } from '../model/page-state.ts'
import type { FindingEntry } from '../model/report-index.ts'
import { CopyButton } from './copyable.tsx'
import { FindingDetail } from './finding-detail.tsx'
import { IntervalPlot } from './interval-plot.tsx'
import { Name, Sentence } from './name.tsx'
import { usePage } from './page-context.ts'
import { StatusMark } from './status-mark.tsx'
import { addressWith } from './use-page-state.ts'

interface Props {
  readonly entry: FindingEntry
  /** Names the check as well, where the row does not stand under it. */
  readonly withCheck?: boolean
}

/** One line for a finding of any outcome, which unfolds into its numbers and evidence. */
export function FindingRow({ entry, withCheck = false }: Props) {
  const { state, update } = usePage()
  const open = state.open.includes(entry.key)
  return <Row entry={entry} withCheck={withCheck} open={open} update={update} />
}

const Row = memo(function Row({
  entry,
  withCheck,
  open,
  update,
}: Required<Props> & { readonly open: boolean; readonly update: ReturnType<typeof usePage>['update'] }) {
  const id = useId()
  const { finding, check, status, key } = entry
  const toggle = () => update((state) => ({ ...state, open: toggled(state.open, key) }))
  return (
    <li className={`finding is-${status}`} data-row={key} tabIndex={-1}>
      <button type="button" className="finding-head expander" aria-expanded={open} aria-controls={id} onClick={toggle}>
        <StatusMark status={status} />
        <span className="finding-text">
          <span className="finding-name">
            {finding.subject !== null && <Name text={finding.subject} className="subject" />}
            {withCheck && <code>{check.id}</code>}
            {entry.blocks !== null && <span className="tag is-strong">blocks the gate</span>}
            {finding.outcome === 'judged' && !finding.gating && <span className="tag">informs only</span>}
          </span>
          <Sentence text={finding.reason} className="reason" />
        </span>
        <span className="finding-number">
          <IntervalPlot finding={finding} />
          {finding.estimate !== null && <small>{estimateText(finding)}</small>}
        </span>
      </button>
      <div id={id}>
        {open && (
          <div className="finding-body">
            <FindingDetail entry={entry} />
            <CopyButton
              text={() => addressWith(formatHash(focusedOn(startState, check.id, key)))}
              label="Copy link to this finding"
            >
              Copy link
            </CopyButton>
          </div>
        )}
      </div>
    </li>
  )
})
