import { expect, test } from 'vitest'
import { mergeSummaries, sharedRuns, summarise } from './peer-results.ts'
import type { PeerRecord } from './peer-results.ts'

function record(run: number, rest: Partial<PeerRecord> = {}): PeerRecord {
  return { run, draw: `draw ${run}`, seconds: 1, judged: 10, fails: [], warns: [], notRun: {}, ...rest }
}

test('alarms are counted by run, names most frequent first', () => {
  const records = [
    record(0, { fails: ['MaxValue', 'ValueDrift'], judged: 30 }),
    record(2, { fails: ['MaxValue'], warns: ['RowCount'], judged: 20 }),
    record(1),
  ]
  expect(summarise({ tool: 'evidently', version: '1.0', size: 300 }, records)).toEqual({
    tool: 'evidently',
    version: '1.0',
    size: 300,
    runs: 3,
    firstSeed: 3_000_000,
    lastSeed: 3_000_002,
    draws: expect.stringMatching(/^[0-9a-f]{10}$/) as string,
    hits: { fail: 2, columnDrift: 1, datasetDrift: 0 },
    fails: { MaxValue: 2, ValueDrift: 1 },
    warns: { RowCount: 1 },
    notRun: [],
    judged: 20,
  })
})

test('what is true of the population is counted apart', () => {
  const constant = { fails: ['Single Value in Column: Does not contain only a single value'] }
  const weak = { warns: ['Weak Segments Performance: within 80 %'] }
  const drift = { fails: ['Feature Drift: below 0.2'] }
  const records = [record(0, constant), record(1, { ...constant, ...weak }), record(2, drift), record(3)]
  const { hits } = summarise({ tool: 'deepchecks', version: '1.0', size: 300 }, records)
  expect(hits).toEqual({ fail: 3, falseFail: 1, falseFailOrWarn: 2 })
})

test('a check that does not run is counted with each of its reasons', () => {
  const records = [
    record(0, { notRun: { overlap: 'no index' } }),
    record(1, { notRun: { overlap: 'no index' } }),
    record(2, { notRun: { overlap: 'too few rows', roc: 'no classes' } }),
  ]
  expect(summarise({ tool: 'airworthy', version: '1.0', source: 'abc', size: 300 }, records).notRun).toEqual([
    { name: 'overlap', reason: 'no index', runs: 2 },
    { name: 'overlap', reason: 'too few rows', runs: 1 },
    { name: 'roc', reason: 'no classes', runs: 1 },
  ])
})

test('only the runs that every tool has done on the same draw are compared', () => {
  const ours = [record(2), record(0), record(1)]
  const others = [record(0), record(1, { draw: 'an older draw' }), record(2), record(3)]
  const shared = sharedRuns([ours, others])
  expect(shared.map((records) => records.map(({ run }) => run))).toEqual([
    [0, 2],
    [0, 2],
  ])
})

test('one tool may be measured anew, but on no other draws than the rest', () => {
  const records = [record(0), record(1)]
  const held = (['deepchecks', 'evidently'] as const).flatMap((tool) =>
    [300, 3000].map((size) => summarise({ tool, version: '1.0', size }, records)),
  )
  const anew = summarise({ tool: 'evidently', version: '1.1', size: 300 }, records.toReversed())
  const merged = mergeSummaries(held, [anew])
  expect(merged.map(({ tool, version, size }) => `${tool} ${version} ${size}`)).toEqual([
    'deepchecks 1.0 300',
    'deepchecks 1.0 3000',
    'evidently 1.1 300',
    'evidently 1.0 3000',
  ])
  const fewer = summarise({ tool: 'evidently', version: '1.1', size: 300 }, records.slice(1))
  expect(() => mergeSummaries(held, [fewer])).toThrow('deepchecks at 300 rows is of other draws')
})
