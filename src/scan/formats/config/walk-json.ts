import type { ValueTokens } from '../value-tokens.ts'
import type { Scalar } from './settings.ts'

export interface JsonVisitor {
  key(key: string, offset: number): void
  value(path: readonly string[], value: Scalar, offset: number): void
}

/** Visits every key and scalar of one value in order, in memory that grows with its depth only. */
export function walkJson(tokens: ValueTokens, visitor: JsonVisitor): void {
  const path: string[] = []
  /** For every open value its last index, or -1 for an object. */
  const open: number[] = []
  for (let token = tokens.next(); token !== 'end'; token = tokens.next()) {
    if (token === 'key') {
      path[open.length - 1] = tokens.text
      path.length = open.length
      visitor.key(tokens.text, tokens.offset)
      continue
    }
    if (token === '}' || token === ']') {
      open.pop()
      path.length = open.length
      continue
    }
    const depth = open.length - 1
    if (depth >= 0 && open[depth]! >= 0) {
      path[depth] = String(open[depth])
      path.length = depth + 1
      open[depth]! += 1
    }
    if (token === '{' || token === '[') {
      open.push(token === '{' ? -1 : 0)
      continue
    }
    const value =
      token === 'string' ? tokens.text : token === 'number' ? tokens.number : token === 'null' ? null : token === 'true'
    visitor.value(path, value, tokens.offset)
  }
}
