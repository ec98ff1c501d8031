#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { guardExit } from './exit-guard.ts'
import { reportFailure } from './failure.ts'
import { buildProgram } from './program.ts'

enableCompileCache()
const isDone = guardExit()
try {
  process.exitCode = await runCommand()
} catch (error) {
  process.exitCode = await reportFailure(error)
}
isDone()

async function runCommand(): Promise<number> {
  let code = 0
  const program = buildProgram((exitCode) => {
    code = exitCode
  })
  await program.parseAsync(process.argv)
  return code
}
