import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbers } from '../testing/frames.ts'
import { overwrite } from './overwrite.ts'

test('writes the value wherever one stood, and nowhere else', () => {
  const cells = fc.array(fc.option(fc.double(), { freq: 4 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(cells, fc.double({ noNaN: true }), (values, value) => {
      const column = numbers(values)
      const before = structuredClone(column)
      const after = overwrite(column, value)
      expect(column, 'the original is untouched').toEqual(before)
      expect(after).toEqual(numbers(values.map((cell) => (cell === null ? null : value))))
      expect(overwrite(after, value), 'again changes nothing').toEqual(after)
    }),
  )
})
