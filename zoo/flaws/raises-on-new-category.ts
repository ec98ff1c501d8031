import { columnOf } from '../../src/core/frame.ts'
import type { CategoryColumn } from '../../src/core/frame.ts'
import { cleanSubject } from '../clean.ts'
import { numbersOf, withScores } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const raisesOnNewCategory: Flaw = {
  name: 'raises-on-new-category',
  plants: 'The model raises where a category (region) is new.',
  expectedChecks: ['transformation/unseen-category-substitution'],
  make(seed, size, strength) {
    const subject = cleanSubject(seed, size)
    const known = new Set((columnOf(subject.reference.frame, 'region') as CategoryColumn).dictionary)
    return withScores(subject, (scores, frame) => {
      const column = columnOf(frame, 'region')
      if (column.kind !== 'category') return scores
      const ages = numbersOf(frame, 'age')
      const isNew = column.dictionary.map((word) => !known.has(word))
      const isBad = (code: number, row: number) => isNew[code] === true && (strength >= 1 || ages[row]! < 45)
      if (strength > 0 && column.codes.some(isBad)) throw new Error('KeyError: region')
      return scores
    })
  },
}
