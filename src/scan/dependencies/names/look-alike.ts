import { normaliseName } from '../requirement.ts'
import { differByOne, glance } from './distance.ts'
import { genuine, wellKnown } from './well-known.ts'

/** Shorter names have too many neighbours that are just other words. */
const shortest = 5
const longest = 60

/** The well-known package that a name imitates, or undefined. Scopes of npm belong to somebody and are left alone. */
export function imitated(ecosystem: 'PyPI' | 'npm', name: string): string | undefined {
  if (ecosystem === 'npm' && name.startsWith('@')) return undefined
  const plain = ecosystem === 'PyPI' ? normaliseName(name) : name.toLowerCase()
  const { names, byGlance, bare } = tables[ecosystem]
  if (names.has(plain) || genuine[ecosystem].has(plain)) return undefined
  const twin = byGlance.get(glance(plain))
  if (twin !== undefined) return twin
  const letters = lettersOf(plain)
  if (letters.length > longest) return undefined
  for (const [look, target] of bare) {
    if (!differByOne(letters, look)) continue
    if (look.length >= shortest || (look.length === shortest - 1 && isSwap(letters, look))) return target
  }
  return undefined
}

const tables = { PyPI: tableOf(wellKnown.PyPI), npm: tableOf(wellKnown.npm) }

function tableOf(list: readonly string[]) {
  return {
    names: new Set(list),
    byGlance: new Map(list.map((name) => [glance(name), name])),
    bare: new Map(list.map((name) => [lettersOf(name), name])),
  }
}

function lettersOf(name: string): string {
  return name.replaceAll(/[-_.]/g, '')
}

function isSwap(a: string, b: string): boolean {
  return a.split('').toSorted().join('') === b.split('').toSorted().join('')
}
