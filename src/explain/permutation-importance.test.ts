import { expect, test } from 'vitest'
import { columnOf, valueAt } from '../core/frame.ts'
import { streamKey, uniformAt } from '../core/random.ts'
import { frameOf, numbers } from '../testing/frames.ts'
import { binaryLabels, binaryModel, probeOf } from '../testing/models.ts'
import { permutationImportance } from './permutation-importance.ts'

const rows = Array.from({ length: 400 }, (_, row) => row)
const draw = (name: string) => numbers(rows.map((row) => uniformAt(streamKey(1, name), row, 0)))
const frame = frameOf({ used: draw('used'), ignored: draw('ignored'), constant: numbers(rows.map(() => 1)) })
const model = binaryModel((given, row) => Number(valueAt(columnOf(given, 'used'), row)))
const labels = binaryLabels(rows.map((row) => Number(Number(valueAt(columnOf(frame, 'used'), row)) > 0.5)))

test('shuffling the column that the model uses costs AUC; shuffling others costs nothing', async () => {
  const probe = await probeOf(model, frame, labels)
  const importance = await permutationImportance(
    { task: 'binary', model, probe, key: streamKey(2, 'importance'), signal: new AbortController().signal },
    ['used', 'ignored', 'constant'],
  )
  expect(importance.get('used')).toBeGreaterThan(0.4)
  expect(importance.get('ignored')).toBe(0)
  expect(importance.get('constant')).toBe(0)
})
