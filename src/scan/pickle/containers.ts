import type { PickleStack } from './stack.ts'
import type { ContainerValue, GlobalValue, Value } from './values.ts'

/** Items that a container or tuple lists. */
export const mostItems = 64
/** Globals that a container remembers, and values that are walked in search of them. */
const mostHeld = 256
const mostWalked = 64

const nothing: ReadonlySet<GlobalValue> = new Set()
const noItems: readonly Value[] = []

export function emptyContainer(kind: ContainerValue['kind']): ContainerValue {
  return { kind, size: 0, items: noItems, held: nothing, hasParts: false }
}

export const emptyTuple: Value = { kind: 'tuple', items: noItems, length: 0 }

/** Makes a tuple of what stands above `from`. */
export function pushTuple(stack: PickleStack, from: number): void {
  const length = stack.top - from
  const value: Value = length === 0 ? emptyTuple : { kind: 'tuple', items: firstOf(stack, from, stack.top), length }
  stack.cut(from)
  stack.push(value)
}

export function firstOf(stack: PickleStack, from: number, to: number): readonly Value[] {
  return stack.slice(from, Math.min(to, from + mostItems))
}

/** Adds the values from `from` to `to` on the stack; of a dict, keys and values in turn. */
export function addItems(container: ContainerValue, stack: PickleStack, from: number, to: number): void {
  container.size += container.kind === 'dict' ? (to - from) >> 1 : to - from
  const room = mostItems - container.items.length
  if (room > 0) {
    const first = stack.slice(from, Math.min(to, from + room))
    container.items = container.items.length === 0 ? first : [...container.items, ...first]
  }
  for (let at = from; at < to; at++) {
    const value = stack.at(at)
    if (!mayHold(value)) continue
    container.hasParts = true
    if (at - from >= room) hold(container, value)
  }
}

/** Numbers and text, of which there are most, hold nothing. */
function mayHold(value: Value): boolean {
  const { kind } = value
  return kind === 'global' || kind === 'tuple' || kind === 'call' || kind === 'persistent' || isContainer(value)
}

/** Keeps what an unlisted item holds, and lets go of what need not be remembered of it. */
function hold(container: ContainerValue, value: Value): void {
  if (isContainer(value) && value.hasParts === false) {
    value.items = noItems
    return
  }
  let held: Set<GlobalValue> | undefined
  walk(value, (global) => {
    if (container.held.size >= mostHeld || container.held.has(global)) return
    held ??= new Set(container.held)
    held.add(global)
    container.held = held
  })
}

function walk(value: Value, found: (global: GlobalValue) => void): void {
  const open: Value[] = [value]
  for (let walked = 0; open.length > 0 && walked < mostWalked; walked++) {
    const next = open.pop()!
    if (next.kind === 'global') found(next)
    else if (next.kind === 'call') open.push(next.callee, next.args)
    else if (next.kind === 'persistent') open.push(next.id)
    else if (next.kind === 'tuple' || isContainer(next)) {
      if (next.kind !== 'tuple') for (const global of next.held) found(global)
      for (const item of next.items) if (mayHold(item)) open.push(item)
    }
  }
}

export function isContainer(value: Value): value is ContainerValue {
  return value.kind === 'list' || value.kind === 'dict' || value.kind === 'set' || value.kind === 'frozenset'
}
