// Runs on whatever Node a machine has: installs what the tests need, runs all of them, and ends with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const bin = join(root, 'node_modules/.bin')
const env = { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` }
const results = join(root, '.cache/vitest.json')
let [passed, failed, skipped] = [0, 0, 0]

install()
count('format', 'oxfmt', ['--check', '.'])
count('lint', 'oxlint', ['--type-aware'])
count('types', 'tsc', [])
count('types of the web page', 'tsc', ['-p', 'web'])
count('nothing unused', 'knip', [])
count('generated files up to date', 'node', ['scripts/generate.ts', '--check'])
count('build', 'npm', ['run', '--silent', 'build'])
countTests()

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)

function install() {
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) {
    console.log('\n0 passed, 1 failed')
    process.exit(1)
  }
  installBrowser()
}

/** The report page is tested in a real browser. Where none can be had its tests are skipped, and say so. */
function installBrowser() {
  if (
    existsSync('/usr/bin/chromium') ||
    process.platform !== 'linux' ||
    process.getuid?.() !== 0 ||
    !existsSync('/usr/bin/apt-get')
  )
    return
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
}

function count(title, command, args) {
  const ok = run(command, args) === 0
  console.log(`${ok ? 'ok' : 'FAILED'}  ${title}`)
  if (ok) passed++
  else failed++
}

function countTests() {
  rmSync(results, { force: true })
  const status = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`])
  if (!existsSync(results)) {
    failed++
    return
  }
  const report = JSON.parse(readFileSync(results, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
  // A file that does not load has no tests to fail; an error outside of a test fails the run all the same.
  if (status !== 0 && report.numFailedTests === 0) failed++
}

function run(command, args) {
  console.log(`\n$ ${command} ${args.join(' ')}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  return status ?? 1
}
