import type { Role } from './roles.ts'

/**
 * Names of one library: for each role lines of `module: name name …`, which go on where indented further. A module and a
 * name are meant exactly and whole; a name with a dot is an attribute of a listed class.
 */
export type NamesByRole = Readonly<Partial<Record<Role, string>>>

/** By module, then by name: no text is put together to look a name up, as pickles call millions of times. */
export type RolesByName = Map<string, Map<string, Set<Role>>>

export function keyOf(module: string, name: string): string {
  return `${module}\n${name}`
}

export function addNames(roles: RolesByName, names: NamesByRole): void {
  for (const [role, lines] of Object.entries(names) as [Role, string][]) {
    for (const [module, name] of namesIn(lines)) addRole(roles, module, name, role)
  }
}

/** The pairs of module and name in lines of `module: name name …`. */
export function* namesIn(lines: string): Generator<readonly [string, string]> {
  let module = ''
  for (const word of lines.split(/\s+/)) {
    if (word.endsWith(':')) module = word.slice(0, -1)
    else if (word !== '') yield [module, word]
  }
}

export function addRole(roles: RolesByName, module: string, name: string, role: Role): void {
  let names = roles.get(module)
  if (names === undefined) roles.set(module, (names = new Map()))
  const known = names.get(name)
  if (known === undefined) names.set(name, new Set([role]))
  else known.add(role)
}
