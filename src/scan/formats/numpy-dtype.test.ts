import { describe, expect, test } from 'vitest'
import { numpyTypeOf } from './numpy-dtype.ts'
import { parsePythonLiteral } from './python-literal.ts'

const typeOf = (descr: string): unknown => {
  const type = numpyTypeOf(parsePythonLiteral(descr))
  return type === undefined ? undefined : [type.itemSize, type.hasObjects]
}

describe('the type of a NumPy array', () => {
  // Item sizes as numpy.dtype(...).itemsize gives them.
  test.each([
    ["'<f8'", [8, false]],
    ["'|b1'", [1, false]],
    ["'<c16'", [16, false]],
    ["'<U3'", [12, false]],
    ["'|S5'", [5, false]],
    ["'|V7'", [7, false]],
    ["'<M8[D]'", [8, false]],
    ["'<m8[25s]'", [8, false]],
    ["'|O'", [8, true]],
    ["'|O8'", [8, true]],
    ["('<i4', (3, 2))", [24, false]],
    ["[('a', '<i4'), ('b', '<f8', (2, 2)), ('n', [('x', '|u1'), ('y', '|S5')])]", [42, false]],
    ["[('a', '<i4'), ('n', [('x', '|O', (2,))])]", [20, true]],
    ["[(('title', 'name'), '<i4')]", [4, false]],
  ])('%s', (descr, expected) => expect(typeOf(descr)).toEqual(expected))

  test.each(["'O,i4'", "'object'", "'<f3'", "'<i4[D]'", "[('a',)]", '3', 'None', "('<i4', 'x')", "'x'"])(
    'is not guessed: %s',
    (descr) => expect(typeOf(descr)).toBeUndefined(),
  )
})
