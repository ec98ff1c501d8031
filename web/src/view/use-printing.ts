import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while the page is laid out for paper. Rendered at once, because the printer does not wait. */
export function usePrinting(): boolean {
  const media = matchMedia('print')
  const [printing, setPrinting] = useState(media.matches)
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => flushSync(() => setPrinting(false))
    const follow = (event: MediaQueryListEvent) => (event.matches ? begin() : end())
    const list = matchMedia('print')
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    list.addEventListener('change', follow)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
      list.removeEventListener('change', follow)
    }
  }, [])
  return printing
}
