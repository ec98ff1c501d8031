/** The candidate with the fewest edits to `wanted`, if it is near enough to be what was meant. */
export function nearest(wanted: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const edits = editDistance(wanted.toLowerCase(), candidate.toLowerCase())
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}

/** "Did you mean …?" for an error's hint, or what there is to choose from. */
export function suggestion(wanted: string, candidates: readonly string[]): string {
  const found = nearest(wanted, candidates)
  if (found !== undefined) return `Did you mean "${found}"?`
  const shown = candidates.slice(0, 12).join(', ')
  return candidates.length > 12 ? `There are: ${shown}, … (${candidates.length}).` : `There are: ${shown}.`
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, substituted))
    }
    previous = current
  }
  return previous[b.length]!
}
