import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/** One command as a whole process tree. */
export interface Measured {
  readonly seconds: number
  /** Highest sum of resident memory over the process and its children, sampled; 0 where /proc is not there. */
  readonly peakMb: number
  readonly exitCode: number | null
  readonly stdout: string
}

/** Runs a command to its end and measures it from outside. */
export function measureCommand(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let peakMb = 0
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, treeMb(child.pid!))
    }, 20)
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (exitCode) => {
      clearInterval(watch)
      if (exitCode !== 0 && exitCode !== 1)
        reject(new Error(`${command} ${args.join(' ')} ended with ${exitCode}\n${stderr.slice(-2000)}`))
      else resolve({ seconds: (performance.now() - startedAt) / 1000, peakMb, exitCode, stdout })
    })
  })
}

/** The middle of several runs after one that does not count, so that neither disk nor compiler is cold. */
export async function medianOf(runs: number, once: () => Promise<Measured>): Promise<Measured> {
  await once()
  const all: Measured[] = []
  for (let i = 0; i < runs; i++) all.push(await once())
  return all.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs / 2)]!
}

/** Resident megabytes of a process and everything below it. */
function treeMb(root: number): number {
  const parents = new Map<number, number>()
  const resident = new Map<number, number>()
  try {
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue
      try {
        const [, rest] = readFileSync(`/proc/${entry}/stat`, 'utf8').split(/\) (?=[A-Z] )/)
        const fields = rest!.split(' ')
        parents.set(Number(entry), Number(fields[1]))
        resident.set(Number(entry), (Number(fields[21]) * 4096) / 1e6)
      } catch {
        // It ended between the listing and the look.
      }
    }
  } catch {
    return 0
  }
  let sum = 0
  for (const [pid, mb] of resident) if (descends(pid, root, parents)) sum += mb
  return sum
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true
  return false
}
