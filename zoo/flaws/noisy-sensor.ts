import { normalAt, streamKey } from '../../src/core/random.ts'
import { cleanSubject } from '../clean.ts'
import { changeNumbers, inEvaluation } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const noisySensor: Flaw = {
  name: 'noisy-sensor',
  plants: 'One number (balance) is blurred by noise one and a half times its standard deviation.',
  expectedChecks: ['drift/feature', 'drift/correlation'],
  make(seed, size, strength) {
    const key = streamKey(seed, 'noise')
    return inEvaluation(cleanSubject(seed, size), (sample) =>
      changeNumbers(sample, 'balance', (value, row) => value + 1.5 * 15 * strength * normalAt(key, row, 0)),
    )
  },
}
