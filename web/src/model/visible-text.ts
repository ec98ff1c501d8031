/**
 * Text from data with its invisible characters shown by their code point. A name could otherwise look like another
 * one: control characters, zero-width ones, and those that turn the reading direction round.
 */
export function visibleText(text: string): string {
  return text.replace(
    unseen,
    (character) => `‹U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`,
  )
}

// Joiners are part of some scripts and of composed emoji; after a plain letter they only hide.
const unseen =
  /[[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]--[\t\n]]|(?<=^|\p{ASCII})[\u200c\u200d]/gv
