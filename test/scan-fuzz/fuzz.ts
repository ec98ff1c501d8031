import { compare } from './compare.ts'
import { generatePickle } from './generate-pickle.ts'
import { OracleProcess, type OracleRecord } from './oracle-process.ts'
import { Random } from './random.ts'

export interface FuzzOptions {
  readonly count: number
  readonly seed: number
  /** Oracles at work at once. */
  readonly workers: number
  readonly python: string
}

export interface Miss {
  readonly pickle: Uint8Array
  readonly missed: readonly OracleRecord[]
}

export interface FuzzResult {
  readonly pickles: number
  /** Things that CPython did. */
  readonly records: number
  readonly covered: number
  /** Pickles on which the oracle died or hung. */
  readonly unanswered: number
  readonly misses: readonly Miss[]
}

const batchSize = 500
const mostMisses = 20

/** Compares our machine with CPython's unpicklers on generated pickles. */
export async function fuzz(options: FuzzOptions, progress?: (pickles: number) => void): Promise<FuzzResult> {
  const total = { pickles: 0, records: 0, covered: 0, unanswered: 0, misses: [] as Miss[] }
  let next = 0
  const work = async (): Promise<void> => {
    let oracle = new OracleProcess(options.python)
    try {
      while (next * batchSize < options.count) {
        const batch = pickleBatch(options, next++)
        const answers = await oracle.ask(batch)
        for (const [at, answer] of answers.entries()) {
          const { records, covered, missed } = compare(batch[at]!, answer)
          total.records += records
          total.covered += covered
          if (missed.length > 0 && total.misses.length < mostMisses) total.misses.push({ pickle: batch[at]!, missed })
        }
        total.pickles += answers.length
        progress?.(total.pickles)
        if (answers.length === batch.length) continue
        total.unanswered += batch.length - answers.length
        oracle.close()
        oracle = new OracleProcess(options.python)
      }
    } finally {
      oracle.close()
    }
  }
  await Promise.all(Array.from({ length: options.workers }, work))
  return total
}

function pickleBatch({ count, seed }: FuzzOptions, batch: number): Uint8Array[] {
  const random = new Random((seed + Math.imul(batch + 1, 0x9e3779b1)) >>> 0)
  const length = Math.min(batchSize, count - batch * batchSize)
  return Array.from({ length }, () => generatePickle(random))
}
