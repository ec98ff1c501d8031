import { CommanderError } from 'commander'
import { AirworthyError } from '../core/errors.ts'
import { paintFor } from './paint.ts'

/**
 * Says what went wrong and returns the exit code: 2 for what the user can mend, 3 for what could not be finished,
 * 70 for a bug of ours, 130 after Ctrl-C.
 */
export async function reportFailure(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof AirworthyError) return sayFailure(error)
  const paint = paintFor(process.stderr)
  const { version } = await import('../app/version.ts')
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(`\n${paint.bold(paint.red('This is a bug in Airworthy.'))} Please report it with what follows.`)
  console.error(`airworthy ${version}, Node ${process.version}, ${process.platform} ${process.arch}\n${trace}\n`)
  return 70
}

/** Says what is wrong and what to do, and returns the exit code. */
export function sayFailure(error: AirworthyError): number {
  const paint = paintFor(process.stderr)
  const isStopped = error.code === 'CANCELLED' || error.code === 'CANCELLED_EARLY'
  const title = isStopped ? paint.yellow(error.code) : paint.red(error.code)
  console.error(`\n${paint.bold(title)}  ${error.message}\n${error.hint === '' ? '' : `  → ${error.hint}\n`}`)
  return isStopped ? 130 : error.exit
}
