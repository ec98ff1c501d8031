import { useEffect, useState } from 'react'
import { formatHash, parseHash } from '../model/page-state.ts'
import type { PageState } from '../model/page-state.ts'

/**
 * The page state, kept in the fragment of the address; an address typed or pasted changes it. Another view or filter is
 * a step that the back button takes back; what is unfolded or typed is none.
 */
export function usePageState(): [PageState, (change: (state: PageState) => PageState) => void] {
  const [state, setState] = useState(() => parseHash(location.hash))
  useEffect(() => {
    const follow = () => setState(parseHash(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  useEffect(() => {
    const hash = formatHash(state)
    const before = parseHash(location.hash)
    if (hash === formatHash(before)) return
    if (isStep(before, state)) history.pushState(null, '', addressWith(hash))
    else history.replaceState(null, '', addressWith(hash))
  }, [state])
  return [state, setState]
}

function isStep(before: PageState, after: PageState): boolean {
  return before.view !== after.view || before.show.join() !== after.show.join()
}

/** The address of this page with another fragment. */
export function addressWith(hash: string): string {
  const page = location.href.split('#')[0]!
  return hash === '#' ? page : page + hash
}
