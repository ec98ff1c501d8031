/** What a string looks like, from the narrowest type to `string`, which is none of them. */
export const valueTypes = ['int', 'float', 'bool', 'date', 'url', 'email', 'domain', 'uuid', 'string'] as const
export type ValueType = (typeof valueTypes)[number]

/** Each type as a reader knows it: "age is a date". */
export const valueTypeNames: Readonly<Record<ValueType, string>> = {
  int: 'a whole number',
  float: 'a fraction',
  bool: 'a boolean',
  date: 'a date',
  url: 'a URL',
  email: 'an e-mail address',
  domain: 'a domain name',
  uuid: 'a UUID',
  string: 'a word',
}

/** A value of each type that no other type admits. */
export const valueTypeSamples: Readonly<Record<ValueType, string>> = {
  int: '7',
  float: '7.25',
  bool: 'true',
  date: '2024-02-29',
  url: 'https://example.com/a?b=1',
  email: 'someone@example.com',
  domain: 'example.com',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  string: 'abc',
}

/** Longer texts are no single value; matching them would only take time. */
const longest = 2048

/** Tried in this order, so the first that matches is the narrowest. */
const patterns: readonly (readonly [Exclude<ValueType, 'string'>, RegExp])[] = [
  ['int', /^[+-]?\d+$/],
  ['float', /^[+-]?(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[+-]?\d+)?$/i],
  ['bool', /^(?:true|false|yes|no|[tfyn])$/i],
  [
    'date',
    /^\d{4}([-/])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}[\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?)?$/,
  ],
  ['date', /^(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{2}|\d{4})$/],
  ['uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['url', /^[a-z][a-z\d+.-]*:\/\/\S+$/i],
  ['email', /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/],
  ['domain', /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,}$/i],
]

/** The narrowest type of a value, surrounding spaces aside; null for a blank, which has none. */
export function valueTypeOf(text: string): ValueType | null {
  const value = text.length > longest ? 'too long' : text.trim()
  if (value === '') return null
  return patterns.find(([, pattern]) => pattern.test(value))?.[0] ?? 'string'
}

/** The one type that all values have, whole numbers counting as fractions; null where they differ or there are none. */
export function commonValueType(texts: Iterable<string>): ValueType | null {
  let common: ValueType | null = null
  for (const text of texts) {
    const type = valueTypeOf(text)
    if (type === null || type === common) continue
    if (common === null || admits(type, common)) common = type
    else if (!admits(common, type)) return null
  }
  return common
}

/** Whether a value of type `given` may stand where `expected` is expected. */
export function admits(expected: ValueType, given: ValueType): boolean {
  return expected === given || (expected === 'float' && given === 'int')
}
