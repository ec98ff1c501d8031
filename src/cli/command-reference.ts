import type { Command } from 'commander'
import { buildProgram } from './program.ts'

/** The reference page of the command line, as Markdown. */
export function commandReference(): string {
  const program = buildProgram(() => {})
  const sections = program.commands.map((command) =>
    [`## airworthy ${command.name()}`, '', '```text', helpOf(command), '```', ''].join('\n'),
  )
  return [`# Command line`, '', '```text', helpOf(program), '```', '', ...sections].join('\n')
}

/** The help text at a width that does not depend on the terminal. */
function helpOf(command: Command): string {
  command.configureHelp({ ...command.configureHelp(), helpWidth: 100 })
  return command.helpInformation().trimEnd()
}
