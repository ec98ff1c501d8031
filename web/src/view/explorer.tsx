import { useDeferredValue, useMemo } from 'react'
import { byCheck } from '../model/grouping.ts'
import { plural } from '../model/format.ts'
import { isNarrowed, narrowChecks } from '../model/narrowing.ts'
import { startState } from '../model/page-state.ts'
import type { View } from '../model/page-state.ts'
import type { CheckGroup } from '../model/report-index.ts'
import { CheckRow } from './check-row.tsx'
import { ExplorerToolbar } from './explorer-toolbar.tsx'
import { FeatureView } from './feature-view.tsx'
import { usePage } from './page-context.ts'
import { RiskView } from './risk-view.tsx'
import { SectionHeading } from './section-heading.tsx'
import { ViewTabs } from './view-tabs.tsx'

/** Everything that was planned, whatever came of it, in three orders, with search and filters. */
export function Explorer() {
  const { index, state, update, printing } = usePage()
  const query = useDeferredValue(state.query)
  const { show } = state
  const checks = useMemo(
    () => (printing ? index.checks : narrowChecks(index.checks, { query, show })),
    [index, query, show, printing],
  )
  const matches = checks.reduce((sum, group) => sum + group.findings.length, 0)
  const narrowed = isNarrowed(state) && !printing
  return (
    <section aria-labelledby="findings">
      <SectionHeading id="findings" title="All checks and findings">
        Passed, skipped and unfinished ones too; worst first
      </SectionHeading>
      {!printing && <ExplorerToolbar />}
      {!printing && <ViewTabs />}
      <p className="matches muted" role="status">
        {narrowed && `${plural(matches, 'finding')} of ${plural(checks.length, 'check')}`}
        {narrowed && (
          <button
            type="button"
            className="link"
            onClick={() => update((now) => ({ ...startState, view: now.view, top: now.top }))}
          >
            Show everything
          </button>
        )}
      </p>
      <div
        id="view-panel"
        role={printing ? undefined : 'tabpanel'}
        aria-labelledby={printing ? undefined : `tab-${state.view}`}
      >
        {matches === 0 && <p className="empty">Nothing matches.</p>}
        {printing ? <RiskView checks={checks} /> : <Current view={state.view} checks={checks} />}
      </div>
      {printing && <FeatureView checks={checks} />}
    </section>
  )
}

function Current({ view, checks }: { readonly view: View; readonly checks: readonly CheckGroup[] }) {
  switch (view) {
    case 'risk':
      return <RiskView checks={checks} />
    case 'check':
      return (
        <ul className="checks">
          {byCheck(checks).map((group) => (
            <CheckRow key={group.check.id} group={group} level={3} />
          ))}
        </ul>
      )
    case 'feature':
      return <FeatureView checks={checks} />
  }
}
