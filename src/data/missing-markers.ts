/** Texts that exports write where a value is missing. */
export const knownMarkers: readonly string[] = [
  '', '?', 'NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NULL', 'Null', 'null', 'None', 'NaN', 'nan', '-', '--',
] // prettier-ignore
