/**
 * What the abstract machine knows of a value. It never guesses: what it cannot follow is `unknown`, and an unknown
 * that is imported, called or changed is a finding.
 */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `undefined` where the number is too long to matter. */
  | { readonly kind: 'number'; readonly value: number | undefined }
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
  readonly offset: number
}

/** A list, dict or set. Joined: the first items, and every global that can be reached from any item. */
export interface ContainerValue {
  readonly kind: 'list' | 'dict' | 'set' | 'frozenset'
  /** Items so far; of a dict, its pairs. */
  size: number
  /** The first items; of a dict, keys and values in turn. */
  readonly items: Value[]
  /** Globals held by items that are no longer listed in `items`. */
  readonly held: Set<GlobalValue>
}

/** What a call gave: an instance when the callee is a class. */
export interface CallValue {
  readonly kind: 'call'
  readonly callee: Value
  readonly args: Value
  readonly how: CallKind
  readonly offset: number
}

export type CallKind = 'REDUCE' | 'OBJ' | 'INST' | 'NEWOBJ' | 'NEWOBJ_EX'
