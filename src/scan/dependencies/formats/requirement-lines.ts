export interface RequirementLine {
  /** Without comments and continuations. */
  readonly text: string
  /** The first line, from 1. */
  readonly line: number
}

/** The logical lines of a requirements file, as pip joins and strips them. */
export function* requirementLines(text: string): Generator<RequirementLine> {
  let pending = ''
  let first = 0
  let line = 0
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    line += 1
    if (pending === '') first = line
    const isComment = /^\s*#/.test(raw)
    if (raw.endsWith('\\') && !isComment) {
      pending += `${raw.slice(0, -1)} `
      continue
    }
    const joined = stripComment(pending + (isComment ? '' : raw)).trim()
    pending = ''
    if (joined !== '') yield { text: joined, line: first }
  }
  const rest = stripComment(pending).trim()
  if (rest !== '') yield { text: rest, line: first }
}

/** A comment begins with `#` after white space: elsewhere it belongs to an address. */
function stripComment(text: string): string {
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (at === 0 || text[at - 1] === ' ' || text[at - 1] === '\t') return text.slice(0, at)
  }
  return text
}

const longNames: ReadonlyMap<string, string> = new Map([
  ['-r', '--requirement'],
  ['-c', '--constraint'],
  ['-e', '--editable'],
  ['-i', '--index-url'],
  ['--pypi-url', '--index-url'],
  ['-f', '--find-links'],
])

/** An option line as its long name and value: `-rbase.txt`, `-r base.txt` and `--requirement=base.txt` are the same. */
export function optionOf(text: string): { readonly name: string; readonly value: string } | undefined {
  if (!text.startsWith('-')) return undefined
  const end = text.startsWith('--') ? text.search(/[\s=]/) : 2
  const short = end < 0 ? text : text.slice(0, end)
  const value = end < 0 ? '' : text.slice(end).replace(/^[\s=]+/, '')
  return { name: longNames.get(short) ?? short, value: unquoted(value.trim()) }
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text
}
