import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMissing, valueAt } from '../core/frame.ts'
import { streamKey } from '../core/random.ts'
import { categories } from '../testing/frames.ts'
import { unseenCategory, unseenVariants } from './unseen-category.ts'

const cells = fc.array(fc.option(fc.oneof(fc.constantFrom('a', 'b', 'red', ''), fc.string({ unit: 'grapheme' }))), {
  minLength: 1,
  maxLength: 30,
})

test('every value becomes one that no dictionary holds, equal values equal ones', () => {
  fc.assert(
    fc.property(cells, fc.constantFrom(...unseenVariants), fc.nat(), (values, variant, seed) => {
      const column = categories(values)
      const before = structuredClone(column)

      const after = unseenCategory(column, variant, streamKey(seed))

      expect(column, 'the original is untouched').toEqual(before)
      expect(unseenCategory(column, variant, streamKey(seed)), 'same seed, same words').toEqual(after)
      if (after === null) {
        expect(column.dictionary).toContain(variant === 'empty' ? '' : 'OTHER')
        return
      }
      expect(new Set(after.dictionary).size, 'no word twice').toBe(after.dictionary.length)
      for (let row = 0; row < values.length; row++) {
        expect(isMissing(after, row)).toBe(isMissing(column, row))
        if (isMissing(column, row)) continue
        expect(column.dictionary).not.toContain(valueAt(after, row))
        expect(valueAt(after, row)).toBe(valueAt(after, values.indexOf(values[row]!)))
      }
    }),
  )
})

describe('a near miss is one edit away', () => {
  const column = categories(['Private', 'State-gov', 'Never-worked', 'Zürich'])
  test.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
    const after = unseenCategory(column, 'near-miss', streamKey(seed))!
    column.dictionary.forEach((value, code) => {
      expect(isOneEdit(Array.from(value), Array.from(after.dictionary[code]!))).toBe(true)
    })
  })
})

test('where every edit is taken, the word is marked until it is new', () => {
  const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz')
  const full = categories(['', ...alphabet, ...alphabet.flatMap((a) => alphabet.map((b) => a + b))])
  const after = unseenCategory(full, 'near-miss', streamKey(1))!
  expect(new Set([...after.dictionary, ...full.dictionary]).size).toBe(2 * full.dictionary.length)
})

/** One character lost, added, replaced, or two neighbours swapped. */
function isOneEdit(from: readonly string[], to: readonly string[]): boolean {
  let start = 0
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) start++
  let end = 0
  const rest = Math.min(from.length, to.length) - start
  while (end < rest && from.at(-1 - end) === to.at(-1 - end)) end++
  const [lost, added] = [from.slice(start, from.length - end), to.slice(start, to.length - end)]
  const isSwap = lost.length === 2 && added.length === 2 && lost[0] === added[1] && lost[1] === added[0]
  return isSwap || (lost.length <= 1 && added.length <= 1 && lost.length + added.length > 0)
}
