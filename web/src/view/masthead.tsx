import type { MouseEvent } from 'react'
import { usePage } from './page-context.ts'
import { ThemeButton } from './theme-button.tsx'

/** A section of the page, by the id of its heading. */
export interface Section {
  readonly id: string
  readonly title: string
}

export function Masthead({ sections }: { readonly sections: readonly Section[] }) {
  const { report } = usePage().index
  return (
    <div className="masthead">
      <div className="masthead-row">
        <p className="brand">
          Airworthy <span className="muted">report</span>
        </p>
        <nav aria-label="Sections">
          <ul>
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="masthead-actions">
          {/* Later, because a page must not print while it handles a click. */}
          <button type="button" className="button is-quiet" onClick={() => setTimeout(() => window.print(), 0)}>
            Print
          </button>
          <ThemeButton />
        </div>
      </div>
      <span className="visually-hidden">Version {report.tool.version}</span>
    </div>
  )
}

/** Moves to a section without touching the address, whose fragment holds what the reader has chosen. */
export function goTo(event: MouseEvent, id: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  const target = document.getElementById(id)
  target?.scrollIntoView({ block: 'start' })
  target?.focus({ preventScroll: true })
}
