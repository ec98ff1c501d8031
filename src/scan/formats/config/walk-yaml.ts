import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { Scalar, Settings } from './settings.ts'

export interface YamlVisitor extends Pick<Settings, 'key' | 'value' | 'duplicate'> {
  tag(tag: string, offset: number): void
}

/**
 * Visits the nodes of a parsed document; of aliases only those that stand for a scalar are followed. Returns how many nodes there would be with all aliases
 * followed: what a loader that copies them makes of the document.
 */
export function walkYaml(root: unknown, visitor: YamlVisitor): number {
  const sizes = new Map<string, number>()
  const scalars = new Map<string, unknown>()
  const path: string[] = []

  function walk(node: unknown): number {
    if (isAlias(node)) {
      if (scalars.has(node.source)) visitor.value(path, scalarOf(scalars.get(node.source)), node.range?.[0] ?? 0)
      return sizes.get(node.source) ?? 1
    }
    const size = isMap(node) || isSeq(node) || isScalar(node) ? walkNode(node) : 1
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined
    if (anchor !== undefined) note(anchor, node, size)
    return size
  }

  function note(anchor: string, node: unknown, size: number): void {
    sizes.set(anchor, size)
    if (isScalar(node)) scalars.set(anchor, node.value)
    else scalars.delete(anchor)
  }

  function walkNode(node: unknown): number {
    let size = 1
    if (isMap(node)) {
      const offset = node.range?.[0] ?? 0
      if (node.tag !== undefined) visitor.tag(node.tag, offset)
      const seen = new Set<string>()
      for (const { key, value } of node.items) {
        const at = isScalar(key) ? (key.range?.[0] ?? offset) : offset
        const name = nameOf(key)
        if (isScalar(key) && key.anchor !== undefined) note(key.anchor, key, 1)
        else if (!isScalar(key)) size += walk(key)
        if (seen.has(name) && isScalar(key) && name !== '<<') visitor.duplicate(name, at)
        seen.add(name)
        visitor.key(name, at)
        if (isScalar(key) && key.tag !== undefined) visitor.tag(key.tag, at)
        path.push(name)
        size += walk(value)
        path.pop()
      }
    } else if (isSeq(node)) {
      if (node.tag !== undefined) visitor.tag(node.tag, node.range?.[0] ?? 0)
      for (const [index, item] of node.items.entries()) {
        path.push(String(index))
        size += walk(item)
        path.pop()
      }
    } else if (isScalar(node)) {
      const offset = node.range?.[0] ?? 0
      if (node.tag !== undefined) visitor.tag(node.tag, offset)
      visitor.value(path, scalarOf(node.value), offset)
    }
    return size
  }

  function nameOf(key: unknown): string {
    if (isScalar(key)) return String(key.value)
    return isAlias(key) && scalars.has(key.source) ? String(scalars.get(key.source)) : ''
  }

  return walk(root)
}

function scalarOf(value: unknown): Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
