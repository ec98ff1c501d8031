import { useEffect, useMemo } from 'react'
import type { Loaded } from '../load-report.ts'
import { indexReport } from '../model/report-index.ts'
import { tallyOf } from '../model/status.ts'
import { DataNotes } from './data-notes.tsx'
import { Explorer } from './explorer.tsx'
import { GatePanel } from './gate-panel.tsx'
import { KeyFindings } from './key-findings.tsx'
import { goTo, Masthead } from './masthead.tsx'
import type { Section } from './masthead.tsx'
import { MetricsTable } from './metrics-table.tsx'
import { Name } from './name.tsx'
import { PageContext } from './page-context.ts'
import { RiskCards } from './risk-cards.tsx'
import { RunFacts } from './run-facts.tsx'
import { TallyStrip } from './tally-strip.tsx'
import { TimingsSection } from './timings-section.tsx'
import { usePageState } from './use-page-state.ts'
import { usePrinting } from './use-printing.ts'
import { elementNamedBy, moveTo } from './use-reveal.ts'

/** The whole page for one report. */
export function App({ report, timings }: Loaded) {
  const index = useMemo(() => indexReport(report), [report])
  const tally = useMemo(() => tallyOf(index.findings.map((entry) => entry.status)), [index])
  const [state, update] = usePageState()
  const printing = usePrinting()
  const page = useMemo(() => ({ index, timings, state, update, printing }), [index, timings, state, update, printing])
  useEffect(() => {
    document.title = `${report.title} · Airworthy`
    const named = elementNamedBy(state)
    if (named !== null) moveTo(named)
    // Where a link leads counts once, when the page opens.
  }, [])
  return (
    <PageContext value={page}>
      <a className="skip" href="#main" onClick={(event) => goTo(event, 'main')}>
        Skip to the result
      </a>
      <header>
        <Masthead sections={timings === null ? sections : [...sections, { id: 'timings', title: 'Timings' }]} />
      </header>
      <main id="main" tabIndex={-1}>
        <div className="title">
          <h1>
            <Name text={report.title} />
          </h1>
          <GatePanel />
          <RiskCards />
          <TallyStrip tally={tally} />
          <RunFacts />
        </div>
        <KeyFindings />
        <MetricsTable />
        <Explorer />
        <DataNotes />
        {timings !== null && <TimingsSection timings={timings} />}
      </main>
      <footer>
        <p>
          Made by Airworthy {report.tool.version}. The same inputs, configuration, seed and version give the same
          report. References to standards are not legal advice.
        </p>
      </footer>
    </PageContext>
  )
}

const sections: readonly Section[] = [
  { id: 'key-findings', title: 'Key findings' },
  { id: 'metrics', title: 'Metrics' },
  { id: 'findings', title: 'All findings' },
  { id: 'data', title: 'Data and model' },
]
