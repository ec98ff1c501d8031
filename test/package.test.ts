import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { airworthy, root, run, temporaryFolder } from './airworthy.ts'
import type { Ended } from './airworthy.ts'
import { write } from './people.ts'
import { writeSmallAdult } from './small-adult.ts'

const folder = temporaryFolder()
const [built, user] = [join(folder, 'built'), join(folder, 'user')]
/**
 * The Node of the tests is the Node of the user, and nothing is fetched but packages: also where the certificates of the
 * registry are the machine's own, which another Node than the system's does not know by itself.
 */
const variables = {
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  ONNXRUNTIME_NODE_INSTALL: 'skip',
  NODE_USE_SYSTEM_CA: '1',
}
let packed: { readonly filename: string; readonly size: number; readonly files: readonly { readonly path: string }[] }
let installed: Ended

beforeAll(async () => {
  mkdirSync(built)
  mkdirSync(user)
  const sources = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'LICENSE', 'src', 'web', 'schema', 'scripts']
  for (const name of sources) cpSync(join(root, name), join(built, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'))
  await succeed(process.execPath, ['scripts/build.ts'], built)
  packed = (JSON.parse((await succeed('npm', ['pack', '--json'], built)).stdout) as (typeof packed)[])[0]!

  write(user, { 'package.json': '{ "private": true, "type": "module" }' })
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1']
  installed = await run('npm', ['install', join(built, packed.filename), ...flags], user, variables).ended
  if (isOffline(installed)) console.warn(`The package is not installed: there is no registry.\n${installed.stderr}`)
  else expect(installed.exitCode, installed.stderr).toBe(0)
  await writeSmallAdult(user)
}, 600_000)

test('holds what runs and its types, and neither sources, nor tests, nor fixtures', () => {
  const paths = packed.files.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'package.json', 'dist/index.d.ts', 'dist/web/index.html']))
  expect(paths).toEqual(
    expect.arrayContaining(['schema/config.json', 'schema/report.json', 'dist/models/child-entry.js']),
  )
  const foreign =
    /(^|\/)(src|test|fixtures|examples|web\/src|node_modules)\/|\.test\.|fixtures|\.map$|(?<!\.d)\.ts$|\.tsx$|\.py$/
  expect(paths.filter((path) => foreign.test(path))).toEqual([])
  expect(packed.size).toBeLessThan(1_000_000)
})

describe('installed in an empty folder', () => {
  test('runs, and comes to the same bytes as the sources', async ({ skip }) => {
    if (isOffline(installed)) skip('there is no registry')
    const args = ['--no-install', 'airworthy', 'test', '-o', 'report.json', '-o', 'report.html']
    const ended = await run('npx', args, user, variables).ended
    expect(ended.exitCode, ended.stderr).toBe(1)
    expect(ended.stdout).toMatch(/Gate failed/)
    await airworthy(user, 'test', '-o', 'source.json')
    const [report, source] = ['report.json', 'source.json'].map((file) => readFileSync(join(user, file), 'utf8'))
    expect(report).toBe(source)
    expect(readFileSync(join(user, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i)
  }, 60_000)

  test('answers --help and --version', async ({ skip }) => {
    if (isOffline(installed)) skip('there is no registry')
    const help = await run('npx', ['--no-install', 'airworthy', '--help'], user, variables).ended
    expect(help.stdout).toMatch(/^Usage: airworthy/)
    const version = await run('npx', ['--no-install', 'airworthy', '--version'], user, variables).ended
    expect(version.stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version)
  }, 60_000)

  test('is a library', async ({ skip }) => {
    if (isOffline(installed)) skip('there is no registry')
    write(user, {
      'library.ts': `
        import { loadConfig, plan, test } from 'airworthy'
        import type { Report } from 'airworthy'
        const config = await loadConfig('airworthy.yaml')
        const planned = await plan(config)
        const result = await test({ ...config, only: ['drift/feature'] }, { workers: 1 })
        const report: Report = result.report
        console.log(JSON.stringify([planned.checks.length, report.gate.passed]))
      `,
    })
    const ended = await succeed(process.execPath, ['library.ts'], user)
    expect(JSON.parse(ended.stdout)).toEqual([expect.any(Number), true])
    await compiles('library.ts')
  }, 60_000)

  test('the check of the documentation compiles, runs as a plugin, and its test passes', async ({ skip }) => {
    if (isOffline(installed)) skip('there is no registry')
    const page = readFileSync(join(root, 'docs/writing-a-check.md'), 'utf8')
    const [check, itsTest] = Array.from(page.matchAll(/```ts\n([^]*?)```/g), ([, code]) => code!)
    write(user, { 'my-checks.ts': check!, 'my-checks.test.ts': itsTest! })
    write(user, {
      'people.csv': 'agreed,age\n1,30\n1,41\n,29\n1,77\n',
      'plugin.json': JSON.stringify({
        task: 'binary',
        data: { evaluation: 'people.csv' },
        plugins: ['my-checks.ts'],
        only: ['custom'],
        checks: { 'custom/consent': { column: 'agreed' } },
      }),
    })
    const ended = await run('npx', ['--no-install', 'airworthy', 'test', 'plugin.json'], user, variables).ended
    expect(ended.stdout, ended.stderr).toMatch(/custom\/consent +1 rows have no agreed/)
    expect(ended.exitCode).toBe(1)

    // What a user who tests checks has installed besides.
    for (const name of ['vitest', 'fast-check']) {
      symlinkSync(join(root, 'node_modules', name), join(user, 'node_modules', name))
    }
    await compiles('my-checks.ts', 'my-checks.test.ts')
    const tested = await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run'], user).ended
    expect(tested.stdout + tested.stderr).toMatch(/Tests {2}3 passed/)
  }, 90_000)
})

/** Holds the files to the types of the package, as strictly as can be. */
async function compiles(...files: string[]): Promise<void> {
  const options = ['--strict', '--noEmit', '--target', 'esnext', '--module', 'nodenext', '--allowImportingTsExtensions']
  const paths = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
  const compiler = join(root, 'node_modules/.bin/tsc')
  const ended = await run(compiler, [...options, ...paths, '--ignoreConfig', ...files], user, variables).ended
  expect(ended.stdout + ended.stderr).toBe('')
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const ended = await run(command, args, cwd, variables).ended
  expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0)
  return ended
}

function isOffline({ exitCode, stderr }: Ended): boolean {
  return (
    exitCode !== 0 &&
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER/.test(
      stderr,
    )
  )
}
