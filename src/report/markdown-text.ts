import { oneLine } from './visible-text.ts'

/** Shows as nothing and ends what GitHub would take for a mention, an issue or a link. */
const joint = '\u200b'

/**
 * Text as one line of GitHub-flavoured Markdown that shows as it is: no markup, no HTML, no border of a cell, no
 * mention of a person, no link that GitHub makes by itself.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[@#]|:(?=\/\/)|(?<![a-z0-9])(?:www(?=\.)|gh(?=-))/gi, `$&${joint}`)
    .replace(/^(?=[+-]|\d+[.)])/, joint)
    .replace(/[\\`*_[\]<>|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
}

/** A code span that shows the text as it is in a cell of a table. */
export function markdownCode(text: string): string {
  // Readers disagree about a border after two backslashes.
  const shown = oneLine(text).replaceAll('\\|', `\\${joint}|`).replaceAll('|', '\\|')
  if (shown === '') return '(empty)'
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? fence + shown + fence : `${fence} ${shown} ${fence}`
}

/** A table of cells that are Markdown already; nothing when there are no rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

/** As much of a text as a table has room for. */
export function clipped(text: string, length = 200): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`
}
