import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunRecord } from '../../zoo/record.ts'
import type { Trial } from '../../zoo/trial.ts'
import { openJsonLines, readJsonLines } from './json-lines.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.cache/calibrate')

export interface Result {
  readonly trial: Trial
  readonly record: RunRecord
}

/** Results of one kind and size, with the code that they are of. */
export interface Results {
  readonly kind: Trial['kind']
  readonly size: number
  /** First digits of the hash of the sources. */
  readonly source: string
  readonly results: readonly Result[]
}

/** The results kept on disk, smallest size first. */
export function keptResults(kind: Trial['kind']): Results[] {
  return globSync(`${kind}-*.jsonl`, { cwd: folder })
    .map((file) => read(join(folder, file)))
    .toSorted((a, b) => a.size - b.size)
}

/** The checks that came to a verdict at least once; those of files are skipped, as these models have none. */
export function idsOfChecks(results: readonly Result[]): string[] {
  const came = ({ record }: Result) =>
    Object.entries(record.checks).flatMap(([id, end]) => (end === 'skipped' ? [] : [id]))
  return [...new Set(results.flatMap(came))].toSorted()
}

/** Opens the file of a kind and size; results of other sources are dropped. */
export function openResults(kind: Trial['kind'], size: number, source: string) {
  const { lines, add } = openJsonLines(join(folder, `${kind}-${size}.jsonl`), { kind, size, source })
  const done = new Set((lines as Result[]).map(({ trial }) => JSON.stringify(trial)))
  return {
    has: (trial: Trial) => done.has(JSON.stringify(trial)),
    add: (trial: Trial, record: RunRecord) => add({ trial, record }),
  }
}

/** Layers that a run in memory never enters. */
const unrelated = /^src\/(scan|cli|report|testing|data)\/|\.test(-d)?\.ts$/

/** First digits of a hash of everything that a result depends on. */
export function hashSources(): string {
  const hash = createHash('sha256')
  const files = globSync(['src/**/*.ts', 'zoo/**/*.ts'], { cwd: root }).filter((file) => !unrelated.test(file))
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 10)
}

function read(path: string): Results {
  const { head, lines } = readJsonLines(path)
  return { ...(head as Omit<Results, 'results'>), results: lines as Result[] }
}
