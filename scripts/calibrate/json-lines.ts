import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file of results: a head that says what they are of, and a line for each. */
export interface JsonLines {
  readonly head: unknown
  readonly lines: readonly unknown[]
}

/** A line that was cut short by an interruption is left out. */
export function readJsonLines(path: string): JsonLines {
  const [head, ...lines] = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as unknown)
  return { head, lines }
}

/**
 * Opens a file of results: under the same head they are kept, so that an interrupted run goes on; under another one
 * they are dropped.
 */
export function openJsonLines(path: string, head: object) {
  mkdirSync(dirname(path), { recursive: true })
  const kept = existsSync(path) ? readJsonLines(path) : null
  const lines = JSON.stringify(kept?.head) === JSON.stringify(head) ? kept!.lines : []
  // Written anew, because nothing may follow on a line that was cut short.
  writeFileSync(path, [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
  return {
    lines,
    add: (line: object) => appendFileSync(path, `${JSON.stringify(line)}\n`),
  }
}
