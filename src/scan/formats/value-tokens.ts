/** One step through a tree of values, as JSON and UBJSON write it. */
export type ValueToken = '{' | '}' | '[' | ']' | 'key' | 'string' | 'number' | 'true' | 'false' | 'null' | 'end'

/** Values of any size, read one token at a time. Grammar and depth are checked on the way: `Malformed` is thrown. */
export interface ValueTokens {
  next(): ValueToken
  /** Passes the value whose first token was `token`, to its end. */
  skip(token: ValueToken): void
  /** Of the last `key` or `string`. */
  readonly text: string
  /** Of the last `number`. */
  readonly number: number
  /** Where the last token begins. */
  readonly offset: number
}

export type Value = null | boolean | number | string | readonly Value[] | ValueMap
export type ValueMap = ReadonlyMap<string, Value>

/** The value whose first token was `token`. For values known to be small: all of it is kept. */
export function readValue(tokens: ValueTokens, token: ValueToken): Value {
  if (token === '{') {
    const map = new Map<string, Value>()
    while (tokens.next() === 'key') {
      const key = tokens.text
      map.set(key, readValue(tokens, tokens.next()))
    }
    return map
  }
  if (token === '[') {
    const items: Value[] = []
    for (let item = tokens.next(); item !== ']'; item = tokens.next()) items.push(readValue(tokens, item))
    return items
  }
  if (token === 'string') return tokens.text
  if (token === 'number') return tokens.number
  return token === 'null' ? null : token === 'true'
}

export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map
}
