import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { columnOf, valueAt } from '../core/frame.ts'
import type { DataOptions } from './options.ts'
import { readData } from './read-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The evaluation values of a column `b`, written beside a number. */
async function read(known: readonly string[], asked: readonly string[], more: Partial<DataOptions> = {}) {
  const write = (name: string, values: readonly string[], ending: 'csv' | 'jsonl') => {
    const path = join(folder, `${name}.${ending}`)
    const lines =
      ending === 'csv'
        ? ['b,n', ...values.map((value, i) => `${value},${i}`)]
        : values.map((value, i) => `{"b": ${value}, "n": ${i}}`)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  const isJson = (values: readonly string[]) => values[0] === 'true' && values.includes('null')
  const [reference, evaluation] = [
    write('reference', known, isJson(known) ? 'jsonl' : 'csv'),
    write('evaluation', asked, isJson(asked) ? 'jsonl' : 'csv'),
  ]
  const options = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const
  const data = await readData({ ...options, ...more, reference, evaluation })
  await data.close()
  const { frame } = data.evaluation
  const values = Array.from({ length: frame.rowCount }, (_, row) => valueAt(columnOf(frame, 'b'), row))
  const told = data.decisions.filter((decision) => decision.includes('them') && decision.includes(' read as '))
  return { values, told, classes: data.classes, kind: data.schema.columns[0]!.kind }
}

test.each([
  [['True', 'False'], ['true', 'false', ''], 'category', ['True', 'False', null]],
  [['yes', 'no'], ['1', '0', '1'], 'category', ['yes', 'no', 'yes']],
  [['1', '0'], ['true', 'false', 'NA'], 'number', [1, 0, null]],
  [['TRUE', 'TRUE'], ['f', 't'], 'category', ['FALSE', 'TRUE']],
  [['true', 'false', 'null'], ['Y', 'N'], 'category', ['true', 'false']],
  [['Yes', 'No'], ['true', 'false', 'null'], 'category', ['Yes', 'No', null]],
])('%j in the reference and %j in the evaluation data', async (known, asked, kind, values) => {
  const found = await read(known, asked)
  expect(found).toMatchObject({ kind, values })
  expect(found.told).toHaveLength(1)
})

test('what was decided is told', async () => {
  const { told } = await read(['1', '0'], ['true', 'false'])
  expect(told).toEqual(['evaluation: "false" and "true" in b read as "0" and "1", as the reference writes them'])
})

test.each([
  ['the same spelling', ['yes', 'no'], ['no', 'no'], ['no', 'no']],
  ['a third value', ['yes', 'no'], ['true', 'maybe'], ['true', 'maybe']],
  ['two spellings in the reference', ['yes', 'True', 'no'], ['1x', 'true'], ['1x', 'true']],
  [
    'a late value that is no boolean',
    [...Array<string>(400).fill('yes'), 'no'],
    [...Array<string>(300).fill('true'), 'x'],
    null,
  ],
])('%s leaves values as they are', async (_, known, asked, values) => {
  const found = await read(known, asked)
  expect(found.told).toEqual([])
  if (values !== null) expect(found.values).toEqual(values)
})

test('labels are read in the spelling of the positive class, else of the reference', async () => {
  const asked = { label: 'b', positive: 'true' } as const
  const turned = await read(['1', '0', '1'], ['true', 'false'], asked)
  expect(turned.values).toEqual(['true', 'false'])
  expect(turned.classes).toEqual(['false', 'true'])
  expect(turned.told).toEqual([
    'reference: "0" and "1" in b read as "false" and "true", as the evaluation data write them',
  ])
  const learnt = await read(['True', 'False'], ['true', 'false'], { ...asked, positive: 'True' })
  expect(learnt.values).toEqual(['True', 'False'])
  expect((await read(['yes', 'no'], ['Y', 'N'], { label: 'b' })).classes).toEqual(['no', 'yes'])
})

test('pinned columns stay as they are written', async () => {
  const pinned = { columns: { b: { kind: 'category' } } } as const
  expect((await read(['True', 'False'], ['true', 'false'], pinned)).values).toEqual(['true', 'false'])
})

test('values that differ in kind are told with the ways out', async () => {
  await expect(read(['1', '0'], ['true', 'maybe'])).rejects.toMatchObject({
    code: 'DATA_KIND_DIFFERS',
    message: expect.stringMatching(/"true" in row 1/),
    hint: expect.stringMatching(/data\.columns: \{ "b": \{ kind: category \} \}/),
  })
})
