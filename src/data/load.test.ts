import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { columnOf, valueAt } from '../core/frame.ts'
import { loadData } from './load.ts'
import type { DataOptions } from './options.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
// Temporary files of other tests stay out of sight.
vi.stubEnv('TMPDIR', folder)

let files = 0
function file(content: string | Uint8Array, ending = 'csv'): string {
  const path = join(folder, `${files++}.${ending}`)
  writeFileSync(path, content)
  return path
}

const base = { task: 'binary', protected: [], ignore: [], columns: {}, rowBudget: 1000, seed: 1 } as const

/** Loads, closes and hands back; frames outlive the tables. */
async function load(options: Partial<DataOptions> & { evaluation: string }) {
  const data = await loadData({ ...base, ...options })
  await data.close()
  return data
}

const train = 'age,job,income\n31,clerk,low\n45,?,high\n28,nurse,low\n'
const test_ = 'age,job,income\n50,nurse,high\n?,pilot,low\n'

test('reference and evaluation share one dictionary, in the order of code points', async () => {
  const data = await load({ reference: file(train), evaluation: file(test_), label: 'income', positive: 'high' })
  const known = columnOf(data.reference!.frame, 'job')
  const asked = columnOf(data.evaluation.frame, 'job')
  if (known.kind !== 'category' || asked.kind !== 'category') throw new Error('not categories')
  expect(known.dictionary).toBe(asked.dictionary)
  expect(known.dictionary).toEqual(['clerk', 'nurse', 'pilot'])
  expect([...known.codes]).toEqual([0, -1, 1])
  expect([...asked.codes]).toEqual([1, 2])
  expect([...data.missingMarkers]).toEqual([
    ['age', '?'],
    ['job', '?'],
  ])
  expect(data.decisions).toContain('missing markers: "?" in age, job')
  expect(data.classes).toEqual(['low', 'high'])
  expect(data.reference!.labels).toEqual({ kind: 'class', codes: Int32Array.of(0, 1, 0), classes: ['low', 'high'] })
})

test('the hash is that of the bytes of the file', async () => {
  const data = await load({ evaluation: file(test_) })
  expect(data.evaluation.sha256).toBe(createHash('sha256').update(test_).digest('hex'))
})

test('closing leaves no temporary file behind', async () => {
  const before = leftovers()
  const data = await loadData({
    ...base,
    evaluation: file(Buffer.from('\ufeffa,b\n1,é\n2,x\n', 'utf16le')),
    rowBudget: 1,
  })
  expect(leftovers().length).toBeGreaterThan(before.length)
  await data.close()
  expect(leftovers()).toEqual(before)
})

test('a failure leaves no temporary file behind', async () => {
  const before = leftovers()
  await expect(load({ evaluation: file(Buffer.from('\ufeffa,b\n1,é\n', 'utf16le')) })).rejects.toThrow()
  expect(leftovers()).toEqual(before)
})

function leftovers(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('airworthy-'))
}

test('columns are matched by name, in the order of the reference', async () => {
  const data = await load({ reference: file('a,b\n1,x\n2,y\n'), evaluation: file('b,a\nz,3\nx,4\n') })
  expect([...data.evaluation.frame.columns.keys()]).toEqual(['a', 'b'])
  expect(data.schema.columns.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(columnOf(data.evaluation.frame, 'a')).toMatchObject({ kind: 'number', values: Float64Array.of(3, 4) })
})

test('roles and kinds follow the options', async () => {
  const data = await load({
    evaluation: file('id,when,code,site,w,y,s,extra\n1,2024-01-01,0,a,1,0,x,1\n2,2024-01-02,1,b,2,1,y,2\n'),
    label: 'y',
    id: 'id',
    timestamp: 'when',
    group: 'site',
    weight: 'w',
    protected: ['s'],
    ignore: ['extra'],
    columns: { code: { kind: 'category' } },
  })
  expect(data.schema.columns.map(({ name, role, kind }) => `${name} ${role} ${kind}`)).toEqual([
    'id id number',
    'when timestamp time',
    'code feature category',
    'site group category',
    'w weight number',
    'y label number',
    's feature category',
    'extra ignored text',
  ])
  expect(data.schema.columns.find(({ name }) => name === 's')!.protected).toBe(true)
  expect(columnOf(data.evaluation.frame, 'code')).toMatchObject({ dictionary: ['0', '1'] })
  expect(data.evaluation.frame.columns.has('extra')).toBe(false)
})

test('columns that look like keys are no features', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, i) => `${i + 7},k${i}x,${i % 3},word number ${i} of a long free text,${i * i}`,
  )
  const data = await load({ evaluation: file(`customer_id,key,few,text,square\n${rows.join('\n')}\n`) })
  expect(data.schema.columns.map(({ name, role, kind }) => `${name} ${role} ${kind}`)).toEqual([
    'customer_id id number',
    'key id text',
    'few feature number',
    'text feature text',
    'square feature number',
  ])
})

test('markers of missing are those of the options, when given', async () => {
  const data = await load({ evaluation: file('a,b\n1,?\n-999,none\n3,x\n'), missing: ['-999', 'none'] })
  expect(columnOf(data.evaluation.frame, 'a')).toMatchObject({
    values: Float64Array.of(1, NaN, 3),
    valid: Uint8Array.of(1, 0, 1),
  })
  expect(columnOf(data.evaluation.frame, 'b')).toMatchObject({ dictionary: ['?', 'x'], codes: Int32Array.of(0, -1, 1) })
  const untouched = await load({ evaluation: file('a,b\n?,x\nNA,y\n'), missing: [] })
  expect(columnOf(untouched.evaluation.frame, 'a')).toMatchObject({ dictionary: ['?', 'NA'] })
})

test('a class may be called None', async () => {
  const data = await load({ evaluation: file('a,y\n1,None\n2,Fraud\n'), label: 'y', positive: 'Fraud' })
  expect(data.classes).toEqual(['None', 'Fraud'])
})

test('labels that are missing, and sets with one class, are told', async () => {
  const data = await load({
    reference: file('a,y\n1,0\n2,1\n'),
    evaluation: file('a,y\n1,0\n2,\n5,0\n'),
    label: 'y',
  })
  expect(data.evaluation.labels).toMatchObject({ codes: Int32Array.of(0, -1, 0) })
  expect(data.warnings).toContain('1 of 3 rows of the evaluation data have no label')
  expect(data.warnings).toContain('the label has only the value 0 in the evaluation data')
})

test('evaluation data without the label column load without labels', async () => {
  const data = await load({
    reference: file(train),
    evaluation: file('age,job\n1,a\n2,b\n'),
    label: 'income',
    positive: 'high',
  })
  expect(data.evaluation.labels).toBeNull()
  expect(data.warnings).toContain('the evaluation data have no column income, so no labels')
})

test('regression reads values, multiclass the classes of both sets', async () => {
  const value = await load({ task: 'regression', evaluation: file('a,y\n1,2.5\n2,\n'), label: 'y' })
  expect(value.classes).toEqual([])
  expect(value.evaluation.labels).toEqual({ kind: 'value', values: Float64Array.of(2.5, NaN) })
  const multi = await load({
    task: 'multiclass',
    reference: file('a,y\n1,9\n2,10\n'),
    evaluation: file('a,y\n1,10\n2,11\n'),
    label: 'y',
  })
  expect(multi.classes).toEqual(['9', '10', '11'])
  expect(multi.evaluation.labels).toMatchObject({ codes: Int32Array.of(1, 2) })
})

test('a table may have hundreds of columns', async () => {
  const names = Array.from({ length: 250 }, (_, i) => `f${i}`)
  const row = (r: number) => names.map((_, i) => (i % 2 === 0 ? r * i : `v${(r + i) % 3}`)).join(',')
  const data = await load({ evaluation: file(`${names.join(',')}\n${[0, 1, 2, 3].map(row).join('\n')}\n`) })
  expect([...data.evaluation.frame.columns.keys()]).toEqual(names)
  expect(columnOf(data.evaluation.frame, 'f248')).toMatchObject({ values: Float64Array.of(0, 248, 496, 744) })
  expect(columnOf(data.evaluation.frame, 'f249')).toMatchObject({ codes: Int32Array.of(0, 1, 2, 0) })
})

test('a text may hold a zero character, a quote, and more', async () => {
  const data = await load({ evaluation: file('a,b\nx\0y,1\n"o\'k",2\nx,3\n\u{1f600},4\n\uff5e,5\n') })
  const dictionary = ["o'k", 'x', 'x\0y', '\uff5e', '\u{1f600}']
  expect(columnOf(data.evaluation.frame, 'a')).toMatchObject({ dictionary, codes: Int32Array.of(2, 0, 1, 4, 3) })
})

test('a category with more values than are listed one by one', async () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => `k${i % 25_000},${i % 2}`)
  const data = await load({ evaluation: file(`a,b\n${rows.join('\n')}\n?,1\n`), rowBudget: 1e6 })
  const column = columnOf(data.evaluation.frame, 'a')
  if (column.kind !== 'category') throw new Error('not a category')
  expect(column.dictionary).toHaveLength(25_000)
  expect(column.dictionary).toEqual([...column.dictionary].sort())
  expect([0, 24_999, 25_000, 50_000].map((row) => valueAt(column, row))).toEqual(['k0', 'k24999', 'k0', null])
})

test('a text that is no UTF-8 after the first part is read as Windows-1252', async () => {
  const rows = `${'x'.repeat(50)},1\n`.repeat(8000)
  const data = await load({
    evaluation: file(Buffer.concat([Buffer.from(`a,b\n${rows}`), Buffer.from('caf\xe9,2\n', 'latin1')])),
    rowBudget: 1e6,
  })
  expect(data.evaluation.rows).toBe(8001)
  expect(columnOf(data.evaluation.frame, 'a')).toMatchObject({ dictionary: ['café', 'x'.repeat(50)] })
  expect(data.evaluation.format).toContain('Windows-1252')
})

test('spaces that only come late are trimmed all the same', async () => {
  const data = await load({ evaluation: file(`a,b\n${`x,1\n`.repeat(100_000)} x , 2 \n`), rowBudget: 1e6 })
  expect(columnOf(data.evaluation.frame, 'a')).toMatchObject({ dictionary: ['x'] })
  expect(data.decisions).toContain('evaluation: spaces around values are trimmed')
})

const mistakes: readonly [string, () => Partial<DataOptions> & { evaluation: string }, string, RegExp][] = [
  ['no file', () => ({ evaluation: join(folder, 'none.csv') }), 'DATA_NOT_FOUND', /none\.csv \(evaluation data\)/],
  ['a directory', () => ({ evaluation: directory('d.csv') }), 'DATA_UNREADABLE', /it is a directory/],
  ['no such label', () => ({ evaluation: file(train), label: 'incom' }), 'DATA_NO_COLUMN', /"incom" \(label\)/],
  ['no such protected column', () => ({ evaluation: file(train), protected: ['sex'] }), 'DATA_NO_COLUMN', /protected/],
  ['no such override', () => ({ evaluation: file(train), columns: { agee: {} } }), 'DATA_NO_COLUMN', /data\.columns/],
  [
    'different columns',
    () => ({ reference: file('a,b,c\n1,2,3\n4,5,6\n'), evaluation: file('a,b,d\n1,2,3\n4,5,6\n') }),
    'DATA_COLUMNS_DIFFER',
    /only in the reference: c; only in the evaluation data: d/,
  ],
  [
    'a text among numbers',
    () => ({ reference: file('a,b\n1,2\n3,4\n'), evaluation: file('a,b\n1,2\n3,abc\n') }),
    'DATA_KIND_DIFFERS',
    /"b" is number in the reference and not \("abc" in row 2\)/,
  ],
  [
    'numbers among texts',
    () => ({ reference: file('a,b\n1,x\n3,y\n'), evaluation: file('a,b\n1,2\n3,4\n') }),
    'DATA_KIND_DIFFERS',
    /"b" is category in the reference and number/,
  ],
  [
    'a pinned kind that does not fit',
    () => ({ evaluation: file('a,b\n1,x\n3,y\n'), columns: { b: { kind: 'number' } } }),
    'DATA_KIND_UNFIT',
    /"b" is to be read as number.*\("x" in row 1\)/,
  ],
  [
    'names for another number of columns',
    () => ({ evaluation: file('1,2,3\n4,5,6\n'), format: { columns: ['a', 'b'] } }),
    'DATA_UNREADABLE',
    /data\.format\.columns names 2 columns, but most lines have 3 fields/,
  ],
  [
    'a header of another width',
    () => ({ evaluation: file('a,b\n1,2,3,4\n4,5,6,7\n') }),
    'DATA_UNREADABLE',
    /the header has 2 columns, but most lines have 4 fields/,
  ],
  [
    'an unknown encoding',
    () => ({ evaluation: file(train), format: { encoding: 'ebcdic' } }),
    'DATA_UNREADABLE',
    /ebcdic/,
  ],
  ['no feature', () => ({ evaluation: file('a,y\n1,0\n2,1\n'), label: 'y', ignore: ['a'] }), 'DATA_NO_FEATURES', /./],
  [
    'a label with three values',
    () => ({ evaluation: file('a,y\n1,x\n2,y\n3,z\n'), label: 'y' }),
    'LABEL_NOT_BINARY',
    /3 values \(x, y, z\)/,
  ],
  ['no positive class', () => ({ evaluation: file('a,y\n1,x\n2,y\n'), label: 'y' }), 'POSITIVE_NEEDED', /x, y/],
  [
    'a positive class that never occurs',
    () => ({ evaluation: file(train), label: 'income', positive: 'hihg' }),
    'POSITIVE_NOT_FOUND',
    /"hihg" never occurs in "income" \(values: high, low\)/,
  ],
  ['no label at all', () => ({ evaluation: file('a,y\n1,\n2,\n'), label: 'y' }), 'LABEL_ALL_MISSING', /evaluation/],
  [
    'labels missing in one set',
    () => ({ reference: file('a,y\n1,0\n2,1\n'), evaluation: file('a,y\n1,\n2,\n'), label: 'y' }),
    'LABEL_ALL_MISSING',
    /evaluation/,
  ],
  [
    'texts for a regression',
    () => ({ task: 'regression', evaluation: file('a,y\n1,x\n2,y\n'), label: 'y' }),
    'LABEL_NOT_NUMERIC',
    /"y"/,
  ],
]

test.each(mistakes)('%s is an error', async (_, options, code, message) => {
  await expect(load(options())).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  )
})

test('a wrong name comes with the nearest', async () => {
  await expect(load({ evaluation: file(train), label: 'incom' })).rejects.toThrow(
    expect.objectContaining({ hint: 'Did you mean "income"?' }),
  )
})

function directory(name: string): string {
  mkdirSync(join(folder, name), { recursive: true })
  return join(folder, name)
}

test.each(['data[1]', 'what?', 'star*', "quo'te", 'perc%20', 'a{1,b}', 'year=2024'])(
  'reads the file of that very name: %s',
  async (name) => {
    const inside = directory(name)
    directory('data1')
    writeFileSync(join(directory('data1'), 'data1.csv'), 'a,b\n9,9\n9,9\n9,9\n')
    for (const near of ['data1', 'whatx', 'starx', 'a1'])
      writeFileSync(join(inside, `${near}.csv`), 'a,b\n9,9\n9,9\n9,9\n')
    const path = join(inside, `${name}.csv`)
    writeFileSync(path, 'a,b\n1,2\n3,4\n')
    const whole = await load({ evaluation: path })
    expect(whole.evaluation.rows).toBe(2)
    expect([...whole.evaluation.frame.columns.keys()]).toEqual(['a', 'b'])
  },
)

test('reads the Parquet file of that very name', async () => {
  const inside = directory('year=2024')
  const fixture = join(import.meta.dirname, 'fixtures', 'pyarrow.parquet')
  for (const name of ['data[1].parquet', 'data1.parquet']) copyFileSync(fixture, join(inside, name))
  const data = await load({ evaluation: join(inside, 'data[1].parquet') })
  expect(data.evaluation.rows).toBe(4)
  expect(data.evaluation.frame.columns.size).toBe(10)
})

test('one set that fails stops the other', async () => {
  const before = leftovers()
  const reference = file(`a,b,c\n${Array.from({ length: 300_000 }, (_, i) => `${i},x${i % 7},${i / 3}`).join('\n')}\n`)
  await expect(load({ reference, evaluation: join(folder, 'none.csv') })).rejects.toThrow(
    expect.objectContaining({ code: 'DATA_NOT_FOUND' }),
  )
  expect(leftovers()).toEqual(before)
})

test.each([
  ['row names without a name', 'a,b\nr1,1,2\nr2,3,4\n', ['Unnamed: 0', 'a', 'b']],
  ['delimiters at the end of lines', 'a,b\n1,2,\n3,4,\n', ['a', 'b', 'Unnamed: 2']],
  ['an empty name', 'a,,b\n1,2,3\n3,4,5\n', ['a', 'Unnamed: 1', 'b']],
  ['empty lines at the top', '\n\na,b\n1,2\n3,4\n', ['a', 'b']],
])('reads a header with %s', async (_, content, names) => {
  const data = await load({ evaluation: file(content) })
  expect(data.schema.columns.map(({ name }) => name)).toEqual(names)
  expect(data.evaluation.rows).toBe(2)
})

test('an abort rejects, before and during', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${i * 2},text${i}`).join('\n')
  const evaluation = file(`a,b,c\n${rows}\n`)
  await expect(loadData({ ...base, evaluation }, AbortSignal.abort())).rejects.toThrow(
    expect.objectContaining({ code: 'CANCELLED' }),
  )
  const controller = new AbortController()
  const loading = loadData({ ...base, evaluation }, controller.signal)
  setTimeout(() => controller.abort(), 10)
  await expect(loading).rejects.toThrow(expect.objectContaining({ code: 'CANCELLED' }))
})

test('names that differ in capitals only are told as what they are', async () => {
  const [reference, evaluation] = [file('Age,job\n1,x\n2,y\n'), file('age,job\n1,x\n2,y\n')]
  await expect(load({ reference, evaluation })).rejects.toMatchObject({
    code: 'DATA_COLUMNS_DIFFER',
    message: expect.stringContaining('"Age" of the reference is "age" in the evaluation data'),
  })
})

test('what is not done with groups, weights and values like -999 is told', async () => {
  const rows = Array.from({ length: 100 }, (_, row) => `${row % 9},${row % 7},${row % 10 === 0 ? -999 : row}`)
  const { warnings } = await load({ evaluation: file(`g,w,age\n${rows.join('\n')}\n`), group: 'g', weight: 'w' })
  expect(warnings).toEqual([
    expect.stringMatching(/^age: -999 comes 10 times in the evaluation data/),
    expect.stringMatching(/^g: rows are taken as independent/),
    expect.stringMatching(/^w: nothing is weighted/),
  ])
})

test('infinite answers: a prediction is refused, a label is told', async () => {
  const evaluation = file('a,y,p\n1,2.5,2\n2,inf,3\n3,1.5,1\n')
  const { warnings } = await load({ task: 'regression', evaluation, label: 'y', predictions: { score: 'p' } })
  expect(warnings).toContain('1 of 3 labels of the evaluation data are infinite, and no error is measured on them')
  const swapped = load({ task: 'regression', evaluation, label: 'p', predictions: { score: 'y' } })
  await expect(swapped).rejects.toMatchObject({
    code: 'PREDICTIONS_NOT_FINITE',
    message: expect.stringContaining('"y" holds Infinity in row 2'),
  })
})
