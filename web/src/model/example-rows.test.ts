import { expect, test } from 'vitest'
import { sampleReport } from '../../fixtures/make-sample.ts'
import { knownRows } from './example-rows.ts'

test('a row is named by its id and can be had whole', () => {
  const { id, idOf, wholeRow } = knownRows(sampleReport(), 'evaluation', ['age'])
  expect([id, idOf(7), idOf(31)]).toEqual(['person', 'p-00007', null])
  expect(wholeRow(7)!.slice(0, 2)).toEqual([
    ['person', 'p-00007'],
    ['age', 63],
  ])
})

test('nothing is said of rows that the report does not hold, or holds without their values', () => {
  const report = sampleReport()
  expect(knownRows(report, 'evaluation', []).wholeRow(31)).toBeNull()
  expect(knownRows(report, 'evaluation', []).wholeRow(1)).toBeNull()
  expect(knownRows(report, 'evaluation', []).idOf(1)).toBeNull()
  expect(knownRows(report, 'reference', [])).toMatchObject({ id: null })
  const { exampleRows, ...data } = report.data
  expect(exampleRows).toBeDefined()
  expect(knownRows({ ...report, data }, 'evaluation', [])).toMatchObject({ id: null })
})

test('an id that a finding shows anyway is not shown twice', () => {
  expect(knownRows(sampleReport(), 'evaluation', ['person']).id).toBeNull()
})
