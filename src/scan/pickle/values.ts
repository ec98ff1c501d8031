/**
 * What the abstract machine knows of a value. It never guesses: what it cannot follow is `unknown`, and an unknown
 * that is imported, called or changed is a finding. Values share parts and may contain themselves through a container,
 * so whoever walks them bounds depth and count.
 */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `undefined` where the number is too long to matter. */
  | { readonly kind: 'number'; readonly value: number | undefined }
  /** At most the first 4,096 bytes of it. */
  | { readonly kind: 'text'; readonly text: string }
  /** Not copied: where they lie in the stream's source. */
  | { readonly kind: 'bytes'; readonly offset: number; readonly length: number }
  | GlobalValue
  /** The first items; `length` counts all. */
  | { readonly kind: 'tuple'; readonly items: readonly Value[]; readonly length: number }
  | ContainerValue
  | CallValue
  | { readonly kind: 'persistent'; readonly id: Value }
  | { readonly kind: 'extension'; readonly code: number }
  /** An out-of-band buffer of protocol 5. */
  | { readonly kind: 'buffer' }
  | { readonly kind: 'unknown' }

/** A name that was imported. With protocol 4 and later, `name` may have dots: it is walked by getattr. */
export interface GlobalValue {
  readonly kind: 'global'
  readonly module: string
  readonly name: string
  /** Where it was imported first. */
  readonly offset: number
}

/** A list, dict or set of the stream's own. */
export interface ContainerValue {
  readonly kind: 'list' | 'dict' | 'set' | 'frozenset'
  /** Items so far; of a dict, its pairs. */
  size: number
  /** The first items; of a dict, keys and values in turn. Fewer than `size` says in large structures. */
  items: readonly Value[]
  /** Globals held by items that are no longer listed in `items`. */
  held: ReadonlySet<GlobalValue>
  /** Some item is more than a number, text or the like. */
  hasParts?: boolean
}

/** What a call gave: an instance when the callee is a class. */
export interface CallValue {
  readonly kind: 'call'
  readonly callee: Value
  readonly args: Value
  readonly how: CallKind
  readonly offset: number
  /** What the first BUILD gave it. */
  state: Value | undefined
}

export type CallKind = 'REDUCE' | 'OBJ' | 'INST' | 'NEWOBJ' | 'NEWOBJ_EX'
