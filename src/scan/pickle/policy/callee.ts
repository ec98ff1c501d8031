import type { CallValue, Value } from '../values.ts'

/** A name, and where it came from when it was not imported as such. */
export interface Named {
  readonly module: string
  readonly name: string
}

/** Values within values: more is nothing that a writer makes. */
const deepest = 8

/**
 * The name that a callee goes by: an import; an attribute of one, which protocols below 4 write as
 * `getattr(Class, 'attribute')`; or the class of a module that old checkpoints of torch name with their source.
 */
export function namedCallee(callee: Value, isTorch: boolean, depth = 0): Named | undefined {
  if (callee.kind === 'global') return callee
  if (depth > deepest) return undefined
  if (callee.kind === 'call') {
    const attribute = attributeOf(callee)
    const owner = attribute === undefined ? undefined : namedCallee(attribute.owner, isTorch, depth + 1)
    return owner === undefined ? undefined : { module: owner.module, name: `${owner.name}.${attribute!.name}` }
  }
  if (callee.kind === 'persistent' && isTorch) {
    const source = moduleSourceOf(callee.id)
    return source === undefined ? undefined : namedCallee(source, isTorch, depth + 1)
  }
  return undefined
}

/** The class of `('module', class, file, source)`, as `torch.save` wrote before its zip files. */
export function moduleSourceOf(id: Value): Value | undefined {
  if (id.kind !== 'tuple' || id.length !== 4) return undefined
  const [word, type, file, source] = id.items
  const isText = file?.kind === 'text' && source?.kind === 'text'
  return word?.kind === 'text' && word.text === 'module' && isText && type?.kind === 'global' ? type : undefined
}

/** The parts of `getattr(owner, 'name')`. */
export function attributeOf({ callee, args }: CallValue): { owner: Value; name: string } | undefined {
  if (callee.kind !== 'global' || callee.module !== 'builtins' || callee.name !== 'getattr') return undefined
  if (args.kind !== 'tuple' || args.length !== 2) return undefined
  const [owner, name] = args.items
  return owner !== undefined && name?.kind === 'text' ? { owner, name: name.text } : undefined
}

/** The class of an instance that the stream made, seen through what merely makes objects of a class. */
export function classOf(value: Value, isTorch: boolean, depth = 0): Named | undefined {
  if (value.kind !== 'call' || depth > deepest) return undefined
  const named = namedCallee(value.callee, isTorch)
  if (named === undefined) return undefined
  const argument = makers.get(`${named.module}.${named.name}`)
  if (argument === undefined) return named
  const type = value.args.kind === 'tuple' ? value.args.items[argument] : undefined
  return type === undefined ? undefined : namedCallee(type, isTorch)
}

/** Which argument is the class. */
const makers: ReadonlyMap<string, number> = new Map([
  ['copyreg._reconstructor', 0],
  ['copyreg.__newobj__', 0],
  ['copyreg.__newobj_ex__', 0],
  ['torch._utils._rebuild_wrapper_subclass', 0],
  ['torch._tensor._rebuild_from_type_v2', 1],
  ['sklearn.metrics._dist_metrics.newObj', 0],
  ['sklearn.neighbors._ball_tree.newObj', 0],
  ['sklearn.neighbors._kd_tree.newObj', 0],
])
