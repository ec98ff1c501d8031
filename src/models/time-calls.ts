import { AirworthyError } from '../core/errors.ts'
import type { TimingOptions } from '../core/predictions.ts'
import type { Part } from './encode-column.ts'
import type { Backend } from './worker-pool.ts'

/**
 * Milliseconds of each counted call, taken where the model runs and around it alone. Each caller keeps to one process,
 * warms it up, then makes its share of the calls; the rows go round the frame.
 */
export async function timeCalls(
  backend: Backend,
  encodeRows: (rows: Int32Array) => { readonly parts: readonly Part[]; readonly rowCount: number },
  rowCount: number,
  { batchRows, calls, warmUp, callers = 1 }: TimingOptions,
): Promise<Float64Array> {
  const times = new Float64Array(calls)
  const caller = async (first: number): Promise<void> => {
    for (let i = 0; i < warmUp; i++) await timeOne(first + i * callers, first)
    for (let i = first; i < calls; i += callers) times[i] = await timeOne(i, first)
  }
  await Promise.all(Array.from({ length: Math.min(callers, calls) }, (_, index) => caller(index)))
  return times

  async function timeOne(index: number, affinity: number): Promise<number> {
    const rows = Int32Array.from({ length: batchRows }, (_, i) => (index * batchRows + i) % rowCount)
    const { parts, rowCount: asked } = encodeRows(rows)
    if (asked === 0) throw failed('every row was refused by the types of the inputs')
    const reply = await backend.call({ parts, remember: false, from: 0, to: asked }, { affinity, pinned: true })
    if ('died' in reply) throw failed(reply.died.message)
    if (reply.answer.kind === 'raised') throw failed(reply.answer.message)
    return reply.ms
  }

  function failed(problem: string): AirworthyError {
    return new AirworthyError('MODEL_FAILED_ON_DATA', { failed: batchRows, rows: batchRows, role: 'timed', problem })
  }
}
