/** TOML 1.0. Throws for what is none. */
export async function parseToml(text: string): Promise<unknown> {
  const { parse } = await import('smol-toml')
  return parse(text, { integersAsBigInt: 'asNeeded' })
}

/** YAML 1.2 with few aliases, so that a small file stays small. Dates and tags of other languages are text. */
export async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml')
  return parse(text, { maxAliasCount: 100, schema: 'core', logLevel: 'silent', prettyErrors: false })
}

/** Parsers of YAML are slow: this much takes seconds. */
export const longestYaml = 4 * 2 ** 20
