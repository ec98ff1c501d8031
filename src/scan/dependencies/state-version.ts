import type { Value } from '../pickle/values.ts'

/** Attributes in which libraries note their own version when an object is pickled. They are set last. */
const noted: ReadonlyMap<string, string> = new Map([['_sklearn_version', 'scikit-learn']])
const pairsAtMost = 4

/** The library and version that the state of a pickled object tells of. Looks at its last few attributes only. */
export function versionInState(state: Value): { readonly name: string; readonly version: string } | undefined {
  if (state.kind !== 'dict') return undefined
  const { items } = state
  const first = Math.max(0, items.length - 2 * pairsAtMost)
  for (let at = items.length - 2; at >= first; at -= 2) {
    const [key, value] = [items[at]!, items[at + 1]!]
    const name = key.kind === 'text' ? noted.get(key.text) : undefined
    if (name !== undefined && value.kind === 'text' && value.text.length <= 100) return { name, version: value.text }
  }
  return undefined
}
