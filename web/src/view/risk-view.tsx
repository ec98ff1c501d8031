import { byRisk, riskTitles } from '../model/grouping.ts'
import type { CheckGroup } from '../model/report-index.ts'
import { CheckRow } from './check-row.tsx'
import { StatusIcon } from './status-mark.tsx'
import { TallyLine } from './tally-strip.tsx'

/** Risk → family → check → findings, worst first on each level. */
export function RiskView({ checks }: { readonly checks: readonly CheckGroup[] }) {
  return byRisk(checks).map(({ risk, status, tally, families }) => (
    <section key={risk} id={`risk-${risk}`} className="risk" aria-label={riskTitles[risk]} tabIndex={-1}>
      <h3>
        <StatusIcon status={status} />
        {riskTitles[risk]}
        <TallyLine tally={tally} />
      </h3>
      {families.map((family) => (
        <div key={family.family} className="family">
          <h4>{family.title}</h4>
          <ul className="checks">
            {family.checks.map((group) => (
              <CheckRow key={group.check.id} group={group} level={5} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  ))
}
