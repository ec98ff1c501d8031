import { useState } from 'react'
import type { ReactNode } from 'react'
import { Name } from '../view/name.tsx'

interface Props {
  readonly title: string
  readonly note?: ReactNode
  /** The same numbers as a table, for a drawing that cannot be read as one. */
  readonly table?: () => ReactNode
  readonly children: ReactNode
}

/** A titled exhibit; a drawing can be turned into its table. */
export function FigureFrame({ title, note, table, children }: Props) {
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="exhibit">
      <figcaption>
        <span className="exhibit-title">
          <Name text={title} />
        </span>
        {table !== undefined && (
          <button type="button" className="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            as table
          </button>
        )}
        {note !== undefined && <small>{note}</small>}
      </figcaption>
      {asTable && table !== undefined ? table() : children}
    </figure>
  )
}
