import { gateSummary } from '../model/gate-sentence.ts'
import type { GateSummary } from '../model/gate-sentence.ts'
import { keyOf } from '../model/report-index.ts'
import type { GateReason } from '../model/report-index.ts'
import { LongList } from './long-list.tsx'
import { Name, Sentence } from './name.tsx'
import { usePage } from './page-context.ts'
import { StatusIcon } from './status-mark.tsx'
import { useReveal } from './use-reveal.ts'

/** The result in one sentence, and what holds it up: what failed apart from what could not run. */
export function GatePanel() {
  const { report } = usePage().index
  const { tone, headline, sentence, groups } = gateSummary(report)
  return (
    <section className={`gate is-${tone}`} aria-labelledby="gate">
      <h2 id="gate" className="gate-headline">
        <StatusIcon status={tone} />
        {headline}
      </h2>
      <p className="gate-sentence" data-testid="gate-sentence">
        {sentence}
      </p>
      {groups.length > 0 && (
        <div className="gate-groups">
          {groups.map((group) => (
            <GateGroup key={group.cause} group={group} />
          ))}
        </div>
      )}
    </section>
  )
}

const icons = {
  failed: 'fail',
  'could not run': 'errored',
  'required but skipped': 'skipped',
  inconclusive: 'inconclusive',
} as const

function GateGroup({ group }: { readonly group: GateSummary['groups'][number] }) {
  return (
    <div className="gate-group">
      <h3>
        <StatusIcon status={icons[group.cause]} />
        {group.title} <span className="muted">{group.reasons.length}</span>
      </h3>
      <ul>
        <LongList items={group.reasons} first={6} noun="reasons">
          {(reason) => <Reason key={keyOf(reason.check, reason.subject)} reason={reason} />}
        </LongList>
      </ul>
    </div>
  )
}

function Reason({ reason }: { readonly reason: GateReason }) {
  const reveal = useReveal()
  const key = keyOf(reason.check, reason.subject)
  return (
    <li>
      <button type="button" className="link" onClick={() => reveal(reason.check, key)}>
        <Sentence text={reason.reason} />
      </button>{' '}
      <span className="gate-source">
        {reason.subject !== null && <Name text={reason.subject} />} <code>{reason.check}</code>
      </span>
    </li>
  )
}
