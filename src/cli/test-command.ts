import { relative } from 'node:path'
import type { Config } from '../config/config.ts'
import { AirworthyError } from '../core/errors.ts'
import { configuration } from './configuration.ts'
import type { Selection } from './configuration.ts'
import { interruptSignal } from './interrupt.ts'
import { paintFor } from './paint.ts'
import { printSummary } from './print-summary.ts'
import { showProgress } from './progress.ts'
import { witnessLines } from './witness-lines.ts'

export interface TestCommandOptions extends Selection {
  readonly output: readonly string[]
  readonly workers?: number
  readonly resume?: string
  readonly witnesses?: string
}

/** Runs the checks and prints the summary; the exit code is the gate's. */
export async function testCommand(path: string | undefined, options: TestCommandOptions): Promise<number> {
  if (
    options.resume !== undefined &&
    (options.only.length > 0 || options.skip.length > 0 || options.seed !== undefined)
  ) {
    const problem = 'a run keeps the checks and the seed it began with; leave out --only, --skip and --seed.'
    throw new AirworthyError('OPTION_INVALID', { option: '--resume', problem, command: 'test' })
  }
  const signal = interruptSignal()
  const config = await (options.resume === undefined || path !== undefined
    ? configuration(path, options)
    : configOfRun(options.resume))
  const { test } = await import('../app/test.ts')
  const progress = showProgress(process.stderr, paintFor(process.stderr))
  try {
    const { output, workers, resume, witnesses } = options
    const result = await test(config, {
      output,
      signal,
      onEvent: progress.observe,
      ...(workers === undefined ? {} : { workers: Math.max(1, workers) }),
      ...(resume === undefined ? {} : { resume }),
      ...(witnesses === undefined ? {} : { witnesses }),
      ...storeFolder(),
    })
    progress.done()
    printSummary(result.report, result.timings, [
      ...result.written.map((file) => relative(process.cwd(), file)),
      ...witnessLines(result.witnesses),
      `run ${result.run}`,
      ...(result.written.length > 0 ? [] : ['none written; airworthy judge latest -o report.html makes one']),
    ])
    return result.report.gate.exitCode
  } finally {
    progress.done()
  }
}

/** Whoever goes on with a run need not say again what it is about. */
async function configOfRun(run: string): Promise<Config> {
  const resume = await import('../app/resume.ts')
  return resume.configOfRun(run, storeFolder().store)
}

/** AIRWORTHY_HOME names the folder of the run store. */
export function storeFolder(): { store?: string } {
  const folder = process.env['AIRWORTHY_HOME']
  return folder === undefined || folder === '' ? {} : { store: folder }
}
