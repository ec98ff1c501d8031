import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadData } from './load.ts'
import type { DataOptions } from './options.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function predictions(content: string, options: Partial<DataOptions>) {
  const evaluation = join(folder, 'data.csv')
  writeFileSync(evaluation, content)
  const base = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const
  const data = await loadData({ ...base, evaluation, ...options })
  await data.close()
  return data.evaluation.predictions!
}

test('a score from the threshold on is positive', async () => {
  const options = { label: 'y', predictions: { score: 'p' } }
  const read = await predictions('x,y,p\n1,0,0.49\n2,1,0.5\n3,1,1\n', options)
  expect(read).toEqual({
    rowCount: 3,
    classes: ['0', '1'],
    scores: Float64Array.of(0.49, 0.5, 1),
    decisions: Int32Array.of(0, 1, 1),
  })
  const strict = await predictions('x,y,p\n1,0,0.49\n2,1,0.5\n3,1,1\n', {
    label: 'y',
    predictions: { score: 'p', threshold: 0.9 },
  })
  expect([...strict.decisions]).toEqual([0, 0, 1])
})

test('predicted classes stand as they are, with or without scores', async () => {
  const content = 'x,y,p,c\n1,no,0.4,yes\n2,yes,0.5,no\n3,no,0.1,no\n'
  const both = await predictions(content, { label: 'y', predictions: { score: 'p', label: 'c' } })
  expect([...both.decisions]).toEqual([1, 0, 0])
  const classes = await predictions(content, { label: 'y', predictions: { label: 'c' } })
  expect(classes).toMatchObject({ scores: null, classes: ['no', 'yes'] })
})

test('of several classes the most probable is chosen, the first of equals', async () => {
  const read = await predictions('x,y,pa,pb,pc\n1,a,0.2,0.5,0.3\n2,b,0.4,0.2,0.4\n3,c,0,0,1\n', {
    task: 'multiclass',
    label: 'y',
    predictions: { scores: { c: 'pc', a: 'pa', b: 'pb' } },
  })
  expect(read.classes).toEqual(['a', 'b', 'c'])
  expect([...read.scores!]).toEqual([0.2, 0.5, 0.3, 0.4, 0.2, 0.4, 0, 0, 1])
  expect([...read.decisions]).toEqual([1, 0, 2])
})

test.each([
  ['truth values for 0 and 1', 'y,c\n0,False\n1,True\n1,False\n', [0, 1, 0]],
  ['0 and 1 for truth values', 'y,c\nfalse,0\ntrue,1\ntrue,0\n', [0, 1, 0]],
  ['only one of them', 'y,c\n0,False\n1,False\n1,False\n', [0, 0, 0]],
])('%s are the same decisions', async (_, rows, decisions) => {
  expect([...(await predictions(rows, { predictions: { label: 'c' } })).decisions]).toEqual(decisions)
})

test('a regression takes any number', async () => {
  const read = await predictions('x,y,p\n1,5,-7\n2,6,8.5\n', {
    task: 'regression',
    label: 'y',
    predictions: { score: 'p' },
  })
  expect(read).toEqual({ rowCount: 2, classes: [], scores: Float64Array.of(-7, 8.5), decisions: new Int32Array(0) })
})

test('predictions need no labels', async () => {
  const read = await predictions('x,p\n1,0.2\n2,0.8\n', { predictions: { score: 'p' } })
  expect(read.classes).toEqual(['0', '1'])
})

test.each<[string, string, Partial<DataOptions>, string, RegExp]>([
  [
    'a logit',
    'x,y,p\n1,0,0.4\n2,1,2.5\n',
    { predictions: { score: 'p' } },
    'PREDICTIONS_OUT_OF_RANGE',
    /2\.5 in row 2/,
  ],
  [
    'a class without a column',
    'x,y,p,q\n1,a,0.4,0.6\n2,b,0.4,0.6\n3,c,0.4,0.6\n',
    { task: 'multiclass', predictions: { scores: { a: 'p', bb: 'q', c: 'p' } } },
    'PREDICTIONS_CLASS_UNCOVERED',
    /no column for the class "b"/,
  ],
  [
    'the positive class without a column',
    'x,y,p\n1,no,0.4\n2,yes,0.4\n',
    { predictions: { scores: { no: 'p' } } },
    'PREDICTIONS_CLASS_UNCOVERED',
    /"yes"/,
  ],
  [
    'no score',
    'x,y,p\n1,0,0.4\n2,1,\n3,1,\n',
    { predictions: { score: 'p' } },
    'PREDICTIONS_MISSING',
    /2 row\(s\), first in row 2/,
  ],
  [
    'no class',
    'x,y,c\n1,0,0\n2,1,\n',
    { predictions: { label: 'c' } },
    'PREDICTIONS_MISSING',
    /1 row\(s\), first in row 2/,
  ],
  [
    'an unknown class',
    'x,y,c\n1,a,a\n2,b,B\n',
    { positive: 'a', predictions: { label: 'c' } },
    'PREDICTIONS_UNKNOWN_CLASS',
    /"B" in row 2.*\(b, a\)/,
  ],
  [
    'no such column',
    'x,y,p\n1,0,0.4\n2,1,0.5\n',
    { predictions: { score: 'q' } },
    'DATA_NO_COLUMN',
    /"q" \(prediction\)/,
  ],
  [
    'texts for scores',
    'x,y,p\n1,0,low\n2,1,high\n',
    { predictions: { score: 'p' } },
    'DATA_KIND_UNFIT',
    /"p".*"low" in row 1/,
  ],
])('%s is an error', async (_, content, options, code, message) => {
  await expect(predictions(content, { label: 'y', ...options })).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  )
})
