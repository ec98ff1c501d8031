/**
 * Whether two names differ by one change: a letter more, less, another, or two neighbours swapped. Equal names do not.
 * Linear: the first difference decides what the rest must look like.
 */
export function differByOne(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  if (a.length === b.length) {
    if (a.slice(at + 1) === b.slice(at + 1)) return true
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
  }
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a]
  return longer.slice(at + 1) === shorter.slice(at)
}

/** How a name looks at a glance: without separators, and letters that pass for others made one. */
export function glance(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(/[0oоο]/gu, 'o')
    .replaceAll(/[1lіiı|ι]/gu, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll(/[аα]/gu, 'a')
    .replaceAll(/[еε]/gu, 'e')
    .replaceAll(/[рρ]/gu, 'p')
    .replaceAll('с', 'c')
}
