import { useId } from 'react'
import { count, number, percent } from '../model/format.ts'
import type { Column, ColumnGroup } from '../model/grouping.ts'
import { columnKey, toggled } from '../model/page-state.ts'
import { tallyOf } from '../model/status.ts'
import { Histogram } from '../evidence/histogram.tsx'
import { SmallHistogram } from '../evidence/small-histogram.tsx'
import { FindingRow } from './finding-row.tsx'
import { LongList } from './long-list.tsx'
import { Name } from './name.tsx'
import { usePage } from './page-context.ts'
import { StatusIcon } from './status-mark.tsx'
import { TallyLine } from './tally-strip.tsx'

/** One line for a column, which unfolds into its distribution and the findings about it. */
export function FeatureRow({ group, mostImportant }: { readonly group: ColumnGroup; readonly mostImportant: number }) {
  const { index, state, update, printing } = usePage()
  const id = useId()
  const { column, status, findings } = group
  const key = columnKey(column.name)
  const open = !printing && state.open.includes(key)
  const { data } = index.report
  return (
    <li className={`feature is-${status ?? 'none'}`}>
      <button
        type="button"
        className="feature-head expander"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => update((now) => ({ ...now, open: toggled(now.open, key) }))}
      >
        <span className="feature-name">
          {status === null ? <span className="no-status" aria-hidden="true" /> : <StatusIcon status={status} />}
          <Name text={column.name} className="subject" />
          <small>
            {column.kind} · {column.role}
            {column.protected && ' · protected'}
          </small>
        </span>
        <span className="feature-drawing">
          {column.distribution !== null && <SmallHistogram bins={column.distribution} name={column.name} />}
        </span>
        <Change
          title="Missing"
          before={missing(column.reference?.missing, data.reference?.rows)}
          after={missing(column.evaluation.missing, data.evaluation.rows) ?? '–'}
        />
        <Change
          title="Distinct"
          before={column.reference === null ? null : count(column.reference.distinct)}
          after={count(column.evaluation.distinct)}
        />
        <Importance value={column.importance} most={mostImportant} />
        <span className="feature-tally">
          {findings.length === 0 ? (
            <small>no findings</small>
          ) : (
            <TallyLine tally={tallyOf(findings.map((entry) => entry.status))} />
          )}
        </span>
      </button>
      <div id={id}>{open && <Unfolded column={column} group={group} />}</div>
    </li>
  )
}

function Unfolded({ column, group }: { readonly column: Column; readonly group: ColumnGroup }) {
  const { state } = usePage()
  return (
    <div className="feature-body">
      {column.distribution !== null && (
        <Histogram bins={column.distribution} title={`Distribution of ${column.name}`} />
      )}
      {column.reasons.length > 0 && (
        <p className="muted">
          Taken for this because: <Name text={column.reasons.join('; ')} />
        </p>
      )}
      <ul className="findings">
        <LongList items={group.findings} first={50} noun="findings" always={(entry) => state.open.includes(entry.key)}>
          {(entry) => <FindingRow key={entry.key} entry={entry} withCheck />}
        </LongList>
      </ul>
    </div>
  )
}

function Change({
  title,
  before,
  after,
}: {
  readonly title: string
  readonly before: string | null
  readonly after: string
}) {
  return (
    <span className="feature-number">
      <small>{title}</small>
      {before === null || before === after ? after : `${before} → ${after}`}
    </span>
  )
}

function Importance({ value, most }: { readonly value: number | null; readonly most: number }) {
  return (
    <span className="feature-number">
      <small>Importance</small>
      {number(value)}
      {value !== null && most > 0 && (
        <span className="bar" aria-hidden="true">
          <span style={{ width: `${(Math.max(0, value) / most) * 100}%` }} />
        </span>
      )}
    </span>
  )
}

function missing(amount: number | undefined, rows: number | undefined): string | null {
  if (amount === undefined || rows === undefined) return null
  return amount === 0 ? '0' : percent(rows === 0 ? null : amount / rows)
}
