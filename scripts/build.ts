import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Builds what is published: the sources as JavaScript with their types, and the report page as one file. */
const root = join(import.meta.dirname, '..')

rmSync(join(root, 'dist'), { recursive: true, force: true })
run('tsc', ['-p', 'tsconfig.build.json'])
chmodSync(join(root, 'dist/cli/main.js'), 0o755)
run('vite', ['build', 'web', '--logLevel', 'warn'])

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(join(root, 'node_modules/.bin', command), args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
