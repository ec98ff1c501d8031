import { useMemo } from 'react'
import { plural } from '../model/format.ts'
import { keyGroups } from '../model/key-findings.ts'
import { KeyGroupCard } from './key-group-card.tsx'
import { LongList } from './long-list.tsx'
import { usePage } from './page-context.ts'
import { SectionHeading } from './section-heading.tsx'

/** Fails, then warnings, each by severity and by what it costs the model. */
export function KeyFindings() {
  const { index, state } = usePage()
  const { findings, checks } = index.report.counts
  const groups = useMemo(() => keyGroups(index.findings), [index])
  return (
    <section aria-labelledby="key-findings">
      <SectionHeading id="key-findings" title="Key findings">
        {groups.length > 0 && `${plural(findings.fail, 'fail')}, ${plural(findings.warn, 'warning')}; worst first`}
      </SectionHeading>
      {groups.length === 0 && <p className="empty">{quiet(checks.judged, checks.errored + checks.skipped)}</p>}
      <ol className="cards">
        <LongList
          items={groups}
          first={12}
          noun="checks with key findings"
          always={(group) => group.findings.some((entry) => state.top.includes(entry.key))}
        >
          {(group) => <KeyGroupCard key={group.key} group={group} />}
        </LongList>
      </ol>
    </section>
  )
}

function quiet(judged: number, unseen: number): string {
  if (judged === 0) return 'No check was judged, so there is nothing to report.'
  if (unseen === 0) return 'Nothing that was checked failed or gave a warning.'
  return `Nothing that was judged failed or gave a warning; ${plural(unseen, 'check')} did not come to a verdict.`
}
