import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Measurement, Requirement, Statistic } from '../core/measurement.ts'
import { answerTogether } from './verdict.ts'
import type { Question } from './verdict.ts'

const limit: Requirement = { rule: 'limit', warn: 0.05, fail: 0.1, worse: 'higher', neutral: 0 }
const floor: Requirement = { rule: 'limit', warn: 0.9, fail: 0.8, worse: 'lower', neutral: 1 }
const drift: Requirement = { rule: 'test', warn: 0.1, fail: 0.2, worse: 'higher', neutral: 0 }
const counted: Requirement = { rule: 'count', warn: 0, fail: 0.05, worse: 'higher', neutral: 0 }
const options = { sensitivity: 'default', alpha: 0.05 } as const

const about = (statistic: Statistic, more: Partial<Measurement> = {}): Measurement => ({
  subject: 's',
  statistic,
  n: 1000,
  ...more,
})
const rate = (hits: number, trials: number) => about({ kind: 'proportion', hits, trials }, { n: trials })
const tested = (effect: number, p: number, detectable = 0.05) => about({ kind: 'test', effect, p, detectable })
const answer = (
  measurement: Measurement,
  requirement: Requirement,
  more: Partial<Parameters<typeof answerTogether>[1]> = {},
) => answerTogether([{ measurement, requirement }], { ...options, ...more })[0]!

describe('a limit is met by the whole interval', () => {
  test.each([
    ['wholly past fail', rate(200, 1000), limit, 'fail'],
    ['reaching past fail', rate(105, 1000), limit, 'inconclusive'],
    ['wholly past warn, wholly short of fail', rate(70, 1000), limit, 'warn'],
    ['reaching past warn only', rate(50, 1000), limit, 'pass'],
    ['no interval, exact', about({ kind: 'exact', value: 0.2 }), limit, 'fail'],
    ['lower is worse', rate(700, 1000), floor, 'fail'],
    ['lower is worse, good', rate(960, 1000), floor, 'pass'],
    ['undefined', about({ kind: 'undefined', because: '0/0' }), limit, 'inconclusive'],
    ['too few rows', { ...rate(5, 10), tooFew: { needed: 100 } }, limit, 'inconclusive'],
  ] as const)('%s', (_case, measurement, requirement, verdict) => {
    expect(answer(measurement, requirement).verdict).toBe(verdict)
  })
})

describe('a test must be significant and large', () => {
  test.each([
    ['both', tested(0.3, 1e-6), 'fail'],
    ['large, could be chance', tested(0.3, 0.2), 'inconclusive'],
    ['significant, small', tested(0.05, 1e-9), 'pass'],
    ['significant, middling', tested(0.15, 1e-9), 'warn'],
    ['middling, could be chance', tested(0.15, 0.2), 'pass'],
    ['too few rows to show such an effect', tested(0.05, 0.5, 0.5), 'inconclusive'],
  ] as const)('%s', (_case, measurement, verdict) => {
    expect(answer(measurement, drift).verdict).toBe(verdict)
  })
})

describe('nothing passes on nothing', () => {
  const inform: Requirement = { rule: 'inform' }
  test.each([
    ['undefined', about({ kind: 'undefined', because: '0/0' })],
    ['a rate of no trials', rate(0, 0)],
    ['no row', about({ kind: 'exact', value: 0 }, { n: 0 })],
  ] as const)('%s', (_case, measurement) => {
    for (const requirement of [limit, drift, counted, inform]) {
      expect(answer(measurement, requirement).verdict).toBe('inconclusive')
    }
    expect(answer(measurement, inform).gating).toBe(false)
  })
  test('what is shown passes when there is something to show, and times whatever they are', () => {
    expect(answer(rate(1, 2), inform).verdict).toBe('pass')
    expect(answer(about({ kind: 'undefined', because: 'too fast' }, { volatile: true }), inform).verdict).toBe('pass')
  })
})

test('what is counted on all rows is a fact; on a sample it may be undecided', () => {
  expect(answer(about({ kind: 'exact', value: 0.06 }), counted).verdict).toBe('fail')
  expect(answer(rate(6, 100), counted).verdict).toBe('fail')
  expect(answer({ ...rate(6, 100), coverage: { rows: 100, of: 5000 } }, counted).verdict).toBe('inconclusive')
  expect(answer(rate(0, 100), counted).verdict).toBe('pass')
})

test('an inconclusive verdict says how many rows would tell, and with that many it does', () => {
  const { verdict, rowsNeeded } = answer(rate(24, 200), limit)
  expect(verdict).toBe('inconclusive')
  const rows = rowsNeeded!
  expect(answer(rate(Math.round(rows * 0.12), rows), limit).verdict).toBe('fail')
})

test('sensitivity moves the limits about the value without a flaw; what the user fixed stays', () => {
  expect(answer(rate(70, 1000), limit, { sensitivity: 'strict' }).limits).toMatchObject({ warn: 0.025, fail: 0.05 })
  expect(answer(rate(850, 1000), floor, { sensitivity: 'lenient' }).limits?.fail).toBeCloseTo(0.6)
  expect(answer(rate(70, 1000), { ...limit, fixed: true }, { sensitivity: 'strict' }).limits).toMatchObject({
    fail: 0.1,
  })
})

test('many questions are corrected together: a bare fail among many is no longer one', () => {
  const bare: Question = { measurement: rate(125, 1000), requirement: limit }
  const quiet: Question = { measurement: rate(115, 1000), requirement: limit }
  expect(answerTogether([bare], options)[0]!.verdict).toBe('fail')
  const [among] = answerTogether([bare, ...Array.from({ length: 200 }, () => quiet)], options)
  expect(among!.verdict).toBe('inconclusive')
  expect(among!.adjustedP).toBeGreaterThan(0.05)
  expect(among!.heldBackAmong).toBe(201)
  const rows = among!.rowsNeeded!
  const more: Question = { measurement: rate(Math.round(rows * 0.125), rows), requirement: limit }
  expect(answerTogether([more, ...Array.from({ length: 200 }, () => quiet)], options)[0]!.verdict).toBe('fail')
})

test('questions that are plainly short of their limit hold back no other', () => {
  const bare: Question = { measurement: rate(127, 1000), requirement: limit }
  const good: Question = { measurement: rate(50, 1000), requirement: limit }
  const [among, ...others] = answerTogether([bare, ...Array.from({ length: 200 }, () => good)], options)
  expect(among).toMatchObject({ verdict: 'fail', heldBackAmong: null })
  expect(among!.adjustedP).toBeCloseTo(among!.p! / 0.9, 12)
  for (const { verdict, p, adjustedP } of others)
    expect({ verdict, adjustedP, p: p! > 0.999 }).toEqual({ verdict: 'pass', adjustedP: 1, p: true })
})

test('an effect that is past the limit by chance alone warns: its interval has to be near the limit too', () => {
  const withInterval = (low: number) =>
    about({ kind: 'test', effect: 0.21, p: 1e-6, detectable: 0.05, interval: { low, high: 0.3 } })
  const requirement: Requirement = { rule: 'test', warn: 0.1, fail: 0.2, worse: 'higher', neutral: 0 }
  expect(answer(withInterval(0.16), requirement).verdict).toBe('fail')
  expect(answer(withInterval(0.14), requirement).verdict).toBe('warn')
})

test('what only informs is never judged and corrects nobody', () => {
  const [informed, judged] = answerTogether(
    [
      { measurement: rate(900, 1000), requirement: { rule: 'inform' } },
      { measurement: rate(200, 1000), requirement: limit },
    ],
    options,
  )
  expect(informed).toMatchObject({ verdict: 'pass', gating: false, p: null, limits: null })
  expect(judged!.adjustedP).toBe(judged!.p)
})

test('at the limit itself, an interval rule fails at most as often as it may', () => {
  let fails = 0
  // Binomial(400, 0.1) by summing its own probabilities: the share of outcomes that would fail.
  let mass = 0.9 ** 400
  for (let hits = 0; hits <= 400; hits++) {
    if (answer(rate(hits, 400), limit).verdict === 'fail') fails += mass
    mass *= ((400 - hits) / (hits + 1)) * (0.1 / 0.9)
  }
  expect(fails).toBeLessThan(0.05)
  expect(fails).toBeGreaterThan(0.005)
})

test('worse data never get a better verdict', () => {
  const order = ['pass', 'warn', 'inconclusive', 'fail']
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 5000 }), fc.nat(5000), (trials, hits) => {
      const some = Math.min(hits, trials - 1)
      const verdicts = [some, some + 1].map((count) =>
        order.indexOf(answer(rate(count, trials), { ...limit, warn: 0.1 }).verdict),
      )
      expect(verdicts[1]).toBeGreaterThanOrEqual(verdicts[0]!)
    }),
  )
})
