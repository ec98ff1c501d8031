import { expect, test } from 'vitest'
import { headingOf } from './heading.ts'

test.each([
  ['favourable outcomes by sex: 7 % for f', 'sex', ['sex'], 'Favourable outcomes by sex: 7 % for f'],
  ['age moved by KS 0.3', 'age', ['age'], 'age moved by KS 0.3'],
  ['hours per week moved by KS 0.3', 'moved hours', ['hours per week'], 'hours per week moved by KS 0.3'],
  ['capital-gain alone saves 15 %', null, [], 'capital-gain alone saves 15 %'],
  ['AUC falls', null, [], 'AUC falls'],
  ['', null, [], ''],
] as const)('%s', (reason, subject, features, heading) => {
  expect(headingOf({ reason, subject, features: [...features] })).toBe(heading)
})
