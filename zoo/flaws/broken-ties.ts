import { shuffledRows, streamKey } from '../../src/core/random.ts'
import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation, numbersOf, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const brokenTies: Flaw = {
  name: 'broken-ties',
  plants:
    'In 60 % of the evaluation rows one number (age) belongs to another row: each column looks as before, together they do not.',
  expectedChecks: ['drift/multivariate', 'drift/correlation', 'drift/mutual-information'],
  make(seed, size, strength) {
    const torn = someRows(size, 0.6 * strength, seed, 'torn')
    return inEvaluation(cleanSubject(seed, size), (sample) => {
      const ages = numbersOf(sample.frame, 'age')
      const order = shuffledRows(size, streamKey(seed, 'torn'))
      const from = Int32Array.from(torn.keys()).filter((row) => torn[row] === 1)
      const to = order.filter((row) => torn[row] === 1)
      const ageOf = new Map(Array.from(from, (row, i) => [row, ages[to[i]!]!]))
      return changeNumbers(sample, 'age', (value, row) => ageOf.get(row) ?? value)
    })
  },
}
