#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { reportFailure } from './failure.ts'
import { buildProgram } from './program.ts'

enableCompileCache()
try {
  process.exitCode = await runCommand()
} catch (error) {
  process.exitCode = await reportFailure(error)
}

async function runCommand(): Promise<number> {
  let code = 0
  const program = buildProgram((exitCode) => {
    code = exitCode
  })
  await program.parseAsync(process.argv)
  return code
}
