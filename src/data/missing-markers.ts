/** Texts that exports write where a value is missing. */
export const knownMarkers: readonly string[] = [
  '', '?', 'NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NULL', 'Null', 'null', 'None', 'NaN', 'nan', '-', '--', '\\N',
] // prettier-ignore

/** Texts that may be values among texts, but mean "missing" among nothing but numbers or nothing but times. */
export const markersAmongNumbers: readonly string[] = [
  ...knownMarkers,
  'na', 'Na', 'N/a', 'n.a.', 'N.A.', 'n.d.', 'N.D.', 'nil', 'Nil', 'NIL', 'none', 'NONE', 'NAN', 'NaT', '(null)', '<null>',
  '.', '..', '...', '*', '**', '---', '#', '#N/A N/A', '#NA', '#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!',
  '1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN', '-nan', '-NaN', 'missing', 'Missing', 'MISSING', 'unknown', 'Unknown', 'UNKNOWN',
  'undefined', 'not available', 'Not available', 'Not Available', 'not applicable', 'Not applicable', 'Not Applicable', 'no data', 'No data', 'blank',
] // prettier-ignore
