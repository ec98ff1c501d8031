import { expect, test } from 'vitest'
import { turns } from './turns.ts'

test('between two that wait, what came in is heard', async () => {
  const order: string[] = []
  const pause = turns()
  const hear = () => {
    order.push('heard')
    if (order.length < 6) setImmediate(hear)
  }
  setImmediate(hear)
  await Promise.all(['one', 'two', 'three'].map((name) => pause().then(() => order.push(name))))
  const places = ['one', 'two', 'three'].map((name) => order.indexOf(name))
  for (const [i, place] of places.entries()) {
    if (i > 0) expect(order.slice(places[i - 1]! + 1, place)).toContain('heard')
  }
})
