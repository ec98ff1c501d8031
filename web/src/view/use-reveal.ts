import { flushSync } from 'react-dom'
import { isKeyFinding } from '../model/key-findings.ts'
import { focusedOn } from '../model/page-state.ts'
import type { PageState } from '../model/page-state.ts'
import { usePage } from './page-context.ts'

/** Brings one finding before the reader: unfolded among the key findings if it is one, else in its row below. */
export function useReveal(): (check: string, key: string) => void {
  const { index, update } = usePage()
  return (check, key) => {
    const entry = index.findings.find((each) => each.key === key)
    const asCard = entry !== undefined && isKeyFinding(entry)
    flushSync(() =>
      update((state) => (asCard ? { ...state, top: withKey(state.top, key) } : focusedOn(state, check, key))),
    )
    const target = elementOf(asCard ? 'card' : 'row', key)
    if (target !== null) moveTo(target)
  }
}

/** Where a link leads that was opened: the last finding that it names; null when it names none. */
export function elementNamedBy(state: PageState): HTMLElement | null {
  const card = state.top.at(-1)
  if (card !== undefined) return elementOf('card', card)
  const row = state.open.findLast((key) => elementOf('row', key) !== null)
  return row === undefined ? null : elementOf('row', row)
}

export function moveTo(element: HTMLElement): void {
  element.scrollIntoView({ block: 'start' })
  element.focus({ preventScroll: true })
}

/** The element that shows a finding; keys come from data, so they are compared, never put into a selector. */
function elementOf(place: 'card' | 'row', key: string): HTMLElement | null {
  const elements = document.querySelectorAll<HTMLElement>(`[data-${place}]`)
  return [...elements].find((element) => element.dataset[place] === key) ?? null
}

function withKey(keys: readonly string[], key: string): readonly string[] {
  return [...keys.filter((each) => each !== key), key]
}
