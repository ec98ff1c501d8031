import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AirworthyError } from '../core/errors.ts'
import { valueAt } from '../core/frame.ts'
import type { LoadedData } from './options.ts'
import { readData } from './read-data.ts'

const folder = join(import.meta.dirname, 'fixtures')
const files = readdirSync(folder).filter((name) => !name.endsWith('.py'))

// Every file in fixtures/ is a test: what it is read as stands in fixtures.expected.txt.
test('every fixture is read as expected', async () => {
  const told: string[] = []
  for (const name of files) told.push(`## ${name}\n${await describeFixture(name)}\n`)
  await expect(told.join('\n')).toMatchFileSnapshot('fixtures.expected.txt')
})

async function describeFixture(name: string): Promise<string> {
  const options = { task: 'multiclass', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const
  try {
    const data = await readData({ ...options, evaluation: join(folder, name) })
    await data.close()
    return summary(data)
  } catch (error) {
    if (!(error instanceof AirworthyError)) throw error
    return `${error.code}: ${error.message.replaceAll(`${folder}/`, '')}`
  }
}

function summary({ schema, evaluation, decisions, warnings, missingMarkers }: LoadedData): string {
  const columns = schema.columns.map(({ name, kind, role, integer, reasons }) => {
    const column = evaluation.frame.columns.get(name)
    const rows = Array.from({ length: Math.min(evaluation.rows, 4) }, (_, row) => row)
    const values = column === undefined ? 'not read' : JSON.stringify(rows.map((row) => valueAt(column, row)))
    return `${name}: ${role} ${kind}${integer ? ' (whole)' : ''} ${values}\n    ${reasons.join('; ')}`
  })
  return [
    `${evaluation.format}, ${evaluation.rows} rows, SHA-256 ${evaluation.sha256.slice(0, 8)}`,
    ...columns.map((column) => `  ${column}`),
    ...[...missingMarkers].map(([name, marker]) => `  marker of ${name}: "${marker}"`),
    ...decisions.map((decision) => `  decision: ${decision}`),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ].join('\n')
}
