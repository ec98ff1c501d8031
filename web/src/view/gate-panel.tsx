import { gateChecks } from '../model/gate-checks.ts'
import type { GateCheck } from '../model/gate-checks.ts'
import { gateSummary } from '../model/gate-sentence.ts'
import type { GateGroup as Group } from '../model/gate-sentence.ts'
import { count, plural } from '../model/format.ts'
import { LongList } from './long-list.tsx'
import { Name, Sentence } from './name.tsx'
import { usePage } from './page-context.ts'
import { StatusIcon } from './status-mark.tsx'
import { useReveal } from './use-reveal.ts'

/** The result in one sentence, and the checks that hold it up: what failed apart from what could not run. */
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
  'nothing judged': 'skipped',
} as const

function GateGroup({ group }: { readonly group: Group }) {
  const checks = gateChecks(group, usePage().index)
  return (
    <div className="gate-group">
      <h3>
        <StatusIcon status={icons[group.cause]} />
        {group.title} <span className="muted">{count(checks.length)}</span>
      </h3>
      <ul>
        <LongList items={checks} first={6} noun="checks">
          {(check) => <Check key={check.id} check={check} />}
        </LongList>
      </ul>
    </div>
  )
}

function Check({ check }: { readonly check: GateCheck }) {
  const { id, title, seen, key, step, amount, of, risk } = check
  const reveal = useReveal()
  return (
    <li>
      <button type="button" className="link gate-check" onClick={() => reveal(id, key)}>
        <Name text={title} />
      </button>{' '}
      <span className="gate-source">
        {risk} · <code>{id}</code>
        {of > 1 && ` · ${count(amount)} of ${plural(of, 'finding')}`}
      </span>
      <p className="gate-seen">
        <Sentence text={seen} />
      </p>
      {step !== null && <p className="gate-step">To do: {step}</p>}
    </li>
  )
}
