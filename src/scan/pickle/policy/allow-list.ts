import { addNames, addRole, type RolesByName } from './names-by-role.ts'
import { allNames } from './lists/index.ts'
import type { Role } from './roles.ts'

export interface AllowList {
  /** The roles of exactly this module and whole qualified name; undefined when it is not listed. */
  rolesOf(module: string, name: string): ReadonlySet<Role> | undefined
  /** Operators, classes and types of other formats that a user allows, by topic of the rule that they silence. */
  allows(topic: string, name: string): boolean
}

/** What a user allows besides, as plain data. */
export interface AllowEntries {
  readonly pickle: readonly { readonly module: string; readonly name: string; readonly role: Role }[]
  /** By topic: `graph-ops`, `config-code` and so on. */
  readonly operators: Readonly<Record<string, readonly string[]>>
  /** Classes that configurations of models may name. */
  readonly classes: readonly string[]
}

export const noEntries: AllowEntries = { pickle: [], operators: {}, classes: [] }

/** The topics whose rules are about classes that a configuration names. */
const classTopics = ['config-code']

let builtIn: RolesByName | undefined

function builtInRoles(): RolesByName {
  if (builtIn === undefined) {
    builtIn = new Map()
    for (const names of allNames) addNames(builtIn, names)
  }
  return builtIn
}

export function builtInAllowList(): AllowList {
  return {
    rolesOf: (module, name) => builtInRoles().get(module)?.get(name),
    allows: () => false,
  }
}

/** The built-in list and what a user adds. An entry adds a role, it never takes one away. */
export function extendedAllowList(entries: AllowEntries): AllowList {
  const added: RolesByName = new Map()
  for (const { module, name, role } of entries.pickle) {
    for (const known of builtInRoles().get(module)?.get(name) ?? []) addRole(added, module, name, known)
    addRole(added, module, name, role)
  }
  const allowed = new Map(Object.entries(entries.operators).map(([topic, names]) => [topic, new Set(names)]))
  for (const topic of classTopics) {
    allowed.set(topic, new Set([...(allowed.get(topic) ?? []), ...entries.classes]))
  }
  return {
    rolesOf: (module, name) => added.get(module)?.get(name) ?? builtInRoles().get(module)?.get(name),
    allows: (topic, name) => allowed.get(topic)?.has(name) ?? false,
  }
}
