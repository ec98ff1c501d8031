import { withColumn } from '../../src/core/frame.ts'
import { streamKey, uniformAt } from '../../src/core/random.ts'
import { cleanSubject } from '../clean.ts'
import { inBoth } from '../plant.ts'
import type { Flaw } from '../subject.ts'

export const tellingIdentifier: Flaw = {
  name: 'telling-identifier',
  plants:
    'Rows are numbered with most of the negatives first, so that a running number (record id) predicts the label.',
  expectedChecks: ['leakage/identifier', 'leakage/feature-label'],
  make: (seed, size, strength) => {
    const subject = inBoth(cleanSubject(seed, size), (sample, set) => {
      if (sample.labels.kind !== 'class') throw new Error('classes were drawn')
      const { codes } = sample.labels
      const key = streamKey(seed, 'identifier', set)
      const place = Float64Array.from(codes, (code, row) => uniformAt(key, row, 0) + 0.8 * strength * code)
      const values = new Float64Array(size)
      Int32Array.from(codes.keys())
        .toSorted((a, b) => place[a]! - place[b]!)
        .forEach((row, position) => {
          values[row] = position + 1
        })
      const column = { kind: 'number', values, valid: new Uint8Array(size).fill(1) } as const
      return { ...sample, frame: withColumn(sample.frame, 'record id', column) }
    })
    return { ...subject, roles: { 'record id': 'id' } }
  },
}
