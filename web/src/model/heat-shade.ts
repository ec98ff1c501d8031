/** How strong to tint each value, in percent of the full colour: by size, and never so strong that text is lost. */
export function heatShade(values: readonly (readonly (number | null)[])[]): (value: number | null) => number {
  const sizes = values.flat().map((value) => Math.abs(value ?? 0))
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0)
  return (value) => (value === null || largest === 0 ? 0 : Math.round((Math.abs(value) / largest) * strongest))
}

const strongest = 55
