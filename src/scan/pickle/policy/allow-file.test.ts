import { expect, test } from 'vitest'
import { AllowFileError, parseAllowFile } from './allow-file.ts'
import { noEntries } from './allow-list.ts'

test('YAML and JSON', () => {
  const text = `
pickle:
  - { module: my_package.layers, name: Scale, role: class }
operators:
  graph-ops: [my.domain::Op]
classes: [my.Layer]
`
  const entries = {
    pickle: [{ module: 'my_package.layers', name: 'Scale', role: 'class' }],
    operators: { 'graph-ops': ['my.domain::Op'] },
    classes: ['my.Layer'],
  }
  expect(parseAllowFile(text)).toEqual(entries)
  expect(parseAllowFile(JSON.stringify(entries))).toEqual(entries)
  expect(parseAllowFile('')).toEqual(noEntries)
})

test.each([
  ['pickle: [{ module: a, name: b, role: anything }]', 'pickle.0.role'],
  ['pickle: [{ module: a, role: data }]', 'pickle.0.name'],
  ['pickles: []', 'pickles'],
  ['- a', 'the file'],
  ['a: [', 'line 1'],
])('%s is refused, with the place', (text, place) => {
  expect(() => parseAllowFile(text)).toThrow(AllowFileError)
  expect(() => parseAllowFile(text)).toThrow(place)
})
