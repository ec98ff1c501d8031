import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PickleEvent } from '../events.ts'
import type { Value } from '../values.ts'
import { eventAsPseudoCode } from './pseudo-code.ts'
import { gradesOf, judged, named, none, number, text, tuple, unknown } from './fixtures/judged.ts'

const names = [
  'os:system',
  'numpy:dtype',
  'builtins:getattr',
  'copyreg:_reconstructor',
  'torch._tensor:_rebuild_from_type_v2',
]
const listed = [
  'scipy.stats._continuous_distns:norm_gen',
  'functools:partial',
  'pickle:loads',
  'x:y',
  'collections:OrderedDict',
]

const { value } = fc.letrec<{ value: Value }>((tie) => {
  const items = fc.array(tie('value'), { maxLength: 5 })
  const count = fc.nat({ max: 9 })
  return {
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom<Value>(none, unknown, { kind: 'buffer' }, { kind: 'extension', code: 7 }),
      fc.boolean().map((held): Value => ({ kind: 'boolean', value: held })),
      fc.option(fc.double(), { nil: undefined }).map((held): Value => ({ kind: 'number', value: held })),
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('module', 'storage', '_parse_arg_template')).map(text),
      fc.record({ kind: fc.constant('bytes' as const), offset: count, length: count }),
      fc.constantFrom(...names, ...listed).map(named),
      fc.record({ kind: fc.constant('tuple' as const), items, length: count }),
      fc.record({
        kind: fc.constantFrom('list' as const, 'dict' as const, 'set' as const, 'frozenset' as const),
        size: count,
        items,
        held: fc.constant(new Set<never>()),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        callee: tie('value'),
        args: tie('value'),
        how: fc.constantFrom('REDUCE' as const, 'NEWOBJ' as const, 'OBJ' as const),
        offset: count,
        state: fc.constant(undefined),
      }),
      fc.record({ kind: fc.constant('persistent' as const), id: tie('value') }),
    ),
  }
})

const offset = fc.nat()
const event: fc.Arbitrary<PickleEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    global: fc
      .tuple(fc.string(), fc.string())
      .map(([module, name]) => ({ kind: 'global' as const, module, name, offset: 0 })),
    offset,
  }),
  fc.record({ kind: fc.constant('unknown-import' as const), module: value, name: value, offset }),
  fc.record({ kind: fc.constant('extension' as const), code: fc.integer(), offset }),
  fc.record(
    {
      kind: fc.constant('call' as const),
      how: fc.constantFrom('REDUCE' as const, 'OBJ' as const, 'INST' as const, 'NEWOBJ' as const, 'NEWOBJ_EX' as const),
      callee: value,
      args: value,
      keywords: value,
      offset,
    },
    { requiredKeys: ['kind', 'how', 'callee', 'args', 'offset'] },
  ),
  fc.record({ kind: fc.constant('state' as const), target: value, state: value, offset }),
  fc.record({
    kind: fc.constant('method' as const),
    target: value,
    method: fc.constantFrom('append' as const, 'extend' as const, '__setitem__' as const, 'add' as const),
    items: fc.array(value),
    offset,
  }),
  fc.record({ kind: fc.constant('persistent' as const), id: value, offset }),
)

test('nothing in an event makes the judge throw', () => {
  fc.assert(
    fc.property(event, fc.boolean(), (one, isTorch) => {
      judged([one], { isTorch })
      expect(eventAsPseudoCode(one).length).toBeLessThanOrEqual(320)
    }),
    { numRuns: 2000 },
  )
})

test('nor do values that contain themselves', () => {
  const own: Value[] = []
  const list: Value = { kind: 'list', size: 1, items: own, held: new Set() }
  own.push(list, list, list)
  const made: Value = { kind: 'call', callee: list, args: list, how: 'REDUCE', offset: 0, state: undefined }
  own.push(made)
  expect(gradesOf([{ kind: 'call', how: 'REDUCE', callee: made, args: list, offset: 0 }])).toEqual([
    'unlisted-call critical',
  ])
})

test('a long row of calls is cut short', () => {
  let made: Value = named('os:system')
  for (let depth = 0; depth < 50_000; depth++) {
    made = { kind: 'call', callee: made, args: tuple(), how: 'REDUCE', offset: 0, state: undefined }
  }
  expect(gradesOf([{ kind: 'call', how: 'REDUCE', callee: made, args: tuple(), offset: 0 }])).toEqual([
    'unlisted-call critical',
  ])
})

test('what no ordinary writer writes', () => {
  expect(gradesOf([{ kind: 'unknown-import', module: unknown, name: text('x'), offset: 0 }])).toEqual([
    'unknown-state high',
  ])
  expect(gradesOf([{ kind: 'extension', code: 3, offset: 0 }])).toEqual(['unknown-state high'])
})

test('persistent ids belong to torch, and name storages', () => {
  const id = (type: string, ...more: Value[]) =>
    tuple(text('storage'), named(type), text('0'), text('cpu'), number(4), ...more)
  const persistent = (one: Value): PickleEvent => ({ kind: 'persistent', id: one, offset: 0 })
  const graded = (one: Value, isTorch = true) => gradesOf([persistent(one)], { isTorch })
  expect(graded(id('torch:FloatStorage'))).toEqual([])
  expect(graded(id('torch:FloatStorage', none))).toEqual([])
  expect(graded(id('torch:FloatStorage'), false)).toEqual(['persistent-id high'])
  expect(graded(id('my_package:FloatStorage'))).toEqual(['persistent-id high'])
  expect(graded(id('torch:Tensor'))).toEqual(['persistent-id high'])
  expect(graded(text('storage'))).toEqual(['persistent-id high'])
  expect(graded(unknown)).toEqual(['persistent-id high'])
  expect(
    graded(tuple(text('module'), named('torch.nn.modules.linear:Linear'), text('a.py'), text('class Linear'))),
  ).toEqual([])
})
