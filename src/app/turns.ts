import { setImmediate as immediate } from 'node:timers/promises'

/**
 * A pause that lets this thread hear what came in. Those that wait go on one by one, each after a pause of its own:
 * together they would keep the thread as long as one that never paused.
 */
export function turns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(() => immediate())
    return last
  }
}
