import { useEffect, useState } from 'react'

type Theme = 'light' | 'dark'

/** Follows the system until a reader chooses; the choice is remembered where the browser allows it. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(
    () => remembered() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
  )
  const [chosen, setChosen] = useState(() => remembered() !== null)
  useEffect(() => {
    if (chosen) document.documentElement.dataset['theme'] = theme
  }, [theme, chosen])
  useEffect(() => {
    if (chosen) return
    const list = matchMedia('(prefers-color-scheme: dark)')
    const follow = (event: MediaQueryListEvent) => setTheme(event.matches ? 'dark' : 'light')
    list.addEventListener('change', follow)
    return () => list.removeEventListener('change', follow)
  }, [chosen])
  const other: Theme = theme === 'dark' ? 'light' : 'dark'
  const choose = () => {
    setTheme(other)
    setChosen(true)
    remember(other)
  }
  return (
    <button type="button" className="button is-quiet" onClick={choose}>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="visually-hidden"> colours</span>
    </button>
  )
}

const place = 'airworthy-theme'

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(place)
    return value === 'light' || value === 'dark' ? value : null
  } catch {
    return null
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(place, theme)
  } catch {
    // A browser that keeps nothing shows the choice until the page is closed.
  }
}
