/** The fields of a line. */
export interface ParsedRow {
  readonly fields: readonly string[]
  /** Something stands between a closing quote and the next delimiter. */
  readonly malformed: boolean
}

/** The first complete lines, empty ones left out; at most `most`. */
export function parseRows(
  text: string,
  whole: boolean,
  delimiter: string,
  escape: string,
  most = Infinity,
): readonly ParsedRow[] {
  const rows: ParsedRow[] = []
  let fields: string[] = []
  let malformed = false
  let at = 0
  while (at < text.length && rows.length < most) {
    const field = text[at] === '"' ? quotedField(text, at, escape) : null
    const start = field === null ? at : field.end
    let end = start
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
    const rest = text.slice(start, end)
    // A quote that is never closed, or a text behind one that is.
    if (field !== null && (rest !== '' || !field.isClosed)) malformed = true
    // The sample breaks off within this line; alone it still shows the delimiter.
    if (end === text.length && !whole && rows.length > 0) return rows
    fields.push(field === null ? rest : field.value + rest)
    if (text[end] === delimiter) {
      at = end + 1
      // A delimiter at the very end has an empty field behind it.
      if (at < text.length) continue
      fields.push('')
    }
    if (fields.length > 1 || fields[0] !== '' || field !== null) rows.push({ fields, malformed })
    fields = []
    malformed = false
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
  }
  return rows
}

/** The field whose opening quote stands at `at`; `end` is behind the closing one. */
function quotedField(text: string, at: number, escape: string): { value: string; end: number; isClosed: boolean } {
  let value = ''
  let start = at + 1
  for (let i = start; i < text.length; i++) {
    const isEscape = text[i] === escape && (text[i + 1] === '"' || (escape !== '"' && text[i + 1] === escape))
    if (isEscape) {
      value += text.slice(start, i) + text[i + 1]!
      start = i + 2
      i++
    } else if (text[i] === '"') return { value: value + text.slice(start, i), end: i + 1, isClosed: true }
  }
  return { value: value + text.slice(start), end: text.length, isClosed: false }
}
