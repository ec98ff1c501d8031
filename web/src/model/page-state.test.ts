import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  columnKey,
  focusedOn,
  formatHash,
  isCheckOpen,
  narrowedTo,
  parseHash,
  startState,
  toggleStatus,
  toggled,
  views,
} from './page-state.ts'
import { statuses } from './status.ts'

const text = fc.string({ unit: 'grapheme' })

test('a state goes through an address unchanged', () => {
  const states = fc.record({
    view: fc.constantFrom(...views),
    query: text,
    show: fc.subarray([...statuses]),
    open: fc.uniqueArray(text),
    top: fc.uniqueArray(text),
  })
  fc.assert(
    fc.property(states, (state) => {
      expect(parseHash(formatHash(state))).toEqual(state)
    }),
  )
})

test('whatever stands in an address, reading it does not fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (hash) => {
      expect(views).toContain(parseHash(hash).view)
    }),
  )
})

test('leaves out what it does not know', () => {
  expect(parseHash('#view=__proto__&show=pass,bogus,fail,pass&other=1')).toEqual({
    ...startState,
    show: ['fail', 'pass'],
  })
  expect(parseHash('#metrics')).toEqual(startState)
  expect(parseHash('%E0%A4%A')).toEqual(startState)
})

test('links are short and readable', () => {
  expect(formatHash(startState)).toBe('#')
  const state = {
    ...startState,
    view: 'check' as const,
    show: ['fail', 'warn'] as const,
    open: ['drift/feature', 'drift/feature:age'],
  }
  expect(formatHash(state)).toBe('#view=check&show=fail,warn&open=drift/feature&open=drift/feature:age')
})

test('statuses are shown worst first in whatever order they were pressed', () => {
  const state = toggleStatus(toggleStatus(startState, 'pass'), 'fail')
  expect(state.show).toEqual(['fail', 'pass'])
  expect(toggleStatus(state, 'fail').show).toEqual(['pass'])
})

test('checks are folded to begin with, and unfolded while the page is narrowed', () => {
  expect(isCheckOpen(startState, 'drift/feature')).toBe(false)
  const opened = { ...startState, open: toggled(startState.open, 'drift/feature') }
  expect(isCheckOpen(opened, 'drift/feature')).toBe(true)
  const narrowed = narrowedTo(opened, { query: 'age' })
  expect(isCheckOpen(narrowed, 'drift/feature')).toBe(true)
  expect(isCheckOpen({ ...narrowed, open: toggled(narrowed.open, 'drift/feature') }, 'drift/feature')).toBe(false)
})

test('findings and columns stay open when the page is narrowed', () => {
  const open = ['drift/feature', 'drift/feature:age', columnKey('a'), columnKey('a:b')]
  expect(narrowedTo({ ...startState, open }, { query: 'x' }).open).toEqual([
    'drift/feature:age',
    columnKey('a'),
    columnKey('a:b'),
  ])
})

test('a link to a finding opens it in its check', () => {
  const state = focusedOn({ ...startState, query: 'x', show: ['pass'] }, 'drift/feature', 'drift/feature:age')
  expect(isCheckOpen(state, 'drift/feature')).toBe(true)
  expect(state.open).toContain('drift/feature:age')
})
