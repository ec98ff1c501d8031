import type { Role } from './allow-list.ts'

/**
 * Names of one library: for each role lines of `module: name name …`, which go on where indented further. A module and a
 * name are meant exactly and whole; a name with a dot is an attribute of a listed class.
 */
export type NamesByRole = Readonly<Partial<Record<Role, string>>>

export type RolesByName = Map<string, Set<Role>>

export function keyOf(module: string, name: string): string {
  return `${module}\n${name}`
}

export function addNames(roles: RolesByName, names: NamesByRole): void {
  for (const [role, lines] of Object.entries(names) as [Role, string][]) {
    let module = ''
    for (const word of lines.split(/\s+/)) {
      if (word.endsWith(':')) module = word.slice(0, -1)
      else if (word !== '') addRole(roles, keyOf(module, word), role)
    }
  }
}

export function addRole(roles: RolesByName, key: string, role: Role): void {
  const known = roles.get(key)
  if (known === undefined) roles.set(key, new Set([role]))
  else known.add(role)
}
