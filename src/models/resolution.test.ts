import { readFileSync } from 'node:fs'
import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Column, Frame } from '../core/frame.ts'
import { columnOf, withColumn } from '../core/frame.ts'
import { closeAll, fixtureFrame, fixturePath, numbers, onnx, open, regression } from './fixtures/fixture.ts'
import { AttributeProtoSchema, type ModelProto, type NodeProto, NodeProtoSchema } from './generated/onnx-ml_pb.ts'
import { readGraph } from './onnx-graph.ts'
import { resolutionsOf } from './graph-resolutions.ts'
import { type NumberResolution, resolveNumbers, type TextResolution } from './resolution.ts'

afterEach(closeAll)

/** Of single precision. */
const [largest, smallest] = [3.4028234663852886e38, 1.401298464324817e-45]

function graphOf(name: string): ModelProto {
  return readGraph(readFileSync(fixturePath(`${name}.onnx`)), name).model
}

function cutsOf(model: ModelProto, input: string, column: number): Float32Array {
  return (resolutionsOf(model).get(input)!(column) as NumberResolution).cuts
}

/** The thresholds that a node of trees compares a feature with. */
function thresholds(trees: NodeProto, feature: number): number[] {
  const listed = (name: string) => trees.attribute.find((attribute) => attribute.name === name)!
  const isBranch = (i: number) => new TextDecoder().decode(listed('nodes_modes').strings[i]!) !== 'LEAF'
  const own = listed('nodes_values').floats.filter(
    (_, i) => isBranch(i) && Number(listed('nodes_featureids').ints[i]) === feature,
  )
  return [...new Set(own)].toSorted((a, b) => a - b)
}

test('trees over a matrix tell its columns apart at their thresholds alone', () => {
  const model = graphOf('matrix-zipmap')
  for (const column of [0, 1, 2]) {
    expect([...cutsOf(model, 'X', column)]).toEqual(thresholds(treesIn(model.graph!.node), column))
  }
})

test('columns that are put side by side before the trees keep their own thresholds', () => {
  const model = graphOf('columns-strings')
  const resolutions = resolutionsOf(model)
  expect([...resolutions.keys()]).toEqual(['age', 'work_class', 'city'])
  expect([...cutsOf(model, 'age', 0)]).toEqual(thresholds(treesIn(model.graph!.node), 0))
  const city = resolutions.get('city')!(0)!
  expect(city).toMatchObject({ kind: 'texts', other: 'unseen' })
})

test('what an encoder knows is known by all of its characters', () => {
  const model = graphOf('columns-strings')
  const known = () => (resolutionsOf(model).get('city')!(0) as TextResolution).known
  const encoders = model.graph!.node.flatMap(({ attribute }) => attribute)
  for (const { name, strings } of encoders) if (name === 'cats_strings') strings[0] = Buffer.from('\uFEFFcaf\u00E9')
  expect(known()).toContain('\uFEFFcaf\u00E9')
})

test.each([
  ['an encoder that refuses unknown texts', 'raises-on-unseen', ['age']],
  ['a product', 'logits', []],
  ['a cast', 'typed-inputs', ['word']],
] as const)('with %s in the graph, only what is read elsewhere has a resolution', (_, name, resolved) => {
  expect([...resolutionsOf(graphOf(name)).keys()]).toEqual(resolved)
})

test.each<[string, (model: ModelProto) => void]>([
  ['leaves the graph', ({ graph }) => graph!.output.push(graph!.input[0]!)],
  ['is read by another operator too', ({ graph }) => graph!.node.push(reader('Abs', 'X'))],
  ['may be read by a graph within', ({ graph }) => graph!.node.push(within())],
  ['goes to trees of another domain', ({ graph }) => void (treesIn(graph!.node).domain = 'com.example')],
  [
    'is compared as a 64-bit number',
    ({ graph }) => void (valuesOf(treesIn(graph!.node)).name = 'nodes_values_as_tensor'),
  ],
])('a matrix that %s has no resolution', (_, change) => {
  const model = graphOf('matrix-zipmap')
  change(model)
  expect(resolutionsOf(model).has('X')).toBe(false)
})

test('a table that is led through the graph in ever more ways is given up', () => {
  const model = graphOf('matrix-zipmap')
  const { node } = model.graph!
  for (let i = 0; i < 40; i++) {
    const from = i === 0 ? 'X' : `both ${i - 1}`
    const halves = ['left', 'right'].map((side) =>
      create(NodeProtoSchema, { opType: 'Identity', input: [from], output: [`${side} ${i}`] }),
    )
    const both = create(NodeProtoSchema, {
      opType: 'Concat',
      input: halves.map(({ output }) => output[0]!),
      output: [`both ${i}`],
    })
    both.attribute.push(create(AttributeProtoSchema, { name: 'axis', i: 1n }))
    node.push(...halves, both)
  }
  expect(resolutionsOf(model).has('X')).toBe(false)
})

test('thousands of inputs side by side are read quickly enough to finish', () => {
  const model = graphOf('columns-strings')
  const graph = model.graph!
  const age = graph.input.find(({ name }) => name === 'age')!
  const names = Array.from({ length: 2000 }, (_, i) => `column ${i}`)
  for (const name of names) graph.input.push({ ...age, name })
  const together = graph.node.find(({ opType, input }) => opType === 'Concat' && input.includes('age'))!
  together.input.unshift(...names)
  expect(resolutionsOf(model).size).toBeGreaterThan(names.length)
})

/** The resolution of a column whose trees compare it with these alone. */
function resolutionAt(cuts: readonly number[]): NumberResolution {
  const model = graphOf('matrix-zipmap')
  const { floats } = valuesOf(treesIn(model.graph!.node))
  floats.forEach((_, i) => (floats[i] = cuts[i % cuts.length]!))
  return resolutionsOf(model).get('X')!(0) as NumberResolution
}

function expectResolved(resolution: NumberResolution, drawn: Iterable<number>): void {
  const values = Float32Array.from([...drawn, ...resolution.cuts])
  const resolved = values.slice()
  resolveNumbers(resolved, resolution)
  values.forEach((value, i) => {
    expect(Number.isNaN(resolved[i]!)).toBe(Number.isNaN(value))
    for (const cut of resolution.cuts) {
      expect([resolved[i]! < cut, resolved[i]! === cut]).toEqual([value < cut, value === cut])
    }
  })
  const again = resolved.slice()
  resolveNumbers(again, resolution)
  expect(again).toEqual(resolved)
}

test('a number stands for all that lie between the same cuts, and a cut for itself', () => {
  const found = fc.uniqueArray(fc.float({ noNaN: true }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(found, fc.array(fc.float(), { minLength: 1 }), (cuts, drawn) => {
      expectResolved(resolutionAt(cuts), drawn)
    }),
    { numRuns: 60 },
  )
})

test.each([
  [[Infinity]],
  [[-Infinity]],
  [[-Infinity, Infinity]],
  [[largest, Infinity]],
  [[-largest]],
  [[0, smallest]],
  [[-smallest, -0]],
])('cuts at the ends of what a number can be, %j, keep their sides', (cuts) => {
  const ends = [0, -0, smallest, -smallest, 1, -1, largest, -largest, Infinity, -Infinity, Number.NaN]
  expectResolved(resolutionAt(cuts), ends)
})

const models: [string, string[], object][] = [
  ['matrix-zipmap', ['age', 'hours', 'weight'], {}],
  ['regression', ['age', 'hours', 'weight'], regression],
  ['columns-strings', ['age', 'work-class', 'City'], {}],
]

test.each(models)(
  '%s answers the same when values that are alike to it are sent as one',
  async (name, columns, task) => {
    const frame = fixtureFrame(columns, 120)
    const model = await open(onnx(name), frame, task)
    for (const column of columns) {
      for (const changed of variationsOf(frame, column)) {
        const spoilt = withColumn(frame, column, changed)
        const [shared, own] = [await model.attempt(spoilt), await model.attempt(spoilt, { fresh: true })]
        expect(shared.predictions.scores).toEqual(own.predictions.scores)
        expect(shared.predictions.decisions).toEqual(own.predictions.decisions)
      }
    }
  },
)

test('what the model cannot tell apart is asked once', async () => {
  const frame = fixtureFrame(['age', 'work-class', 'City'], 120)
  const model = await open(onnx('columns-strings'), frame)
  const all = (text: string): Column => ({ kind: 'category', codes: new Int32Array(120), dictionary: [text] })
  for (const text of ['Atlantis', 'OTHER', '']) await model.attempt(withColumn(frame, 'City', all(text)))
  for (const age of [1e6, 1e7, 1e30]) await model.attempt(withColumn(frame, 'age', numbers(Array(120).fill(age))))
  expect(model.counters).toMatchObject({ rowsAsked: 720, rowsFromCache: 480 })
})

/** Extremes, missing values, and small steps for a number; words never seen for a category. */
function variationsOf(frame: Frame, name: string): Column[] {
  const column = columnOf(frame, name)
  if (column.kind === 'category') {
    return ['unseen', 'Atlantis', '', `${column.dictionary[0]}\0`].map((text) => ({
      ...column,
      dictionary: column.dictionary.with(0, text),
    }))
  }
  if (column.kind !== 'number') return []
  const step = (by: number) => numbers([...column.values].map((value) => value + by))
  const constant = [0, -1e30, 1e30, Infinity, -Infinity, null].map((value) =>
    numbers(Array(frame.rowCount).fill(value)),
  )
  return [...constant, ...[-1, -0.01, 0.001, 0.5, 3].map(step)]
}

function reader(opType: string, input: string): NodeProto {
  return create(NodeProtoSchema, { opType, input: [input], output: [`${opType} of ${input}`] })
}

function within(): NodeProto {
  const node = reader('If', 'condition')
  node.attribute.push(create(AttributeProtoSchema, { name: 'then_branch', g: { name: 'inner' } }))
  return node
}

function treesIn(nodes: readonly NodeProto[]): NodeProto {
  return nodes.find(({ opType }) => opType.startsWith('TreeEnsemble'))!
}

function valuesOf(trees: NodeProto) {
  return trees.attribute.find(({ name }) => name === 'nodes_values')!
}
