import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { cellText, isColumnOfCounts } from '../model/cell-text.ts'
import type { Cell } from '../model/cell-text.ts'
import { count } from '../model/format.ts'
import { Name } from '../view/name.tsx'
import { usePage } from '../view/page-context.ts'

interface Props {
  /** Read aloud before the table. */
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Values as they stand in the data, not rounded. */
  readonly exact?: boolean
  /** What a row unfolds into, by its position; null where there is nothing more to show of it. */
  readonly unfolded?: (position: number) => (() => ReactNode) | null
}

const firstRows = 25

/** A table of plain cells that scrolls sideways on its own. */
export function DataTable({ caption, columns, rows, exact = false, unfolded }: Props) {
  const { printing } = usePage()
  const [all, setAll] = useState(false)
  const shown = all || printing ? rows : rows.slice(0, firstRows)
  const numeric = columns.map((_, column) => rows.every((row) => typeof row[column] !== 'string'))
  const grouped = columns.map((_, column) => isColumnOfCounts(rows.map((row) => row[column])))
  const align = (column: number) => (numeric[column] === true ? 'is-number' : undefined)
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">
          <Name text={caption} />
        </caption>
        <thead>
          <tr>
            {columns.map((column, position) => (
              <th key={position} scope="col" className={align(position)}>
                <Name text={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, position) => {
            const cells = row.map((cell, column) => (
              <CellText key={column} cell={cell} exact={exact} grouped={grouped[column] === true} />
            ))
            const more = printing ? null : (unfolded?.(position) ?? null)
            return more === null ? (
              <tr key={position}>
                {cells.map((cell, column) => (
                  <td key={column} className={isLong(row[column]) ? 'is-long' : align(column)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ) : (
              <UnfoldingRow key={position} cells={cells} align={align} more={more} />
            )
          })}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {count(rows.length)} rows
        </button>
      )}
    </div>
  )
}

/** On paper such text may break anywhere; shorter text breaks between words. */
function isLong(cell: Cell | undefined): boolean {
  return typeof cell === 'string' && cell.length > 40
}

interface UnfoldingProps {
  readonly cells: readonly ReactNode[]
  readonly align: (column: number) => string | undefined
  readonly more: () => ReactNode
}

/** A row whose first cell is a button that shows the rest of it underneath. */
function UnfoldingRow({ cells: [first, ...rest], align, more }: UnfoldingProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <>
      <tr>
        <td className={align(0)}>
          <button
            type="button"
            className="link expander"
            title="the whole row"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {first}
          </button>
        </td>
        {rest.map((cell, column) => (
          <td key={column} className={align(column + 1)}>
            {cell}
          </td>
        ))}
      </tr>
      <tr id={id} hidden={!open}>
        {open && <td colSpan={rest.length + 1}>{more()}</td>}
      </tr>
    </>
  )
}

interface CellProps {
  readonly cell: Cell
  readonly exact: boolean
  readonly grouped: boolean
}

/** Missing and empty are two things, and neither looks like nothing at all. */
export function CellText({ cell, exact, grouped }: CellProps) {
  if (cell === null) return <span className="muted">{exact ? 'missing' : '–'}</span>
  if (cell === '') return <span className="muted">empty</span>
  return <Name text={cellText(cell, exact, grouped)} />
}
