import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import { AirworthyError, messageOf } from '../core/errors.ts'
import type { Report } from '../core/report.ts'
import type { LoadedData } from '../data/load.ts'
import { configFile, rowsFile, witnessFiles } from './witness-files.ts'
import { toleranceOf, witnessSets } from './witness-set.ts'

/** What became of the witnesses of every failing check. */
export interface WitnessSummary {
  readonly folder: string
  readonly written: readonly { readonly check: string; readonly folder: string; readonly rows: number }[]
  readonly without: readonly { readonly check: string; readonly because: string }[]
}

/**
 * Refuses a folder that witnesses could not be written into at the end, before anything is done. It has to be new or
 * empty: what lies there may be a regression test that somebody keeps. Throws WITNESSES_KEPT or OUTPUT_UNWRITABLE.
 */
export function checkWitnessFolder(path: string): void {
  const folder = resolve(path)
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0) throw new AirworthyError('WITNESSES_KEPT', { path })
    const nearest = existingAbove(folder)
    if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is not a folder`)
    const temporary = join(nearest, `.witnesses.${process.pid}.part`)
    mkdirSync(temporary)
    rmSync(temporary, { recursive: true })
  } catch (error) {
    throw unwritable(path, error)
  }
}

export interface WitnessInput {
  readonly report: Report
  readonly config: Config
  readonly data: LoadedData
}

/** Writes the witnesses of each failing check into a folder of its own under `path`, whole or not at all. */
export function writeWitnesses(path: string, { report, config, data }: WitnessInput): WitnessSummary {
  const folder = resolve(path)
  const { label } = config.data
  const { labels } = data.evaluation
  const failing = report.checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)
  const without = (because: string) => failing.map((check) => ({ check, because }))
  if (config.model === undefined || config.model.predictions !== undefined) {
    return { folder, written: [], without: without('there is no model to ask again') }
  }
  if (label === undefined || labels === null) {
    return { folder, written: [], without: without('no label tells what to expect') }
  }
  const tolerance = toleranceOf(config.task, labels)
  const sets = witnessSets(report, {
    task: config.task,
    schema: data.schema,
    evaluation: data.evaluation,
    labels,
    tolerance,
  })
  const written = sets.flatMap((set) => {
    if ('because' in set) return []
    const { check, witnesses } = set
    const own = join(folder, check.replaceAll(/[^\w.-]+/g, '-'))
    const files = witnessFiles({ check, config, data, label, labels, tolerance, witnesses, folder: own })
    writeFolder(own, { [rowsFile]: files.rows, [configFile]: files.config })
    return [{ check, folder: own, rows: witnesses.length }]
  })
  return { folder, written, without: sets.filter((set) => 'because' in set) }
}

function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  const temporary = `${folder}.${process.pid}.part`
  try {
    mkdirSync(temporary, { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(temporary, name), text)
    renameSync(temporary, folder)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    throw unwritable(folder, error)
  }
}

function existingAbove(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingAbove(dirname(path))
}

function unwritable(path: string, error: unknown): AirworthyError {
  if (error instanceof AirworthyError) return error
  return new AirworthyError('OUTPUT_UNWRITABLE', { path, problem: messageOf(error) }, error)
}
