import type { Probe } from '../core/artifacts.ts'
import { columnOf, takeValues, withColumn } from '../core/frame.ts'
import type { Model, Task } from '../core/predictions.ts'
import { shuffledRows, subStream } from '../core/random.ts'
import type { StreamKey } from '../core/random.ts'
import { pairedImpact } from '../stats/impact.ts'
import { estimateOf } from '../stats/statistic.ts'

/**
 * How much worse the impact metric gets when one column is shuffled over the probe rows (Breiman 2001), by column.
 * Columns that carry the same information share it. One shuffle; null where the change is undefined.
 */
export async function permutationImportance(
  { task, model, probe, key, signal }: { task: Task; model: Model; probe: Probe; key: StreamKey; signal: AbortSignal },
  features: readonly string[],
): Promise<Map<string, number | null>> {
  const importance = new Map<string, number | null>()
  const left = [...features]
  // A few at a time: each holds a column of its own until it is answered.
  const lane = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      signal.throwIfAborted()
      const order = shuffledRows(probe.frame.rowCount, subStream(key, name))
      const shuffled = withColumn(probe.frame, name, takeValues(columnOf(probe.frame, name), order))
      const { predictions } = await model.attempt(shuffled)
      const change = estimateOf(pairedImpact(task, probe.labels ?? undefined, probe.predictions, predictions))
      importance.set(name, Number.isFinite(change) ? change : null)
    }
  }
  try {
    await Promise.all(Array.from({ length: shuffledAtOnce }, lane))
  } finally {
    // Where one failed the others ask no more.
    left.length = 0
  }
  return importance
}

/** Columns asked about at a time: enough that the model need not wait. */
const shuffledAtOnce = 4
