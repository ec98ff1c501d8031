import { expect, test } from 'vitest'
import { isWatched, screenSize } from './screen-size.ts'

const tty = { isTTY: true, columns: 90, rows: 30 }

test('a terminal tells its size; a log, and a terminal without a size, fold nothing away', () => {
  expect(screenSize(tty, 120, {})).toEqual({ width: 90, height: 30 })
  expect(screenSize({}, 120, {})).toEqual({ width: 120, height: Infinity })
  expect(screenSize({ isTTY: true, columns: 0, rows: 0 }, 120, {})).toEqual({ width: 120, height: Infinity })
  expect(screenSize({ isTTY: true, columns: 0, rows: 0 }, 80, {}).width).toBe(80)
})

test('a line that changes is for those who watch, and not for logs', () => {
  expect(isWatched(tty, {})).toBe(true)
  expect(isWatched(tty, { CI: 'false', TERM: 'xterm' })).toBe(true)
  expect(isWatched({}, {})).toBe(false)
  for (const environment of [{ TERM: 'dumb' }, { CI: 'true' }, { CI: '1' }]) {
    expect(isWatched(tty, environment)).toBe(false)
    expect(screenSize(tty, 120, environment).height).toBe(Infinity)
  }
})
