import type { Timings } from '../../../src/core/report.ts'
import { duration, moment } from '../model/format.ts'
import { slowestFirst } from '../model/slowest-first.ts'
import { DataTable } from '../evidence/data-table.tsx'
import { LongList } from './long-list.tsx'
import { Name, Sentence } from './name.tsx'
import { SectionHeading } from './section-heading.tsx'

/** How long the run took, and what the checks that measure time saw. */
export function TimingsSection({ timings }: { readonly timings: Timings }) {
  const checks = slowestFirst(timings.checks)
  const longest = checks[0]?.ms ?? 0
  return (
    <section aria-labelledby="timings">
      <SectionHeading id="timings" title="Timings">
        {duration(timings.durationMs)} in all, begun {moment(timings.startedAt)}; of one machine, and no part of the
        report
      </SectionHeading>
      {timings.measured.map((each, position) => (
        <div key={position} className="measured">
          <h3>
            <code>{each.check}</code> <Name text={each.subject} className="subject" />
          </h3>
          <p>
            <Sentence text={each.text} />
          </p>
          <DataTable
            caption={`What ${each.check} measured`}
            columns={Object.keys(each.values)}
            rows={[Object.values(each.values)]}
          />
        </div>
      ))}
      <ol className="slowest">
        <LongList items={checks} first={8} noun="checks">
          {({ id, ms }) => (
            <li key={id}>
              <code>{id}</code>
              <span className="bar" aria-hidden="true">
                <span style={{ width: `${longest === 0 ? 0 : (ms / longest) * 100}%` }} />
              </span>
              <span className="is-number">{duration(ms)}</span>
            </li>
          )}
        </LongList>
      </ol>
    </section>
  )
}
