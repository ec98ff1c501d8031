import { relative } from 'node:path'
import { scanLevels, type ScanLevel } from '../core/scan-level.ts'
import type { ScanOptions, ScanProgress } from '../app/scan.ts'
import { AirworthyError } from '../core/errors.ts'
import { interruptSignal } from './interrupt.ts'
import { paintFor } from './paint.ts'
import { isWatched, screenSize } from './screen-size.ts'

export interface ScanCommandOptions extends Omit<ScanOptions, 'failOn' | 'signal' | 'onProgress'> {
  readonly failOn?: string
  readonly verbose?: boolean
}

/** Scans and prints the summary; the exit code is 0 clean, 1 findings, 3 incomplete. */
export async function scanCommand(paths: readonly string[], options: ScanCommandOptions): Promise<number> {
  const { failOn, verbose = false, ...rest } = options
  if (failOn !== undefined && !isLevel(failOn)) {
    const problem = `"${failOn}" is no level; there are ${scanLevels.join(', ')}.`
    throw new AirworthyError('OPTION_INVALID', { option: '--fail-on', problem, command: 'scan' })
  }
  const { scan } = await import('../app/scan.ts')
  const progress = progressLine()
  try {
    const result = await scan(paths, {
      ...rest,
      ...(failOn === undefined ? {} : { failOn }),
      // Without a signal of ours Ctrl-C ends the process at once, and there is nothing to tidy up but what came in.
      ...(paths.includes('-') ? { signal: interruptSignal() } : {}),
      onProgress: progress.show,
    })
    progress.clear()
    const { scanSummary } = await import('../report/scan/terminal.ts')
    const outputs = result.written.map((file) => relative(process.cwd(), file))
    const { stdout } = process
    console.log(
      scanSummary(result.report, { width: screenSize(stdout, 100).width, paint: paintFor(stdout), outputs, verbose }),
    )
    return result.exitCode
  } finally {
    progress.clear()
  }
}

/** One line on standard error that changes, in a terminal only. */
function progressLine(): { readonly show: (progress: ScanProgress) => void; readonly clear: () => void } {
  const { stderr } = process
  if (!isWatched(stderr)) return { show: () => {}, clear: () => {} }
  const paint = paintFor(stderr)
  return {
    show({ done, of, path }) {
      if (of < 2) return
      const text = `${done}/${of}  ${path}`.slice(0, Math.max(20, screenSize(stderr, 80).width - 1))
      stderr.write(`\r\u001B[2K${paint.dim(text)}`)
    },
    clear: () => void stderr.write('\r\u001B[2K'),
  }
}

function isLevel(text: string): text is ScanLevel {
  return (scanLevels as readonly string[]).includes(text)
}
