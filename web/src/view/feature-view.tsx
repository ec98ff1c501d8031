import { byFeature } from '../model/grouping.ts'
import type { ColumnGroup } from '../model/grouping.ts'
import { isNarrowed, termsOf } from '../model/narrowing.ts'
import { columnKey } from '../model/page-state.ts'
import type { CheckGroup } from '../model/report-index.ts'
import { FeatureRow } from './feature-row.tsx'
import { FindingRow } from './finding-row.tsx'
import { LongList } from './long-list.tsx'
import { usePage } from './page-context.ts'

/** Every column of the data: what it holds, how it changed, how much the model leans on it, and what was found. */
export function FeatureView({ checks }: { readonly checks: readonly CheckGroup[] }) {
  const { index, state, printing } = usePage()
  const findings = new Set(checks.flatMap((group) => group.findings))
  const { columns, others } = byFeature(
    index.report.data.columns,
    index.findings.filter((entry) => findings.has(entry)),
  )
  const narrowed = isNarrowed(state) && !printing
  const shown = narrowed ? columns.filter((group) => group.findings.length > 0 || namedBy(group, state)) : columns
  const mostImportant = Math.max(...columns.map((group) => group.column.importance ?? 0), 0)
  return (
    <div className="features">
      <h3 className={printing ? undefined : 'visually-hidden'}>Features</h3>
      <ul className="feature-list">
        <LongList
          items={shown}
          first={60}
          noun="columns"
          always={(group) => state.open.includes(columnKey(group.column.name))}
        >
          {(group) => <FeatureRow key={group.column.name} group={group} mostImportant={mostImportant} />}
        </LongList>
      </ul>
      {!printing && others.length > 0 && (
        <section className="others" aria-labelledby="other-findings">
          <h3 id="other-findings">About no single column</h3>
          <ul className="findings">
            <LongList items={others} first={50} noun="findings" always={(entry) => state.open.includes(entry.key)}>
              {(entry) => <FindingRow key={entry.key} entry={entry} withCheck />}
            </LongList>
          </ul>
        </section>
      )}
    </div>
  )
}

/** A column stays when the search names it, though nothing was found about it; a filter asks for findings. */
function namedBy(
  { column }: ColumnGroup,
  { query, show }: { readonly query: string; readonly show: readonly unknown[] },
): boolean {
  const name = column.name.toLowerCase()
  return show.length === 0 && termsOf(query).every((term) => name.includes(term))
}
