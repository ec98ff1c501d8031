import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ErrorCode } from '../src/core/errors.ts'
import { RunStore } from '../src/store/run-store.ts'
import { airworthy, root, temporaryFolder } from './airworthy.ts'
import { csv, people, write } from './people.ts'

/** A mistake of the user, put on top of a folder that runs, and what has to be said of it. */
export interface Mistake {
  /** The configuration, or the text of airworthy.yaml. */
  readonly config?: object | string
  readonly files?: Readonly<Record<string, string>>
  readonly folders?: readonly string[]
  /** Files of other tests, put beside the configuration. */
  readonly copies?: readonly string[]
  readonly args?: readonly string[]
  readonly code: ErrorCode
  readonly says: RegExp
  readonly hint: RegExp
  readonly exit?: 3
}

export const reference = people(120, 'reference')
export const evaluation = people(120, 'evaluation')
export const data = { evaluation: 'evaluation.csv', label: 'outcome', positive: 'yes' }
/** A configuration that runs. */
export const config = { task: 'binary', model: { predictions: { score: 'score' } }, data }

const folder = temporaryFolder()
let made = 0

/** A folder with the data and a configuration that runs, and then the mistake. */
export function prepare(mistake: Partial<Mistake> = {}): string {
  const here = join(folder, `case-${made++}`)
  mkdirSync(here)
  const text = typeof mistake.config === 'string' ? mistake.config : JSON.stringify(mistake.config ?? config)
  write(here, { 'evaluation.csv': csv(evaluation), 'reference.csv': csv(reference), 'airworthy.yaml': text })
  write(here, mistake.files ?? {})
  for (const name of mistake.folders ?? []) mkdirSync(join(here, name))
  for (const file of mistake.copies ?? []) copyFileSync(join(root, file), join(here, file.split('/').at(-1)!))
  return here
}

/** Makes each mistake: the code, the place and a hint are told, without a trace of code, and nothing is left behind. */
export function testMistakes(mistakes: Readonly<Record<string, Mistake>>): void {
  test.each(Object.entries(mistakes))('%s', async (_what, mistake) => {
    const here = prepare(mistake)
    const before = readdirSync(here)
    const args = mistake.args ?? ['test']
    const outputs = args[0] === 'test' ? ['-o', 'out.json', '-o', 'out.junit.xml', '-o', 'out.md'] : []
    const { exitCode, stdout, stderr } = await airworthy(here, ...args, ...outputs)

    const told = new RegExp(`^${mistake.code} {2}(.*)\\n {2}→ (.*)$`, 'm').exec(stderr)
    expect(told, stderr).not.toBeNull()
    expect(told![1]).toMatch(mistake.says)
    expect(told![2]).toMatch(mistake.hint)
    expect(`${told![1]} ${told![2]}`, 'a slot was not filled').not.toMatch(/\{\w+\}|\[object/)
    expect(exitCode).toBe(mistake.exit ?? 2)
    expect(stderr, 'a stack trace').not.toMatch(/^\s+at /m)
    expect(stdout).toBe('')
    expect(readdirSync(here).filter((name) => name !== '.airworthy')).toEqual(before)
    expectNothingFinished(here)
  })
}

/** At most a run that can be gone on with is left. */
function expectNothingFinished(here: string): void {
  if (!existsSync(join(here, '.airworthy'))) return
  expect(readdirSync(join(here, '.airworthy'))).toEqual(['runs.sqlite'])
  const store = new RunStore(join(here, '.airworthy/runs.sqlite'))
  try {
    expect(store.find('latest').status).toBe('cancelled')
  } catch (error) {
    expect(error).toMatchObject({ code: 'RUN_NOT_FOUND' })
  } finally {
    store.close()
  }
}
