import { columnOf, withColumn } from '../../src/core/frame.ts'
import type { CategoryColumn } from '../../src/core/frame.ts'
import { integerAt, streamKey } from '../../src/core/random.ts'
import { cleanSubject } from '../clean.ts'
import { inBoth, someRows } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const protectedProxy: Flaw = {
  name: 'protected-proxy',
  plants: 'A feature (district) gives a protected value (origin) away in 95 % of the rows.',
  expectedChecks: ['fairness/proxy', 'fairness/inferable'],
  make: (seed, size, strength) =>
    inBoth(cleanSubject(seed, size), (sample, set) => {
      const told = someRows(size, 0.95 * strength, seed, `told ${set}`)
      const other = streamKey(seed, 'district', set)
      const origin = columnOf(sample.frame, 'origin') as CategoryColumn
      const codes = origin.codes.map((code, row) => (told[row] === 1 ? code : integerAt(other, row, 0, 3)))
      const column = { kind: 'category', codes, dictionary: ['harbour', 'hill', 'valley'] } as const
      return { ...sample, frame: withColumn(sample.frame, 'district', column) }
    }),
}
