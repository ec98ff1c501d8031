import { useEffect, useState } from 'react'
import { formatHash, parseHash } from '../model/page-state.ts'
import type { PageState } from '../model/page-state.ts'

/** The page state, kept in the fragment of the address; an address typed or pasted changes it. */
export function usePageState(): [PageState, (change: (state: PageState) => PageState) => void] {
  const [state, setState] = useState(() => parseHash(location.hash))
  useEffect(() => {
    const follow = () => setState(parseHash(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  useEffect(() => {
    const hash = formatHash(state)
    if (hash !== formatHash(parseHash(location.hash))) history.replaceState(null, '', addressWith(hash))
  }, [state])
  return [state, setState]
}

/** The address of this page with another fragment. */
export function addressWith(hash: string): string {
  const page = location.href.split('#')[0]!
  return hash === '#' ? page : page + hash
}
