/** How many cells of a terminal a text fills: two for wide characters and emoji, none for marks that combine. */
export function widthOf(text: string): number {
  // The common case by far, and twenty times faster.
  if (/^[\u0020-\u007e\u00a1-\u02ff]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment)
  return width
}

/** The text cut to a width, with the mark at its end when something was cut off. Never wider than asked. */
export function fit(text: string, width: number, mark = '…'): string {
  if (widthOf(text) <= width) return text
  const room = width - widthOf(mark)
  if (room < 0) return ''
  let used = 0
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    used += widthOfGrapheme(segment)
    if (used > room) break
    kept += segment
  }
  return kept.trimEnd() + mark
}

/** The text followed by blanks up to a width; a wider text stays as it is. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** The words of a text in lines of at most a width; a word that is wider has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const emoji = /^\p{Emoji_Presentation}|\ufe0f/u
const nothing = /[\p{Mark}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u1160-\u11ff\ud7b0-\ud7fb]/gu

/** Wide and fullwidth blocks of Unicode 16, EastAsianWidth.txt; ambiguous characters count as narrow. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18df2}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/gu

/** An emoji is one picture however many code points it is made of; other characters add up. */
function widthOfGrapheme(grapheme: string): number {
  if (emoji.test(grapheme)) return 2
  const shown = grapheme.replace(nothing, '')
  return Array.from(shown).length + (shown.match(wide)?.length ?? 0)
}
