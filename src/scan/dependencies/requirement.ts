/** One dependency after PEP 508: `name[extra] >= 1; marker` or `name @ address`. */
export interface Requirement {
  readonly name: string
  /** Without white space; empty when any version will do. */
  readonly specifier: string
  readonly address: string | null
}

const name = /[a-z0-9][a-z0-9._-]*/iy
const clause = /^(?:===|~=|==|!=|<=|>=|<|>)[a-z0-9._*+!-]+$/i

/** What a requirement asks for, or undefined when it is none. Markers are left out: it counts on every machine. */
export function parseRequirement(text: string): Requirement | undefined {
  name.lastIndex = 0
  const found = name.exec(text)?.[0]
  if (found === undefined) return undefined
  const rest = withoutExtras(text.slice(found.length).trimStart())
  if (rest === undefined || found.endsWith('-')) return undefined
  if (rest.startsWith('@')) {
    const address = rest.slice(1).trimStart().split(/\s/, 1)[0]!
    return address === '' ? undefined : { name: found, specifier: '', address }
  }
  const specifier = normaliseSpecifier(rest.split(';', 1)[0]!)
  return specifier === undefined ? undefined : { name: found, specifier, address: null }
}

function withoutExtras(rest: string): string | undefined {
  if (!rest.startsWith('[')) return rest
  const end = rest.indexOf(']')
  return end < 0 ? undefined : rest.slice(end + 1).trimStart()
}

function normaliseSpecifier(text: string): string | undefined {
  let inner = text.trim()
  if (inner.startsWith('(') && inner.endsWith(')')) inner = inner.slice(1, -1)
  const clauses = inner
    .split(',')
    .map((part) => part.replaceAll(/\s+/g, ''))
    .filter((part) => part !== '')
  return clauses.every((part) => clause.test(part)) ? clauses.join(',') : undefined
}

/** The one version that a specifier lets through: `==1.2.3`, not `==1.2.*`. */
export function pinOf(specifier: string): string | null {
  for (const part of specifier.split(',')) {
    const version = /^={2,3}(.+)$/.exec(part)?.[1]
    if (version !== undefined && !version.includes('*')) return version
  }
  return null
}

/** PEP 503: how an index compares names. */
export function normaliseName(text: string): string {
  return text.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
