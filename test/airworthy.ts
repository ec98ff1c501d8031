import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export const root = join(import.meta.dirname, '..')

/** How a command ended. */
export interface Ended {
  /** null when a signal ended it. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command under way. */
export interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves once what it wrote to standard error matches; rejects when it ends without. */
  saying(text: RegExp): Promise<void>
}

/** A folder of its own for the tests of a file, gone after the last of them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)
  return folder
}

/** Runs the command line in a folder, and waits for its end. */
export function airworthy(folder: string, ...args: readonly string[]): Promise<Ended> {
  return start(folder, args).ended
}

/** Starts the command line in a folder, with variables besides those of this process. */
export function start(
  folder: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Running {
  return run(process.execPath, [join(root, 'src/cli/main.ts'), ...args], folder, variables)
}

/** Runs any command without a terminal, in plain text, and kills it should it never end. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Running {
  // Nothing of whoever runs the tests: no colours, no run store, no npm, no test runner.
  const foreign = /^(FORCE_COLOR|AIRWORTHY_HOME|NODE_(ENV|OPTIONS)|VITEST.*|npm_.*)$/i
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const env = { ...inherited, NO_COLOR: '1', ...variables }
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 240_000, detached: true })
  let [stdout, stderr] = ['', '']
  let heard = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    heard()
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
  return {
    process: child,
    ended,
    saying: (text) =>
      new Promise((resolve, reject) => {
        heard = () => text.test(stderr) && resolve()
        heard()
        void ended.then(() => reject(new Error(`It ended without saying ${text}:\n${stderr}`)))
      }),
  }
}
