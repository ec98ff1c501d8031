import { parseRows } from './csv-rows.ts'

/** More lines than this are not looked through for the header. */
const mostLines = 50

export interface Preamble {
  /** Lines before the first one that counts. */
  readonly skippedLines: number
  /** Those of them that are not empty. */
  readonly preamble: readonly string[]
  /** The text behind them. */
  readonly rest: string
}

/**
 * Takes off what stands before the header: empty lines, comments, the line in which Excel tells the delimiter, and
 * titles, which are lines of one field where the others have more.
 */
export function withoutPreamble(text: string, delimiter: string, escape: string): Preamble {
  const lines = [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n)/g).take(mostLines)]
  const width = (line: string | undefined) => parseRows(line ?? '', true, delimiter, escape)[0]?.fields.length ?? 0
  // Comments may well hold the delimiter; where no later line does, one field is all that lines have.
  const first = lines.findIndex(([, line]) => width(line) > 1 && !isComment(line!))
  const above = first > 0 ? lines[first - 1]![1]! : ''
  // '#id,name' above its values.
  const isHeader = above.startsWith('#') && width(above) === width(lines[first]![1])
  const skipped = first === -1 ? lines.findIndex(([, line]) => line !== '') : isHeader ? first - 1 : first
  if (skipped <= 0) return { skippedLines: 0, preamble: [], rest: text }
  const preamble = lines.slice(0, skipped).map(([, line]) => line!)
  // A quote that opens here closes in a later line: no title is written like that.
  if (preamble.some((line) => line.includes('"'))) return { skippedLines: 0, preamble: [], rest: text }
  const { index } = lines[skipped]!
  return { skippedLines: skipped, preamble: preamble.filter((line) => line.trim() !== ''), rest: text.slice(index) }
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/|%)/.test(line) || /^sep=.$/i.test(line)
}
