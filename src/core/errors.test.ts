import { expect, test } from 'vitest'
import { AirworthyError, errorCatalogue } from './errors.ts'
import { nearest, suggestion } from './nearest.ts'

test('an error fills its message and hint, and keeps code, exit and cause', () => {
  const cause = new Error('disk')
  const error = new AirworthyError(
    'DATA_NO_COLUMN',
    { path: 'a.csv', column: 'agee', role: 'label', suggestion: 'Did you mean "age"?' },
    cause,
  )
  expect(error.message).toBe('a.csv has no column "agee" (label).')
  expect(error).toMatchObject({ code: 'DATA_NO_COLUMN', hint: 'Did you mean "age"?', exit: 2, cause })
})

test.each(Object.entries(errorCatalogue))(
  '%s is a sentence that ends, and has something to do',
  (_code, { message, hint }) => {
    expect(message).toMatch(/[.:?}]$/)
    expect(hint).not.toBe('')
  },
)

test('the nearest name is offered only when it is near', () => {
  expect(nearest('postive', ['positive', 'negative'])).toBe('positive')
  expect(nearest('Incom', ['age', 'income'])).toBe('income')
  expect(nearest('xyz', ['income', 'age'])).toBeUndefined()
  expect(suggestion('xyz', ['income', 'age'])).toBe('There are: income, age.')
})
