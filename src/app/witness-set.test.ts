import { expect, test } from 'vitest'
import type { Cell } from '../core/evidence.ts'
import type { Frame } from '../core/frame.ts'
import type { Labels, Task } from '../core/predictions.ts'
import type { Finding, Report } from '../core/report.ts'
import type { LoadedSet } from '../data/load.ts'
import { frameOf, numbers, schemaOf, categories } from '../testing/frames.ts'
import { binaryLabels } from '../testing/models.ts'
import { witnessSets } from './witness-set.ts'

const people = frameOf({ age: numbers([20, 30, 40]), city: categories(['Rome', 'Oslo', 'Rome']) })
const yesNoYes = binaryLabels([1, 0, 1])

function sets(
  findings: readonly Partial<Finding>[],
  {
    task = 'binary',
    labels = yesNoYes,
    rowNumbers = null,
    frame = people,
  }: { task?: Task; labels?: Labels; rowNumbers?: Int32Array | null; frame?: Frame } = {},
) {
  const full = findings.map((finding) => ({
    check: 'mine/check',
    verdict: 'fail',
    subject: 's',
    metric: 'auc',
    ...finding,
  }))
  const report = {
    checks: [
      { id: 'mine/check', verdict: 'fail' },
      { id: 'mine/fine', verdict: 'pass' },
    ],
    findings: full,
  }
  const evaluation = { frame, rowNumbers } as LoadedSet
  const known = { task, schema: schemaOf(frame), evaluation, labels, tolerance: 2 }
  return witnessSets(report as unknown as Report, known)
}

const examples = (
  columns: readonly string[],
  ...rows: readonly (readonly [number, ...Cell[]])[]
): Finding['evidence'] => [
  {
    kind: 'examples',
    title: 'Rows',
    from: 'evaluation',
    columns: [...columns],
    rows: rows.map(([row, ...values]) => ({ row, values })),
  },
]
const aged = ['age', 'age as written', 'answer before', 'answer after']
const answered = ['label', 'prediction']

const rowsOf = (found: ReturnType<typeof sets>) =>
  found.flatMap((set) => ('because' in set ? [] : set.witnesses.map(({ row }) => row)))
const reasonsOf = (found: ReturnType<typeof sets>) => found.flatMap((set) => ('because' in set ? [set.because] : []))

test('rows that are answered wrong are witnesses, worst first; with changes and without', () => {
  const found = sets([
    { subject: 'age is missing', evidence: examples(aged, [2, 40, null, 'yes (score 0.900)', 'no (score 0.100)']) },
    { subject: 'accuracy', evidence: examples(answered, [1, 'no', 'yes'], [0, 'yes', 'yes']) },
  ])
  expect(found).toEqual([
    {
      check: 'mine/check',
      witnesses: [
        { subject: 'age is missing', row: 2, changes: new Map([['age', null]]), expectsLabel: true },
        { subject: 'accuracy', row: 1, changes: new Map(), expectsLabel: true },
      ],
    },
  ])
})

test('rows that made the model fail expect any valid answer', () => {
  const evidence = examples(aged, [0, 20, 1e9, 'yes (score 0.900)', null])
  expect(sets([{ metric: 'failures', evidence }])).toMatchObject([{ witnesses: [{ row: 0, expectsLabel: false }] }])
})

test('a value is wrong only beyond the tolerance', () => {
  const labels: Labels = { kind: 'value', values: Float64Array.of(1, 2, NaN) }
  const evidence = examples(answered, [0, 1, 3.5], [1, 2, 4], [2, null, 9])
  expect(rowsOf(sets([{ evidence }], { task: 'regression', labels }))).toEqual([0])
})

test('rows are looked up by their number in the source', () => {
  const evidence = examples(answered, [77, 'no', 'yes'], [0, 'yes', 'no'])
  expect(rowsOf(sets([{ evidence }], { rowNumbers: Int32Array.of(5, 77, 80) }))).toEqual([1])
})

test('a row with the same changes is written once, with others again', () => {
  const evidence = examples(aged, [1, 30, 31, 'no', 'yes'], [1, 30, 32, 'no', 'yes'], [1, 30, 31, 'no', 'yes'])
  expect(rowsOf(sets([{ evidence }, { subject: 'other', evidence }]))).toEqual([1, 1])
})

test('a row with an infinite number cannot be written', () => {
  const endless = frameOf({ age: numbers([20, Infinity, 40]), city: categories(['Rome', 'Oslo', 'Rome']) })
  const evidence = examples(answered, [1, 'no', 'yes'], [2, 'yes', 'no'])
  expect(rowsOf(sets([{ evidence }], { frame: endless }))).toEqual([2])
})

test('rows of findings that do not fail are no witnesses', () => {
  const evidence = examples(answered, [1, 'no', 'yes'])
  expect(
    rowsOf(
      sets([
        { verdict: 'pass', evidence },
        { verdict: 'warn', evidence },
      ]),
    ),
  ).toEqual([])
})

test.each<[string, Finding['evidence'], RegExp]>([
  ['no rows are named', [{ kind: 'table', title: 'T', columns: [], rows: [] }], /names no rows/],
  ['no single row shows it', examples(['answer alone', 'answer together'], [0, 'a', 'b']), /no single row/],
  ['a number became a word', examples(aged, [0, 20, 'abc', 'yes', null]), /typed columns/],
  ['all are answered right', examples(answered, [0, 'yes', 'yes']), /none .* wrong$/],
])('a failing check says why it has none: %s', (_what, evidence, because) => {
  expect(reasonsOf(sets([{ evidence, metric: 'breaches' }]))).toEqual([expect.stringMatching(because)])
})
