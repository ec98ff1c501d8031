export interface ParameterRow {
  readonly name: string
  readonly value: string
}

/** The resolved parameters of a check, one a line, in the order of the report. */
export function parameterRows(params: Readonly<Record<string, unknown>>): readonly ParameterRow[] {
  return Object.entries(params).map(([name, value]) => ({
    name,
    value: typeof value === 'string' && value !== '' ? value : (JSON.stringify(value) ?? 'unset'),
  }))
}

/** Whether an address may be made a link: one with another scheme could run code. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}
