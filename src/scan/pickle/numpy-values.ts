import { isContainer } from './containers.ts'
import type { Value } from './values.ts'

/** What is known of an array's item from the value that `numpy.dtype(...)` and its state built. */
export type ItemLayout =
  | { readonly kind: 'bytes'; readonly bytes: number }
  /** Items are Python objects, so an array of them is a pickle. */
  | { readonly kind: 'objects' }
  /** The state says other than the type. */
  | { readonly kind: 'contradictory' }
  | { readonly kind: 'unknown' }

const unknown: ItemLayout = { kind: 'unknown' }
/** Values that are walked; more is no type of an array. */
const mostWalked = 10_000

/** Loaders go by the flags of the state; where these contradict the type, nobody can say what they will do. */
export function itemLayoutOf(dtype: Value | undefined): ItemLayout {
  if (dtype?.kind !== 'call' || !isDtype(dtype.callee) || dtype.args.kind !== 'tuple') return unknown
  const [code] = dtype.args.items
  if (code?.kind !== 'text') return unknown
  const text = '<>|='.includes(code.text[0] ?? ' ') ? code.text.slice(1) : code.text
  const letter = text[0] ?? ''
  const hasObjects = letter === 'O' || (letter === 'V' && mayHoldObjects(dtype))
  if (flaggedObjects(dtype.state) !== (dtype.state === undefined ? undefined : hasObjects))
    return { kind: 'contradictory' }
  if (hasObjects) return { kind: 'objects' }
  const digits = text.slice(1)
  if (digits === '') return singleLetters.has(letter) ? { kind: 'bytes', bytes: singleLetters.get(letter)! } : unknown
  if (!'biufcmMSaUV'.includes(letter) || digits.length > 9) return unknown
  for (const digit of digits) if (digit < '0' || digit > '9') return unknown
  return { kind: 'bytes', bytes: Number(digits) * (letter === 'U' ? 4 : 1) }
}

function isDtype(callee: Value): boolean {
  return callee.kind === 'global' && callee.module === 'numpy' && callee.name === 'dtype'
}

/** `dtype.__setstate__((version, order, subdtype, names, fields, itemsize, alignment, flags[, metadata]))`. */
function flaggedObjects(state: Value | undefined): boolean | undefined {
  const flags = state?.kind === 'tuple' ? state.items[7] : undefined
  if (state === undefined || flags?.kind !== 'number' || flags.value === undefined) return undefined
  return (flags.value & 1) !== 0
}

const singleLetters: ReadonlyMap<string, number> = new Map([
  ['?', 1],
  ['b', 1],
  ['B', 1],
  ['h', 2],
  ['H', 2],
  ['i', 4],
  ['I', 4],
  ['q', 8],
  ['Q', 8],
  ['e', 2],
  ['f', 4],
  ['d', 8],
  ['F', 8],
  ['D', 16],
])

/** Whether a dtype of `O` is among the parts of a structured one: anywhere in its state. */
function mayHoldObjects(dtype: Value): boolean {
  const open: Value[] = [dtype]
  for (let walked = 0; open.length > 0; walked++) {
    if (walked > mostWalked) return true
    const value = open.pop()!
    if (value.kind === 'tuple' || isContainer(value)) open.push(...value.items)
    else if (value.kind === 'call') {
      const code = value.args.kind === 'tuple' ? value.args.items[0] : undefined
      if (code?.kind === 'text' && code.text.includes('O')) return true
      if (value.state !== undefined) open.push(value.state)
    }
  }
  return false
}

/** Items of an array of this shape; undefined where it cannot be told. */
export function itemCountOf(shape: Value | undefined): number | undefined {
  if (shape?.kind !== 'tuple' || shape.items.length !== shape.length) return undefined
  let count = 1
  for (const item of shape.items) {
    if (item.kind !== 'number' || item.value === undefined || item.value < 0) return undefined
    count *= item.value
  }
  return Number.isSafeInteger(count) ? count : undefined
}
