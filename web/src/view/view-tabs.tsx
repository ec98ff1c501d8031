import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { views } from '../model/page-state.ts'
import type { View } from '../model/page-state.ts'
import { usePage } from './page-context.ts'

const titles: Readonly<Record<View, string>> = { risk: 'By risk', check: 'By check', feature: 'By feature' }

/** The three orders, as tabs: arrow keys move between them. */
export function ViewTabs() {
  const { state, update } = usePage()
  const list = useRef<HTMLDivElement>(null)
  const choose = (view: View) => update((now) => ({ ...now, view }))
  const move = (event: KeyboardEvent) => {
    const target = destination(event.key, views.indexOf(state.view))
    if (target === undefined) return
    event.preventDefault()
    choose(views[target]!)
    list.current?.querySelectorAll('button')[target]?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label="Order" ref={list} onKeyDown={move}>
      {views.map((view) => (
        <button
          key={view}
          id={`tab-${view}`}
          type="button"
          role="tab"
          aria-selected={view === state.view}
          aria-controls="view-panel"
          tabIndex={view === state.view ? 0 : -1}
          onClick={() => choose(view)}
        >
          {titles[view]}
        </button>
      ))}
    </div>
  )
}

function destination(key: string, from: number): number | undefined {
  const last = views.length - 1
  const targets = new Map([
    ['ArrowRight', from === last ? 0 : from + 1],
    ['ArrowLeft', from === 0 ? last : from - 1],
    ['Home', 0],
    ['End', last],
  ])
  return targets.get(key)
}
