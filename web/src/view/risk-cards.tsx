import { useMemo } from 'react'
import { flushSync } from 'react-dom'
import { riskTitles } from '../model/grouping.ts'
import type { Risk } from '../model/grouping.ts'
import { narrowedTo } from '../model/page-state.ts'
import { riskSummaries } from '../model/risk-summary.ts'
import { usePage } from './page-context.ts'
import { StatusIcon } from './status-mark.tsx'
import { TallyLine } from './tally-strip.tsx'
import { moveTo } from './use-reveal.ts'

/** The three risks at a glance; each leads to its checks. */
export function RiskCards() {
  const { index, update } = usePage()
  const risks = useMemo(() => riskSummaries(index.checks), [index])
  const show = (risk: Risk) => {
    flushSync(() => update((state) => ({ ...narrowedTo(state, { query: '', show: [] }), view: 'risk' })))
    const target = document.getElementById(`risk-${risk}`)
    if (target !== null) moveTo(target)
  }
  return (
    <ul className="risk-cards" aria-label="Checks by risk">
      {risks.map(({ risk, status, tally, sentence }) => (
        <li key={risk} className={`is-${status}`}>
          <button type="button" onClick={() => show(risk)}>
            <span className="risk-card-title">
              <StatusIcon status={status} />
              {riskTitles[risk]}
            </span>
            <span className="risk-card-sentence">{sentence}</span>
            <TallyLine tally={tally} />
          </button>
        </li>
      ))}
    </ul>
  )
}
