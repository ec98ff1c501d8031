/**
 * What a listed name may be used for. `reduce`: called by REDUCE with any arguments. `class`: made by NEWOBJ and given
 * a state. `data`: handed on as an argument. `passthrough`: called, if the callable that it is given is listed too.
 * `nested`: called with literal bytes that are themselves scanned. `checked`: called, if its arguments pass a check of ours.
 */
export type Role = 'reduce' | 'class' | 'data' | 'passthrough' | 'nested' | 'checked'

export interface AllowList {
  /** The roles of exactly this module and whole qualified name; undefined when it is not listed. */
  rolesOf(module: string, name: string): ReadonlySet<Role> | undefined
  /** Operators, classes and types of other formats that a user allows, by topic of the rule that they silence. */
  allows(topic: string, name: string): boolean
}
