import type { Scope } from '../scope.ts'
import type { ByteSource } from '../source.ts'
import type { JudgeEvent } from './judging-handler.ts'
import { hasLegacyTorchMagic, legacyTorchStorages } from './legacy-torch.ts'
import { PickleRun } from './pickle-run.ts'
import type { TorchContext } from './torch-storages.ts'

export interface PickleRunOptions {
  /** Where the first pickle begins; 0 unless told. */
  readonly start?: number
  /**
   * Pickles that a loader reads one after another; what is behind them is left to the caller. Unless told, as many as
   * follow each other, and what is behind them is searched for more.
   */
  readonly expected?: number
  /** The pickles belong to a checkpoint of PyTorch: persistent ids name its storages. */
  readonly torch?: TorchContext
  /** The policy, for a checkpoint of PyTorch or for anything else. */
  readonly judge: (isTorch: boolean) => JudgeEvent
}

export interface PickleScan {
  /** Where the last pickle ended, or broke off. */
  readonly end: number
  /** Every pickle reached its STOP. */
  readonly isWhole: boolean
}

/** Magic number, protocol, system, object, keys of the storages. */
const legacyPickles = 5

/**
 * Runs the pickles of a source without doing what they say, and has everything judged that they would do. Accounts for
 * their bytes, not for what stands behind the last.
 */
export async function runPickles(source: ByteSource, scope: Scope, options: PickleRunOptions): Promise<PickleScan> {
  const { start = 0 } = options
  const isLegacy = options.expected === undefined && hasLegacyTorchMagic(source, start)
  const torch = options.torch ?? (isLegacy ? {} : undefined)
  const run = new PickleRun(source, scope, options.judge(torch !== undefined), torch)
  const expected = isLegacy ? legacyPickles : (options.expected ?? Number.POSITIVE_INFINITY)
  let last = start
  let end = start
  for (let count = 0; count === 0 || (count < expected && (isLegacy || run.goesOnAt(end))); count++) {
    last = end
    const outcome = await run.one(last)
    if (outcome.kind === 'fault') {
      run.searchDormant(outcome.offset + 1)
      return { end: outcome.offset, isWhole: false }
    }
    end = outcome.end
  }
  if (isLegacy) end = legacyTorchStorages(source, scope, last, end, run.storages!.storages)
  if (options.expected === undefined) run.searchDormant(end)
  return { end, isWhole: true }
}
