import { number, plural } from '../model/format.ts'
import type { FindingEntry } from '../model/report-index.ts'
import { Name } from './name.tsx'

/** Passes that take a line each; more of them are named side by side. */
const mostLines = 2

/** What is told line by line on paper of one check's findings, and what side by side. */
export function forPaper(findings: readonly FindingEntry[]): {
  readonly lines: readonly FindingEntry[]
  readonly passed: readonly FindingEntry[]
} {
  const { passed = [], others = [] } = Object.groupBy(findings, ({ status }) =>
    status === 'pass' ? 'passed' : 'others',
  )
  return passed.length <= mostLines ? { lines: findings, passed: [] } : { lines: others, passed }
}

/** Passed findings in columns, each by its name and number: a hundred of them take a part of a page. */
export function PassedFindings({ findings }: { readonly findings: readonly FindingEntry[] }) {
  return (
    <div className="passed">
      <p className="muted">{plural(findings.length, 'finding')} passed; by estimate, intervals are in the JSON</p>
      <ul>
        {findings.map(({ key, finding }) => (
          <li key={key} data-row={key}>
            <Name text={finding.subject ?? finding.reason} />
            {finding.estimate !== null && <small> {number(finding.estimate)}</small>}
          </li>
        ))}
      </ul>
    </div>
  )
}
