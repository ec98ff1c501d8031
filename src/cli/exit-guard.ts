import { AirworthyError } from '../core/errors.ts'
import { reportFailure, sayFailure } from './failure.ts'

/** Of Node, for a promise that the program waits for and that nothing will ever settle. */
const unsettled = 13

/**
 * Keeps the exit codes true until the returned function is called: code of a user runs in this process, and its
 * `process.exit(0)` would open a gate that never decided, an error that it throws later would say that the gate failed.
 */
export function guardExit(): () => void {
  let isDone = false
  process.on('exit', (code) => {
    if (!isDone && [0, 1, unsettled].includes(code)) process.exitCode = sayFailure(new AirworthyError('ENDED_EARLY'))
  })
  process.on('uncaughtException', (error) => {
    process.exitCode = 70
    void reportFailure(error).then((code) => process.exit(code))
  })
  // Whoever reads no further, as in `| head`, ends neither the run nor its reports.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return () => {
    isDone = true
  }
}
