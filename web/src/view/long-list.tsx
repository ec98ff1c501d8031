import { useState } from 'react'
import type { ReactNode } from 'react'
import { count } from '../model/format.ts'
import { usePage } from './page-context.ts'

interface Props<T> {
  readonly items: readonly T[]
  readonly first: number
  /** What an item is called, in the plural. */
  readonly noun: string
  /** Items that are shown however far down they stand, because a link names them. */
  readonly always?: (item: T) => boolean
  readonly children: (item: T, position: number) => ReactNode
}

/** The first items of a list, and a button for the next ones: a page with a thousand findings stays quick. */
export function LongList<T>({ items, first, noun, always, children }: Props<T>) {
  const { printing } = usePage()
  const [wanted, setWanted] = useState(first)
  const named = always === undefined ? 0 : items.findLastIndex(always) + 1
  const asked = Math.max(wanted, named)
  // A button for two or three would save nobody anything.
  const shown = printing || items.length - asked <= 3 ? items.length : asked
  const rest = items.length - shown
  const next = Math.min(rest, Math.max(first, 100))
  return (
    <>
      {items.slice(0, shown).map(children)}
      {rest > 0 && (
        <li className="more">
          <button type="button" className="button" onClick={() => setWanted(shown + next)}>
            Show {next === rest ? `the other ${count(rest)}` : `${count(next)} more of ${count(rest)}`} {noun}
          </button>
        </li>
      )}
    </>
  )
}
