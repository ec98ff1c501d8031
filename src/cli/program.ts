import { Command, Help, InvalidArgumentError, Option } from 'commander'
import { suggestion } from '../core/nearest.ts'

/** What an action is given: its arguments, its options, and how to set the exit code. */
export type SetExitCode = (code: number) => void

const collect = (value: string, all: string[]) => [...all, value]

/**
 * The command line. Actions are loaded when they are called, so that `--help` costs nothing but this file.
 * Documentation is generated from it.
 */
export function buildProgram(setExitCode: SetExitCode): Command {
  const program = new Command('airworthy')
    .description('Is your AI model ready for production? Stress-tests a model and its data, and proves the answer.')
    .option('--no-color', 'plain text, whatever the terminal can do')
    .option('-V, --version', 'print the version')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true, optionDescription: withoutEmptyDefault })
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 passed, 1 failed, 2 usage or configuration, 3 could not be finished, 70 a bug of ours, 130 stopped.',
    )
    .allowExcessArguments()
    .action(async (options: { version?: boolean }, { args }: Command) => {
      if (args[0] !== undefined) program.error(unknownCommand(args[0], program.commands))
      if (options.version !== true) program.help({ error: true })
      console.log((await import('../app/version.ts')).version)
    })

  program
    .command('init [files...]')
    .summary('look at data and a model, and write airworthy.yaml')
    .description(
      'Looks at two data files and a model, and writes a configuration with comments. Without FILES it looks in this folder. Asks only in a terminal.',
    )
    .option('--reference <file>', 'data the model was trained or validated on')
    .option('--evaluation <file>', 'data to test on')
    .option('--model <file>', 'an ONNX file, or a .js or .ts file that predicts')
    .option('--label <column>', 'the column with the true answer')
    .option('--output <file>', 'where to write', 'airworthy.yaml')
    .option('--force', 'overwrite a file that is there')
    .option('--yes', 'ask nothing')
    .action(async (files: string[], options) => (await import('./init-command.ts')).initCommand(files, options))

  withSelection(program.command('test [config]'))
    .summary('run the checks, write reports, and apply the gate')
    .description('Runs every check that the data and the model allow, and exits with the verdict of the gate.')
    .option('-o, --output <file>', 'a report; .html .json .junit.xml .sarif .md (repeatable)', collect, [])
    .option('--witnesses <folder>', 'write the rows that made checks fail, as regression tests, into a new folder')
    .option('--workers <n>', 'inference processes; all cores by default', wholeNumber)
    .option(
      '--resume <run>',
      'go on with an interrupted run: its id, or "latest"; without CONFIG, with the one it began with',
    )
    .action(async (config: string | undefined, options) =>
      setExitCode(await (await import('./test-command.ts')).testCommand(config, options)),
    )

  program
    .command('judge <run>')
    .summary('judge a stored run again, under new limits')
    .description(
      'Judges what a run measured, without the model or, but for witnesses, the data. RUN is an id, the beginning of one, or "latest".',
    )
    .option('-c, --config <file>', 'the new limits; those of the run by default')
    .option('-o, --output <file>', 'a report, as for test (repeatable)', collect, [])
    .option('--witnesses <folder>', 'write the rows that made checks fail, as for test; needs the data')
    .action(async (run: string, options) =>
      setExitCode(await (await import('./judge-command.ts')).judgeCommand(run, options)),
    )

  program
    .command('scan <paths...>')
    .summary('say what is in model files, and whether they may be loaded')
    .description(
      'Scans model files, folders of them and their dependencies for threats, without loading anything. PATHS are files, folders and globs; - is standard input.',
    )
    .option('-o, --output <file>', 'a report; .json .sarif .md .cdx.json (repeatable)', collect, [])
    .option('--fail-on <level>', 'from which level a finding fails: info, low, medium, high, critical')
    .option('--allow <file>', 'names that are allowed besides the built-in list')
    .option('--policy <file>', 'what was decided about findings: levels, accepted findings, limits')
    .option(
      '--signature-key <file>',
      'a public key or root certificate, PEM, that signatures must fit (repeatable)',
      collect,
      [],
    )
    .option('--osv <dir>', 'a copy of the OSV database, which packages are looked up in')
    .option('--jobs <n>', 'threads; all cores by default', wholeNumber)
    .option('--timeout <seconds>', 'what one of several files may take', wholeNumber)
    .option('--hash', 'the SHA-256 of every file into the reports')
    .option('--verbose', 'list every finding and gap')
    .action(async (paths: string[], options) =>
      setExitCode(await (await import('./scan-command.ts')).scanCommand(paths, options)),
    )

  program
    .command('checks [id]')
    .summary('list the checks, or describe one')
    .description(
      'Lists what can be checked, all of it or what a glob matches (drift, drift/*), or tells all about one check.',
    )
    .addOption(new Option('-c, --config <file>', 'count in the checks of your own that it names'))
    .action(async (id: string | undefined, options) => (await import('./checks-command.ts')).checksCommand(id, options))

  withSelection(program.command('plan [config]'))
    .summary('show what a test would do')
    .description('Shows what would run, on what, with which parameters, and what would be skipped and why.')
    .option('--json', 'print the plan as JSON')
    .action(async (config: string | undefined, options) =>
      (await import('./plan-command.ts')).planCommand(config, options),
    )

  // Inherited from the program, which needs it to answer an unknown command.
  for (const command of program.commands) command.allowExcessArguments(false)
  return program
}

/** That nothing is repeated by default needs no words. */
function withoutEmptyDefault(option: Option): string {
  return new Help().optionDescription(option).replace(/ ?\(default: \[\]\)$/, '')
}

function unknownCommand(name: string, commands: readonly Command[]): string {
  const names = commands.map((command) => command.name())
  return `error: unknown command '${name}'\n${suggestion(name, names)}`
}

function withSelection(command: Command): Command {
  return command
    .option('--only <glob>', 'run only these checks: drift, drift/*, drift/feature (repeatable)', collect, [])
    .option('--skip <glob>', 'leave these checks out (repeatable)', collect, [])
    .option('--seed <n>', 'root of all randomness', wholeNumber)
}

function wholeNumber(value: string): number {
  const parsed = Number(value)
  if (!Number.isSafeInteger(parsed) || parsed < 0) throw new InvalidArgumentError('It must be a whole number.')
  return parsed
}
