import { useMemo } from 'react'
import { count } from '../model/format.ts'
import { narrowedTo, toggleStatus } from '../model/page-state.ts'
import { statuses, statusWords, tallyOf } from '../model/status.ts'
import { usePage } from './page-context.ts'
import { StatusIcon } from './status-mark.tsx'

/** Search and filters; no filter pressed shows all. */
export function ExplorerToolbar() {
  const { index, state, update } = usePage()
  const tally = useMemo(() => tallyOf(index.findings.map((entry) => entry.status)), [index])
  return (
    <search className="toolbar">
      <label className="search">
        <span className="visually-hidden">Search checks, subjects, features and text</span>
        <input
          type="search"
          value={state.query}
          placeholder="Search checks, subjects, features, text"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            const query = event.target.value
            update((now) => narrowedTo(now, { query }))
          }}
        />
      </label>
      <div className="filters" role="group" aria-label="Show only">
        {statuses.map((status) => (
          <button
            key={status}
            type="button"
            className={`filter is-${status}`}
            aria-pressed={state.show.includes(status)}
            disabled={tally[status] === 0 && !state.show.includes(status)}
            onClick={() => update((now) => toggleStatus(now, status))}
          >
            <StatusIcon status={status} />
            {statusWords[status]} <span className="filter-count">{count(tally[status])}</span>
          </button>
        ))}
      </div>
    </search>
  )
}
