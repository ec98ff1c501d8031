import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { isMissing, valueAt } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import { Database, literal } from './duckdb.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const options = { task: 'multiclass', protected: [], ignore: [], columns: {}, seed: 1 } as const
const row = fc.record({
  x: fc.constantFrom('NULL', "'nan'::DOUBLE", "'-0'::DOUBLE", "'0'::DOUBLE", '1.5::DOUBLE'),
  n: fc.constantFrom('NULL', '1', '2', '9007199254740993'),
  s: fc.constantFrom('NULL', "'a'", "'?'", "'A'", "''"),
  // Two values that always come keep the column from being nothing but missing.
  k: fc.constantFrom("'p'", "'q'"),
})
const table = fc.array(row, { minLength: 2, maxLength: 40 })

test('repeated and shared rows are those a loop over all pairs finds', async () => {
  const database = await Database.open()
  const connection = await database.connect()
  await fc.assert(
    fc.asyncProperty(table, table, fc.boolean(), async (known, asked, sampled) => {
      const [reference, evaluation] = [join(folder, 'known.parquet'), join(folder, 'asked.parquet')]
      for (const [path, content] of [
        [reference, known],
        [evaluation, asked],
      ] as const) {
        const values = content.map(({ x, n, s, k }) => `(${x}, ${n}, ${s}, ${k})`).join(', ')
        await connection.run(
          `COPY (SELECT x::DOUBLE AS x, n::BIGINT AS n, s::VARCHAR AS s, k FROM (VALUES ${values}) AS t(x, n, s, k))
           TO ${literal(path)} (FORMAT parquet)`,
        )
      }
      const whole = await readData({ ...options, rowBudget: 1000, reference, evaluation })
      // Answers are over all rows, however few are loaded.
      const data = sampled ? await readData({ ...options, rowBudget: 1, reference, evaluation }) : whole
      const columns = [...data.evaluation.frame.columns.keys()]
      const knownKeys = keysOf(whole.reference!.frame, columns, known)
      const askedKeys = keysOf(whole.evaluation.frame, columns, asked)
      expect(await data.evaluation.queries.duplicates(columns)).toEqual(matches(askedKeys, askedKeys, true))
      expect(await data.reference!.queries.duplicates(columns)).toEqual(matches(knownKeys, knownKeys, true))
      expect(await data.evaluation.queries.overlap(columns)).toEqual(matches(askedKeys, knownKeys, false))
      await whole.close()
      if (sampled) await data.close()
    }),
    { numRuns: 40 },
  )
  await database.close()
})

/** Each row as a text; integers from the source, because a frame rounds them beyond 2^53. */
function keysOf(
  frame: Frame,
  columns: readonly string[],
  source: readonly { readonly n: string }[],
): readonly string[] {
  return source.map(({ n }, row) =>
    JSON.stringify(
      columns.map((name) => {
        const column = frame.columns.get(name)!
        if (isMissing(column, row)) return null
        return name === 'n' ? n : valueAt(column, row)
      }),
    ),
  )
}

function matches(asked: readonly string[], known: readonly string[], isSame: boolean) {
  const found = asked
    .map((key, row) => ({ row, matches: known.indexOf(key) }))
    .filter((match) => match.matches !== -1 && !(isSame && match.matches === match.row))
  return { rows: asked.length, matching: found.length, examples: found.slice(0, 20) }
}

test('numbers match across formats and spellings', async () => {
  const reference = join(folder, 'known.csv')
  const evaluation = join(folder, 'asked.jsonl')
  writeFileSync(reference, 'a,b\n1.0,x\n2.50,y\n3,z\n')
  writeFileSync(evaluation, '{"a": 2.5, "b": "y"}\n{"a": 1, "b": "z"}\n{"a": 3, "b": "z"}\n')
  const data = await readData({ ...options, rowBudget: 10, reference, evaluation })
  expect(await data.evaluation.queries.overlap(['a', 'b'])).toEqual({
    rows: 3,
    matching: 2,
    examples: [
      { row: 0, matches: 1 },
      { row: 2, matches: 2 },
    ],
  })
  await data.close()
})

test('a set without a reference has nothing to overlap with', async () => {
  const evaluation = join(folder, 'alone.csv')
  writeFileSync(evaluation, 'a,b\n1,2\n1,2\n')
  const data = await readData({ ...options, rowBudget: 10, evaluation })
  await expect(data.evaluation.queries.overlap(['a'])).rejects.toThrow('without a reference')
  await expect(data.evaluation.queries.duplicates(['c'])).rejects.toThrow('no column c')
  await data.close()
})
