import type { ByteSource } from '../source.ts'
import { itemCountOf, itemLayoutOf } from './numpy-values.ts'
import { PickleFault } from './stack.ts'
import type { CallValue, Value } from './values.ts'

/** What joblib reads for itself after it has built a wrapper. */
export type JoblibPayload =
  | { readonly kind: 'raw'; readonly offset: number; readonly length: number }
  /** The items of an array of objects: a pickle of its own. */
  | { readonly kind: 'pickle'; readonly offset: number }
  /** Old versions: the array lies in a file beside this one. */
  | { readonly kind: 'sibling'; readonly file: string }

/** What follows a BUILD of `target` when joblib loads the file; undefined for anything but a wrapper of joblib's. */
export function joblibPayload(source: ByteSource, target: Value, end: number): JoblibPayload | undefined {
  if (target.kind !== 'call') return undefined
  const wrapper = wrapperName(target)
  if (wrapper === undefined) return undefined
  const state = stateOf(target)
  if (wrapper !== 'NumpyArrayWrapper') return { kind: 'sibling', file: textOf(state.get('filename')) }
  const layout = itemLayoutOf(state.get('dtype'))
  if (layout.kind === 'objects') return { kind: 'pickle', offset: end }
  if (layout.kind === 'contradictory') throw new PickleFault('the type of an array contradicts its state')
  const count = itemCountOf(state.get('shape'))
  if (layout.kind === 'unknown' || count === undefined) {
    throw new PickleFault('the size of an array of joblib is not known', 'unsupported')
  }
  const alignment = state.get('numpy_array_alignment_bytes')
  const padding = alignment?.kind === 'number' ? 1 + (source.bytes(end, 1)[0] ?? 0) : 0
  const offset = end + padding
  const length = count * layout.bytes
  if (length > source.size - offset) throw new PickleFault('the pickle ends inside an array of joblib')
  return { kind: 'raw', offset, length }
}

const wrappers: ReadonlySet<string> = new Set(['NumpyArrayWrapper', 'NDArrayWrapper', 'ZNDArrayWrapper'])

function wrapperName(target: CallValue): string | undefined {
  const { callee, args } = target
  const isRebuilt = callee.kind === 'global' && (callee.name === '_reconstructor' || callee.name.startsWith('__newobj'))
  const made = isRebuilt && args.kind === 'tuple' ? args.items[0] : callee
  if (made?.kind !== 'global' || !wrappers.has(made.name)) return undefined
  return made.module.startsWith('joblib.') || made.module.includes('externals.joblib.') ? made.name : undefined
}

function stateOf(target: CallValue): ReadonlyMap<string, Value> {
  const { state } = target
  if (state?.kind !== 'dict' || state.items.length !== state.size * 2) {
    throw new PickleFault('the state of a wrapper of joblib is not a plain dict', 'unsupported')
  }
  const entries = new Map<string, Value>()
  for (let at = 0; at < state.items.length; at += 2) {
    const key = state.items[at]!
    if (key.kind === 'text') entries.set(key.text, state.items[at + 1]!)
  }
  return entries
}

function textOf(value: Value | undefined): string {
  if (value?.kind !== 'text') throw new PickleFault('the file name of an array of joblib is not text', 'unsupported')
  return value.text
}
