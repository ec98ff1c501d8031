import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the page as a release does, but into a folder of its own, and returns its text. */
export function buildPage(folder: string): string {
  const root = join(import.meta.dirname, '..')
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'web', '--outDir', folder], {
    cwd: root,
    // A test runner sets another one, which would bundle the development build of React.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'pipe',
  })
  return readFileSync(join(folder, 'index.html'), 'utf8')
}
