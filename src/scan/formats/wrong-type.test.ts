import { expect, test } from 'vitest'
import { wrongTypeOf } from './wrong-type.ts'

test('a pickle under the name of a format without code is told', () => {
  expect(wrongTypeOf('model.safetensors', 'pickle')).toBe('the name promises safetensors, but the content is pickle')
  expect(wrongTypeOf('vocab.json', 'torch-zip')).toBeDefined()
})

test('what the name does not deny is not told', () => {
  expect(wrongTypeOf('model.pkl', 'pickle')).toBeUndefined()
  expect(wrongTypeOf('pytorch_model.bin', 'torch-zip')).toBeUndefined()
  expect(wrongTypeOf('model', 'pickle')).toBeUndefined()
  expect(wrongTypeOf('serialized_state_dict.json', 'torch-zip')).toBeUndefined()
  expect(wrongTypeOf('model.json', 'torch-export-graph')).toBeUndefined()
  expect(wrongTypeOf('model.safetensors', 'safetensors')).toBeUndefined()
})
