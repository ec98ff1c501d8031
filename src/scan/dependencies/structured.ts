/** Reading what parsers of TOML, YAML and JSON give, of which nothing is known. What has another type is as if missing. */

export function entriesOf(value: unknown): [string, unknown][] {
  return isTable(value) ? Object.entries(value) : []
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textsOf(value: unknown): string[] {
  return listOf(value).filter((item) => typeof item === 'string')
}

/** The value at the end of a way of keys. Keys are only those of the file itself. */
export function at(value: unknown, ...way: readonly string[]): unknown {
  let here = value
  for (const key of way) {
    if (!isTable(here) || !Object.hasOwn(here, key)) return undefined
    here = here[key]
  }
  return here
}

export function textAt(value: unknown, ...way: readonly string[]): string | undefined {
  const found = at(value, ...way)
  return typeof found === 'string' ? found : undefined
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
