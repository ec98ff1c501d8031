import type { CallKind, Value } from '../values.ts'
import type { AllowList } from './allow-list.ts'
import { keyOf } from './names-by-role.ts'
import { wrongHeldCallable } from './partials.ts'

/** A call that a call makes of its arguments. */
export interface InnerCall {
  readonly how: CallKind
  readonly callee: Value
  readonly args: Value
}

/** Calls that are made in turn; or what is wrong with the arguments. */
type Passthrough = (args: readonly Value[], allow: AllowList) => readonly InnerCall[] | string

const nothing: Value = { kind: 'tuple', items: [], length: 0 }
const unknownArguments: Value = { kind: 'unknown' }
const bases: ReadonlySet<string> = new Set(
  ['object', 'dict', 'list', 'set', 'frozenset', 'tuple', 'str', 'int', 'float', 'bytes', 'complex'].map(
    (name) => `builtins.${name}`,
  ),
)

export const passthroughs: ReadonlyMap<string, Passthrough> = new Map<string, Passthrough>([
  [keyOf('copyreg', '__newobj__'), makes((args) => args.slice(1))],
  [keyOf('copyreg', '__newobj_ex__'), makes(() => [unknownArguments])],
  [keyOf('copyreg', '_reconstructor'), reconstructs],
  [keyOf('functools', 'partial'), holds],
  [keyOf('torch._tensor', '_rebuild_from_type_v2'), rebuildsFromType],
  [keyOf('torch._utils', '_rebuild_wrapper_subclass'), makes(() => [])],
  [keyOf('numpy.ma.core', '_mareconstruct'), makes(() => [])],
  ...['', '32', '64'].flatMap((bits): [string, Passthrough][] => [
    [keyOf('sklearn.metrics._dist_metrics', `newObj${bits}`), makes(() => [])],
    [keyOf('sklearn.neighbors._ball_tree', `newObj${bits}`), makes(() => [])],
    [keyOf('sklearn.neighbors._kd_tree', `newObj${bits}`), makes(() => [])],
  ]),
  [keyOf('pandas.core.indexes.base', '_new_Index'), makesIndex],
  [keyOf('pandas.core.indexes.datetimes', '_new_DatetimeIndex'), makesIndex],
  [keyOf('pandas.core.indexes.interval', '_new_IntervalIndex'), makesIndex],
  [keyOf('pandas.core.indexes.period', '_new_PeriodIndex'), makesIndex],
  [keyOf('pandas.core.indexes.timedeltas', '_new_TimedeltaIndex'), makesIndex],
])

function makes(argumentsOf: (args: readonly Value[]) => readonly Value[]): Passthrough {
  return (args) => {
    const [callee] = args
    if (callee === undefined) return 'it is given no class'
    const items = argumentsOf(args)
    return [
      { how: 'NEWOBJ', callee, args: items.length === 0 ? nothing : { kind: 'tuple', items, length: items.length } },
    ]
  }
}

/** `base.__new__(class, state)`, then `base.__init__`. */
function reconstructs([callee, base]: readonly Value[]): readonly InnerCall[] | string {
  const isPlain = base?.kind === 'global' && bases.has(`${base.module}.${base.name}`)
  if (callee === undefined || !isPlain) return 'the base is not a built-in type'
  return [{ how: 'NEWOBJ', callee, args: nothing }]
}

function holds([callee]: readonly Value[], allow: AllowList): readonly InnerCall[] | string {
  return wrongHeldCallable(callee, allow) ?? []
}

/** `func(*args)`, taken as an object of a class. */
function rebuildsFromType([func, type, args]: readonly Value[]): readonly InnerCall[] | string {
  if (func === undefined || type === undefined || args === undefined) return 'arguments are missing'
  return [
    { how: 'REDUCE', callee: func, args },
    { how: 'NEWOBJ', callee: type, args: nothing },
  ]
}

/** `class.__new__(class, **values)`: any other class would be given what the file likes. */
function makesIndex([type]: readonly Value[]): readonly InnerCall[] | string {
  if (type?.kind !== 'global' || !isIndex(type.module, type.name)) return 'the class is not an index of pandas'
  return [{ how: 'NEWOBJ', callee: type, args: nothing }]
}

function isIndex(module: string, name: string): boolean {
  return (module === 'pandas' || module.startsWith('pandas.core.indexes.')) && name.endsWith('Index')
}
