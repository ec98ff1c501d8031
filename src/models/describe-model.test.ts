import { expect, test } from 'vitest'
import { describeModel } from './describe-model.ts'
import { fixturePath } from './fixtures/fixture.ts'

const describeFixture = (name: string) => describeModel(fixturePath(`${name}.onnx`))

test('tells which columns it takes by name', async () => {
  const columns = await describeFixture('columns-strings')
  const matrix = await describeFixture('matrix-zipmap')
  const asked = ['age', 'AGE', 'X']
  expect(asked.map(columns.takesColumn)).toEqual([true, true, false])
  expect(asked.map(matrix.takesColumn)).toEqual([false, false, false])
})

test('tells the classes, and whether the answer is one number', async () => {
  expect(await describeFixture('multiclass-strings')).toMatchObject({ classes: expect.any(Array), isOneNumber: false })
  expect(await describeFixture('regression')).toMatchObject({ classes: null, isOneNumber: true })
  expect(await describeFixture('matrix-two-columns')).toMatchObject({ isOneNumber: false })
})

test('a file that is none', async () => {
  await expect(describeFixture('truncated')).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
  await expect(describeFixture('none')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})
