import { guardExit } from './exit-guard.ts'
import { reportFailure } from './failure.ts'
import { buildProgram } from './program.ts'

/** Does what the arguments of this process say, and sets its exit code. */
export async function runCommandLine(): Promise<void> {
  const isDone = guardExit()
  try {
    process.exitCode = await runCommand()
  } catch (error) {
    process.exitCode = await reportFailure(error)
  }
  isDone()
}

async function runCommand(): Promise<number> {
  let code = 0
  const program = buildProgram((exitCode) => {
    code = exitCode
  })
  await program.parseAsync(process.argv)
  return code
}
