import { tryPickle } from '../pickle/recognise.ts'
import type { Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'

/**
 * Of a format whose first bytes are opcodes as well: tells when the same file is also a pickle that imports and calls, as it
 * is for whoever loads it by another name. That never happens by chance.
 */
export function tellOfPickleReading(source: ByteSource, scope: Scope): void {
  const { imports, effects } = tryPickle(source, 0, (steps) => scope.budget.steps(steps))
  if (imports === 0 || effects === 0) return
  const detail = 'the file is also a pickle, which imports and calls when it is loaded as one'
  scope.find('pickle-code/dormant', { subject: 'pickle', detail, offset: 0, level: 'high' })
}
