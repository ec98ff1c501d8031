import type { AllowList } from './allow-list.ts'
import { classOf, namedCallee } from './callee.ts'
import { keyOf } from './names-by-role.ts'
import type { Value } from '../values.ts'

export interface CheckedCall {
  /** The first arguments. */
  readonly args: readonly Value[]
  /** All of them. */
  readonly count: number
  readonly allow: AllowList
  readonly isTorch: boolean
}

/** Says what is wrong with the arguments, if anything is. */
type ArgumentCheck = (call: CheckedCall) => string | undefined

const encodings: ReadonlySet<string> = new Set(['latin1', 'latin-1', 'iso-8859-1', 'utf-8', 'utf8', 'ascii'])
const factories: ReadonlySet<string> = new Set([
  ...['list', 'dict', 'int', 'set', 'float', 'str', 'tuple'].map((name) => keyOf('builtins', name)),
  ...['OrderedDict', 'Counter', 'deque'].map((name) => keyOf('collections', name)),
])
const literalKinds: ReadonlySet<Value['kind']> = new Set(['list', 'tuple', 'set', 'frozenset', 'dict', 'bytes', 'text'])
/** What a call may allocate by being given a number. */
const mostAllocated = 2 ** 24

export const argumentChecks: ReadonlyMap<string, ArgumentCheck> = new Map([
  [keyOf('builtins', 'getattr'), attribute],
  [keyOf('builtins', 'type'), ({ args, count }: CheckedCall) => typeOfNothing(args, count)],
  [keyOf('builtins', 'bytes'), ({ args }: CheckedCall) => allocation(args)],
  [keyOf('builtins', 'bytearray'), ({ args }: CheckedCall) => allocation(args)],
  [keyOf('builtins', 'set'), ({ args }: CheckedCall) => literalItems(args)],
  [keyOf('builtins', 'frozenset'), ({ args }: CheckedCall) => literalItems(args)],
  [keyOf('_codecs', 'encode'), ({ args, count }: CheckedCall) => encoding(args, count)],
  [keyOf('array', 'array'), ({ args }: CheckedCall) => literalItems(args.slice(1))],
  [keyOf('collections', 'Counter'), ({ args }: CheckedCall) => literalItems(args)],
  [keyOf('collections', 'OrderedDict'), ({ args }: CheckedCall) => literalItems(args)],
  [keyOf('collections', 'defaultdict'), factory],
  [keyOf('collections', 'deque'), ({ args }: CheckedCall) => literalItems(args)],
  [keyOf('fractions', 'Fraction'), ({ args }: CheckedCall) => fraction(args)],
  [keyOf('numpy.core.multiarray', '_reconstruct'), emptyArray],
  [keyOf('numpy._core.multiarray', '_reconstruct'), emptyArray],
  [keyOf('numpy.random._pickle', '__bit_generator_ctor'), bitGenerator],
  [keyOf('numpy.random._pickle', '__generator_ctor'), generator],
  [keyOf('numpy.random._pickle', '__randomstate_ctor'), generator],
])

/** Bound methods, and names within classes before protocol 4. What is reached must be listed itself. */
function attribute({ args, count, allow, isTorch }: CheckedCall): string | undefined {
  const [owner, name] = args
  if (count !== 2 || owner === undefined || name?.kind !== 'text') return 'the attribute is not literal text'
  const named = namedCallee(owner, isTorch) ?? classOf(owner, isTorch)
  if (named === undefined) return 'the object is not known'
  // `Class.__new__`, for an object that needs keywords; who calls it is judged as if it made the object.
  if (name.text === '__new__' && allow.rolesOf(named.module, named.name)?.has('class')) return undefined
  const isListed = allow.rolesOf(named.module, `${named.name}.${name.text}`) !== undefined
  return isListed ? undefined : `${named.module}.${named.name}.${name.text} is not listed`
}

/** `type(None)` and the like; with three arguments it makes a class. */
function typeOfNothing(args: readonly Value[], count: number): string | undefined {
  const [value] = args
  const isNamed = value?.kind === 'global' && (value.name === 'Ellipsis' || value.name === 'NotImplemented')
  return count === 1 && (value?.kind === 'none' || isNamed) ? undefined : 'only type(None) and the like are usual'
}

function allocation([value]: readonly Value[]): string | undefined {
  if (value?.kind !== 'number') return undefined
  return value.value !== undefined && value.value <= mostAllocated
    ? undefined
    : 'it allocates as much as the number says'
}

/** A range of numbers costs nothing to write and everything to collect. */
function literalItems([items]: readonly Value[]): string | undefined {
  const isOwn = items === undefined || literalKinds.has(items.kind)
  return isOwn ? undefined : 'the items are not a list of the pickle'
}

function encoding([text, name]: readonly Value[], count: number): string | undefined {
  if (text?.kind !== 'text') return 'it does not encode text of the pickle'
  if (count === 1) return undefined
  return count === 2 && name?.kind === 'text' && encodings.has(name.text)
    ? undefined
    : 'the encoding is not a plain one'
}

function factory({ args, count }: CheckedCall): string | undefined {
  const [made] = args
  if (count === 0 || made?.kind === 'none') return undefined
  const isPlain = made?.kind === 'global' && factories.has(keyOf(made.module, made.name))
  return isPlain ? undefined : 'what makes its values is not a plain type'
}

function fraction([value]: readonly Value[]): string | undefined {
  const isSafe = value?.kind !== 'text' || /^-?[0-9]+(?:\/[0-9]+)?$/.test(value.text)
  return isSafe ? undefined : 'the text is not a plain fraction'
}

/** An array is made empty, and its state brings shape and values. */
function emptyArray({ args, count }: CheckedCall): string | undefined {
  const [type, shape] = args
  const [length] = shape?.kind === 'tuple' && shape.length === 1 ? shape.items : []
  const isEmpty = length?.kind === 'number' && length.value === 0
  return count === 3 && type?.kind === 'global' && isEmpty ? undefined : 'the array is not empty at first'
}

/** Calls its argument when that is a class. */
function bitGenerator({ args, count }: CheckedCall): string | undefined {
  const [kind] = args
  if (count === 0 || kind?.kind === 'text') return undefined
  const isOwn = kind?.kind === 'global' && kind.module.startsWith('numpy.random.')
  return isOwn ? undefined : 'the bit generator is not one of NumPy'
}

/** Calls its second argument with its first. */
function generator(call: CheckedCall): string | undefined {
  const [first, second] = call.args
  if (call.count > 2) return 'there are too many arguments'
  if (second !== undefined && !isConstructor(second)) return 'what makes the bit generator is not NumPy’s own function'
  if (first?.kind === 'call') return undefined
  return bitGenerator({ ...call, count: Math.min(call.count, 1) })
}

function isConstructor(value: Value): boolean {
  return value.kind === 'global' && value.module === 'numpy.random._pickle' && value.name === '__bit_generator_ctor'
}
