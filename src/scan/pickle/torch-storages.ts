import type { Scope } from '../scope.ts'
import type { Value } from './values.ts'

/** How a reader of checkpoints tells what tensors may claim. */
export interface TorchContext {
  /** Bytes that lie in the file for a storage, by its key; undefined when they are not there. Leave out to skip the check. */
  readonly storageBytes?: (key: string) => number | undefined
}

export interface TorchStorage {
  readonly key: string
  readonly numel: number
  readonly itemBytes: number
}

const itemBytes: ReadonlyMap<string, number> = new Map([
  ['DoubleStorage', 8],
  ['LongStorage', 8],
  ['ComplexFloatStorage', 8],
  ['ComplexDoubleStorage', 16],
  ['FloatStorage', 4],
  ['IntStorage', 4],
  ['QInt32Storage', 4],
  ['HalfStorage', 2],
  ['BFloat16Storage', 2],
  ['ShortStorage', 2],
  ['ByteStorage', 1],
  ['CharStorage', 1],
  ['BoolStorage', 1],
  ['QInt8Storage', 1],
  ['QUInt8Storage', 1],
  ['QUInt4x2Storage', 1],
  ['QUInt2x4Storage', 1],
  ['UntypedStorage', 1],
])

/** A number too long to be worked out is more than any file has. */
const beyond = Number.POSITIVE_INFINITY

/** The storage that a persistent id of torch names: `('storage', type, key, location, numel[, view])`. */
export function storageOf(id: Value): TorchStorage | undefined {
  if (id.kind !== 'tuple' || (id.length !== 5 && id.length !== 6)) return undefined
  const [word, type, key, , numel] = id.items
  if (word?.kind !== 'text' || word.text !== 'storage' || type?.kind !== 'global') return undefined
  const bytes = itemBytes.get(type.name)
  if (key?.kind !== 'text' || numel?.kind !== 'number' || bytes === undefined) return undefined
  return { key: key.text, numel: numel.value ?? beyond, itemBytes: bytes }
}

/** Compares what a pickle says of its storages with the bytes that are there, and what tensors take with both. */
export class StorageChecks {
  readonly #scope: Scope
  readonly #context: TorchContext
  readonly #storages = new Map<string, TorchStorage>()

  constructor(scope: Scope, context: TorchContext) {
    this.#scope = scope
    this.#context = context
  }

  get storages(): ReadonlyMap<string, TorchStorage> {
    return this.#storages
  }

  persistent(id: Value, offset: number): void {
    const storage = storageOf(id)
    if (storage === undefined) return
    const { key, numel } = storage
    const known = this.#storages.get(key)
    if (known === undefined) this.#storages.set(key, storage)
    else if (known.numel === numel && known.itemBytes === storage.itemBytes) return
    const claimed = numel * storage.itemBytes
    const other = known === undefined ? this.#context.storageBytes?.(key) : known.numel * known.itemBytes
    const isTooMuch = known === undefined ? other !== undefined && claimed > other : other !== claimed
    if (numel >= 0 && Number.isSafeInteger(claimed) && !isTooMuch) return
    this.#mismatch(key, `storage ${key} claims ${claimed} bytes, where ${other ?? 'fewer'} are`, offset)
  }

  /** `_rebuild_tensor*(storage, offset, size, stride, ...)`: the last item must lie in the storage. */
  call(callee: Value, args: Value, offset: number): void {
    if (callee.kind !== 'global' || callee.module !== 'torch._utils' || args.kind !== 'tuple') return
    if (!rebuilders.has(callee.name)) return
    const [storage, first, size, stride] = args.items
    if (storage?.kind !== 'persistent' || first?.kind !== 'number') return
    const of = storageOf(storage.id)
    const sizes = numbersOf(size)
    const strides = numbersOf(stride)
    if (of === undefined || sizes === undefined || strides === undefined || sizes.length !== strides.length) return
    const start = first.value ?? beyond
    const reach = sizes.map((n, d) => (n === 1 ? 0 : (n - 1) * strides[d]!))
    const end = sizes.includes(0) ? start : reach.reduce((sum, length) => sum + length, start) + 1
    const isOdd = start < 0 || sizes.some((n) => n < 0) || strides.some((n) => n < 0)
    if (isOdd || end > of.numel) {
      const shape = `[${sizes.join(', ')}]`
      const detail = `a tensor of shape ${shape} takes items up to ${end} of storage ${of.key}, which has ${of.numel}`
      this.#mismatch(of.key, detail, offset)
    }
  }

  #mismatch(key: string, detail: string, offset: number): void {
    this.#scope.find('pickle-code/storage-mismatch', { subject: `storage ${key}`, detail, offset })
  }
}

const rebuilders: ReadonlySet<string> = new Set(['_rebuild_tensor', '_rebuild_tensor_v2', '_rebuild_tensor_v3'])

/** Of a tuple, or of what a call such as `torch.Size` makes of one. */
function numbersOf(value: Value | undefined): number[] | undefined {
  if (value?.kind === 'call') {
    const [inner] = value.args.kind === 'tuple' ? value.args.items : []
    return inner?.kind === 'tuple' ? numbersOf(inner) : undefined
  }
  if (value?.kind !== 'tuple' || value.items.length !== value.length) return undefined
  const numbers: number[] = []
  for (const item of value.items) {
    if (item.kind !== 'number') return undefined
    numbers.push(item.value ?? beyond)
  }
  return numbers
}
