import type { ReactNode } from 'react'
import type { Report } from '../../../src/core/report.ts'
import { count, number, percent, plural } from '../model/format.ts'
import { keyMetrics } from '../model/key-metrics.ts'
import { metricTitle } from '../model/metric-rows.ts'
import { Hash } from './copyable.tsx'
import { goTo } from './masthead.tsx'
import { Name, Sentence } from './name.tsx'
import { usePage } from './page-context.ts'

/** What was tested, on how many rows, and what it takes to do it again. */
export function RunFacts() {
  const { report } = usePage().index
  const { coverage, data, hashes, model } = report
  return (
    <dl className="facts">
      <Fact title="Evaluation data">
        <Name text={data.evaluation.file} />
        <Coverage coverage={coverage.evaluation} /> <Hash value={hashes.evaluation} of="evaluation data" />
      </Fact>
      <Fact title="Reference data">
        {data.reference === null ? <span className="muted">none</span> : <Name text={data.reference.file} />}
        {coverage.reference !== null && <Coverage coverage={coverage.reference} />}{' '}
        {hashes.reference !== null && <Hash value={hashes.reference} of="reference data" />}
      </Fact>
      <Fact title="Model">
        {model === null ? (
          <span className="muted">none: predictions only</span>
        ) : (
          <Name text={model.file ?? model.kind} />
        )}
        {model !== null && <small>{model.kind}</small>}{' '}
        {hashes.model !== null && <Hash value={hashes.model} of="model" />}
      </Fact>
      <Quality metrics={report.metrics} />
      <Fact title="Task">
        {taskNames[report.task]}
        {report.classes.length > 0 && (
          <small>
            <Name text={classText(report.classes)} />
          </small>
        )}
      </Fact>
      <Fact title="Gate">
        blocks on {report.gate.blockOn === 'blocker' ? 'blocker' : `${report.gate.blockOn} or above`}
        <small>
          {report.sensitivity} sensitivity · exit code {report.gate.exitCode}
        </small>
      </Fact>
      <Fact title="Run again">
        seed {report.seed}
        <small>
          {report.tool.name} {report.tool.version}
        </small>{' '}
        <Hash value={hashes.plan} of="plan" />
      </Fact>
      {data.warnings.length > 0 && (
        <Fact title="Warnings about the data">
          <a href="#data" className="link" onClick={(event) => goTo(event, 'data')}>
            {plural(data.warnings.length, 'warning')}
          </a>
          <small className="sampled">
            <Sentence text={data.warnings[0]!} />
          </small>
        </Fact>
      )}
    </dl>
  )
}

const taskNames: Readonly<Record<Report['task'], string>> = {
  binary: 'Binary classification',
  multiclass: 'Multiclass classification',
  regression: 'Regression',
}

/** The numbers by which people know the model; all of them stand in their own table. */
function Quality({ metrics }: Pick<Report, 'metrics'>) {
  const rows = keyMetrics(metrics)
  if (rows.length === 0) return null
  return (
    <Fact title="Quality">
      {rows.map(({ name, evaluation, reference }) => (
        <span key={name} className="quality">
          {metricTitle(name)} <strong>{number(evaluation)}</strong>
          {reference !== null && <small>reference {number(reference)}</small>}
        </span>
      ))}
    </Fact>
  )
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Rows used of the rows there are: a sample is named as one. */
function Coverage({ coverage: { rows, of } }: { readonly coverage: { readonly rows: number; readonly of: number } }) {
  if (rows === of) return <small>all {plural(of, 'row')}</small>
  return (
    <small className="sampled">
      sample: {count(rows)} of {plural(of, 'row')} ({percent(of === 0 ? null : rows / of)})
    </small>
  )
}

function classText(classes: readonly string[]): string {
  return classes.length <= 4
    ? classes.join(' · ')
    : `${classes.slice(0, 3).join(' · ')} and ${classes.length - 3} more classes`
}
