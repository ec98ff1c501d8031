import { expect, test } from 'vitest'
import { screenSize } from './screen-size.ts'

test('a terminal tells its size; a log, and a terminal without a size, fold nothing away', () => {
  expect(screenSize({ isTTY: true, columns: 90, rows: 30 })).toEqual({ width: 90, height: 30 })
  expect(screenSize({})).toEqual({ width: 120, height: Infinity })
  expect(screenSize({ isTTY: true, columns: 0, rows: 0 })).toEqual({ width: 120, height: Infinity })
  expect(screenSize({ isTTY: true, columns: 0, rows: 0 }, 80).width).toBe(80)
})
