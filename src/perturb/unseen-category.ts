import type { CategoryColumn } from '../core/frame.ts'
import { integerAt, subStream } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'

/** One edit of the value itself; letters at random; nothing; and the name that encoders like to use for the rest. */
export const unseenVariants = ['near-miss', 'random', 'empty', 'other'] as const
export type UnseenVariant = (typeof unseenVariants)[number]

const letters = 'abcdefghijklmnopqrstuvwxyz'
/** One edit of a value may hit another value; after so many tries the value gets a mark that no dictionary holds. */
const mostTries = 64

/**
 * A copy of the column in which every value that arrived is one that stands nowhere in the dictionary. Equal values
 * become equal ones. Null where the variant's word is a known category.
 */
export function unseenCategory(column: CategoryColumn, variant: UnseenVariant, key: StreamKey): CategoryColumn | null {
  switch (variant) {
    case 'near-miss':
      return renamed(column, key, nearMiss)
    case 'random':
      return renamed(column, key, randomWord)
    case 'empty':
      return constant(column, '')
    case 'other':
      return constant(column, 'OTHER')
  }
}

function constant(column: CategoryColumn, word: string): CategoryColumn | null {
  if (column.dictionary.includes(word)) return null
  return { kind: 'category', codes: column.codes.map((code) => Math.min(code, 0)), dictionary: [word] }
}

/** The same codes under new words, each a function of the old word alone. */
function renamed(
  column: CategoryColumn,
  key: StreamKey,
  rename: (value: string, key: StreamKey, attempt: number) => string,
): CategoryColumn {
  const taken = new Set(column.dictionary)
  const dictionary = column.dictionary.map((value) => {
    const stream = subStream(key, value)
    let word = rename(value, stream, 0)
    for (let attempt = 1; word === '' || taken.has(word); attempt++) {
      word = attempt < mostTries ? rename(value, stream, attempt) : `${word}~`
    }
    taken.add(word)
    return word
  })
  return { kind: 'category', codes: column.codes, dictionary }
}

/** The value with one character swapped with the next, lost, doubled by a stranger or replaced. */
function nearMiss(value: string, key: StreamKey, attempt: number): string {
  const characters = Array.from(value)
  const at = integerAt(key, attempt, 0, Math.max(1, characters.length))
  const letter = letters[integerAt(key, attempt, 1, letters.length)]!
  switch (integerAt(key, attempt, 2, 4)) {
    case 0:
      return characters.toSpliced(at, 2, ...characters.slice(at, at + 2).toReversed()).join('')
    case 1:
      return characters.toSpliced(at, 1).join('')
    case 2:
      return characters.toSpliced(at, 0, letter).join('')
    default:
      return characters.toSpliced(at, 1, letter).join('')
  }
}

function randomWord(_value: string, key: StreamKey, attempt: number): string {
  return Array.from({ length: 8 }, (_, i) => letters[integerAt(key, attempt, i, letters.length)]).join('')
}
