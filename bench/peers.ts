import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { measureCommand } from './processes.ts'

export interface PeerRun {
  readonly name: string
  readonly seconds: number
  readonly peakMb: number
  readonly checks: number
}

const peers = [
  { name: 'deepchecks, full suite', folder: 'deepchecks', script: 'deepchecks_suite.py' },
  { name: 'Evidently, all presets', folder: 'evidently', script: 'evidently_suite.py' },
]

/** Runs the suites of others on the same data and model, each in a Python environment of its own with pinned versions. */
export async function peerRuns(root: string): Promise<PeerRun[]> {
  const runs: PeerRun[] = []
  for (const { name, folder, script } of peers) {
    const python = peerPython(root, folder)
    console.error(`running ${name} …`)
    const { seconds, peakMb, stdout } = await measureCommand(
      python,
      [join(import.meta.dirname, 'peers', script), join(root, 'examples/adult')],
      { cwd: root },
    )
    const { checks } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { checks: number }
    runs.push({ name, seconds, peakMb, checks })
  }
  return runs
}

/** The Python of a peer's environment, which is made from the pinned versions when it is not there yet. */
export function peerPython(root: string, peer: string): string {
  const [folder, requirements] = [join(root, '.cache/peers', peer), join(import.meta.dirname, 'peers', `${peer}.txt`)]
  const python = join(folder, 'bin/python')
  if (existsSync(join(folder, 'complete'))) return python
  console.error(`installing ${requirements} …`)
  run('python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements])
  run('touch', [join(folder, 'complete')])
  return python
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
