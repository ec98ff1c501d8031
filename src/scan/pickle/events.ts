import type { CallKind, GlobalValue, Value } from './values.ts'

/** What loading the pickle would do to the world outside its stack, in order. Offsets are those of the opcode. */
export type PickleEvent =
  | { readonly kind: 'import'; readonly global: GlobalValue; readonly offset: number }
  /** An import whose names are not literal text. */
  | { readonly kind: 'unknown-import'; readonly module: Value; readonly name: Value; readonly offset: number }
  | { readonly kind: 'extension'; readonly code: number; readonly offset: number }
  | {
      readonly kind: 'call'
      readonly how: CallKind
      readonly callee: Value
      /** A tuple where the stream says so; anything else is called with an unknown list. */
      readonly args: Value
      /** Of NEWOBJ_EX. */
      readonly keywords?: Value
      readonly offset: number
    }
  /** BUILD: `__setstate__`, or attributes set one by one. */
  | { readonly kind: 'state'; readonly target: Value; readonly state: Value; readonly offset: number }
  /** APPEND(S), SETITEM(S) or ADDITEMS on anything but a list, dict or set of the stream's own, in this order. */
  | {
      readonly kind: 'method'
      readonly target: Value
      readonly method: 'append' | 'extend' | '__setitem__' | 'add'
      /** The first items; keys and values in turn for `__setitem__`. */
      readonly items: readonly Value[]
      readonly offset: number
    }
  | { readonly kind: 'persistent'; readonly id: Value; readonly offset: number }
