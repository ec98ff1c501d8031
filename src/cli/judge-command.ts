import { relative } from 'node:path'
import { loadConfig } from '../config/load.ts'
import { printSummary } from './print-summary.ts'
import { storeFolder } from './test-command.ts'
import { witnessLines } from './witness-lines.ts'

/** Judges a stored run again and prints the summary; the exit code is the gate's. */
export async function judgeCommand(
  run: string,
  options: { readonly config?: string; readonly output: readonly string[]; readonly witnesses?: string },
): Promise<number> {
  const { judgeRun } = await import('../app/judge.ts')
  const config = options.config === undefined ? {} : { config: await loadConfig(options.config) }
  const { output, witnesses } = options
  const result = await judgeRun(run, {
    ...config,
    output,
    ...(witnesses === undefined ? {} : { witnesses }),
    ...storeFolder(),
  })
  for (const clause of result.unapplied) console.error(`! not applied: ${clause}; that takes a new run`)
  const outputs = output.map((file) => relative(process.cwd(), file))
  printSummary(result.report, result.timings, [...outputs, ...witnessLines(result.witnesses), `run ${result.run}`])
  return result.report.gate.exitCode
}
