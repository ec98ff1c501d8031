/** Order of versions after Semantic Versioning 2.0, section 11. Missing numbers are zero, a leading `v` and build data are ignored. */
export function compareSemver(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)]
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at += 1) {
    const order = compareDigits(left.numbers[at] ?? '0', right.numbers[at] ?? '0')
    if (order !== 0) return order
  }
  return comparePrerelease(left.prerelease, right.prerelease)
}

export function isSemver(version: string): boolean {
  return /^[v=]?\d+(?:\.\d+)*(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(version)
}

function parse(version: string): { readonly numbers: readonly string[]; readonly prerelease: readonly string[] } {
  const text = version.replace(/^[v=]/, '').split('+', 1)[0]!
  const cut = text.indexOf('-')
  return {
    numbers: (cut < 0 ? text : text.slice(0, cut)).split('.'),
    prerelease: cut < 0 ? [] : text.slice(cut + 1).split('.'),
  }
}

/** A release comes after all that lead up to it; a longer list after a shorter that begins alike. */
function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const order = compareIdentifiers(a[at]!, b[at]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Numbers come before words. */
function compareIdentifiers(a: string, b: string): number {
  const isNumber = /^\d+$/.test(a)
  if (isNumber !== /^\d+$/.test(b)) return isNumber ? -1 : 1
  if (isNumber) return compareDigits(a, b)
  return a === b ? 0 : a < b ? -1 : 1
}

/** Digits as numbers of any length. */
function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  if (left.length !== right.length) return left.length - right.length
  return left === right ? 0 : left < right ? -1 : 1
}
