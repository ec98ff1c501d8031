import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { count, number, percent, plural } from '../../core/format.ts'
import { columnOf, takeValues } from '../../core/frame.ts'
import type { Measurement } from '../../core/measurement.ts'
import { uniformAt } from '../../core/random.ts'
import { sliceColumn } from '../../stats/slices.ts'
import type { Slicing } from '../../stats/slices.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { foundSlices } from './found-slices.ts'
import type { FoundSlice } from './found-slices.ts'
import { gradedRows, worstAnswers } from '../wrong-rows.ts'
import { errorGap, errorOf } from './row-errors.ts'
import type { RowErrors } from './row-errors.ts'
import { slicesTable } from './weak-slice-evidence.ts'

/** Fewer rows of a slice say nothing. */
const fewestRows = 32

export default defineCheck({
  id: 'subset/weak-slices',
  title: 'No hidden combination of values breaks the model',
  protectsAgainst:
    'Two or three harmless values meet (a region, an age, a product), and for exactly those rows the model is wrong far more often.',
  remediation: [
    'Look at the failing rows: a wrong join or a label of another meaning is mended at its source.',
    'Collect more rows of the slice, or give the model the feature that tells them apart, and retrain.',
    'Answer these rows in another way (a rule, a person) until then.',
  ],
  references: [
    { title: 'Sagadeeva and Boehm 2021, SliceLine', url: 'https://doi.org/10.1145/3448016.3457323' },
    { title: 'Chung et al. 2019, Slice Finder', url: 'https://arxiv.org/abs/1807.06068' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation', 'predictions', 'labels'],
  uses: ['reference'],
  params: z.object({
    warn: z.number().min(0).default(0.05).describe('Error rate above that of all other rows that deserves a look.'),
    fail: z.number().min(0).default(0.1).describe('Such a gap that fails.'),
    warnRise: z
      .number()
      .min(0)
      .default(0.15)
      .describe('RMSE above that of all other rows, as a share of it, that deserves a look.'),
    failRise: z.number().min(0).default(0.3).describe('Such a gap that fails.'),
    slices: z.int().min(1).max(100).default(10).describe('Slices to report, those first that are most surely worse.'),
    predicates: z.int().min(1).max(4).default(3).describe('Values that may meet in one slice.'),
    alpha: z
      .number()
      .gt(0)
      .max(1)
      .default(0.98)
      .describe(
        'Weight of the error against the size of a slice in the search: by 0.98, slices of more than 2 % of the rows are found at twice the error.',
      ),
    minShare: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.01)
      .describe('Share of the searched rows that a slice must have, and 32 of them.'),
    bins: z.int().min(2).max(100).default(10).describe('Bins of a number, by quantiles of the reference.'),
    ...columnChoice,
  }),

  async *run({ task, evaluation, predictions, labels, reference, schema, key, signal }, params) {
    const graded = gradedRows(task, labels, predictions)
    const { rows, errors } = graded
    // Found on one half and tested on the other, so that the search cannot find what chance put there.
    const searched = Uint8Array.from(rows, (row) => Number(uniformAt(key, row, 0) < 0.5))
    const half = searched.reduce((total, flag) => total + flag, 0)
    const support = Math.max(fewestRows, Math.ceil(params.minShare * half))
    const slicings: Slicing[] = []
    for (const { name, role, protected: isProtected } of schema.columns) {
      if (role !== 'feature' && !isProtected) continue
      // Of a large frame each column takes long, and who stops the run must be heard meanwhile.
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
      const column = takeValues(columnOf(evaluation, name), rows)
      const options = {
        reference: reference?.columns.get(name),
        bins: params.bins,
        minShare: support / Math.max(1, half),
      }
      const slicing = sliceColumn(name, column, options)
      if (slicing !== null) slicings.push(slicing)
    }
    const { slices, candidates, isComplete } = foundSlices(slicings, {
      searched,
      errors: errors.capped,
      top: params.slices,
      predicates: params.predicates,
      alpha: params.alpha,
      support,
    })
    const search = { candidates, complete: isComplete ? 'yes' : 'no' }
    const isPerfect = half >= support && slicings.length > 0 && !errors.capped.some((error) => error > 0)
    if (slices.length === 0) {
      const searchedNothing = candidates === 0 && !isPerfect ? unsearched(support) : {}
      yield { ...nothingFound, ...searchedNothing, n: half, facts: search }
    }
    const tested = slices.map((slice) => testSlice(slice, searched, errors))
    const table = slicesTable(slices, tested, errors.isRate)
    for (const [position, measurement] of tested.entries()) {
      const { member, columns, phrase } = slices[position]!
      const isTested = (row: number) => member[row] === 1 && searched[row] === 0
      const examples = worstAnswers(graded, isTested, { title: `Rows that fail where ${phrase}`, columns, evaluation })
      yield {
        ...measurement,
        facts: { ...measurement.facts, ...search },
        evidence: [...(position === 0 ? [table] : []), ...examples],
      }
    }
  },

  judge({ metric }, { warn, fail, warnRise, failRise }) {
    if (metric === nothingFound.metric) return { rule: 'inform' }
    const limits = metric === 'rmse' ? { warn: warnRise, fail: failRise } : { warn, fail }
    return { rule: 'limit', ...limits, worse: 'higher', neutral: 0 }
  },

  quantity({ metric }) {
    if (metric === 'none') return null
    return metric === 'rmse' ? 'relative gap of RMSE to all other rows' : 'gap of the error rate to all other rows'
  },

  explain({ subject, metric, statistic, n, facts = {} }) {
    const cut =
      facts['complete'] === 'no' ? `; the search stopped after ${count(Number(facts['candidates']))} slices` : ''
    if (metric === nothingFound.metric && statistic.kind === 'undefined')
      return `no slice was searched: ${statistic.because}`
    if (metric === nothingFound.metric) return `no slice is worse than the rest in ${plural(n, 'searched row')}${cut}`
    const { inside, outside, share } = facts
    if (statistic.kind === 'undefined' || inside === undefined || outside === undefined) {
      return `where ${subject} the error cannot be compared${cut}`
    }
    const show = metric === 'rmse' ? number : percent
    const name = metric === 'rmse' ? 'RMSE' : 'the error rate'
    const values = `${show(Number(inside))}, ${show(Number(outside))} elsewhere`
    return `where ${subject} ${name} is ${values}; ${percent(Number(share))} of rows${cut}`
  },
})

const nothingFound = { subject: 'no slice', metric: 'none', statistic: { kind: 'exact', value: 0 } } as const

/** The rows are too few to be cut, or no column cuts them. */
function unsearched(support: number): Pick<Measurement, 'statistic'> {
  return {
    statistic: { kind: 'undefined', because: `no value or range of a column holds ${support} of the searched rows` },
  }
}

/** The slice on the rows that were not searched. */
function testSlice(slice: FoundSlice, searched: Uint8Array, errors: RowErrors): Measurement {
  const inside: number[] = []
  const outside: number[] = []
  for (let row = 0; row < searched.length; row++) {
    if (searched[row] === 0) (slice.member[row] === 1 ? inside : outside).push(row)
  }
  const statistic = errorGap(errors, inside, outside)
  const values = { inside: errorOf(errors, inside), outside: errorOf(errors, outside) }
  const isKnown = Number.isFinite(estimateOf(statistic))
  return {
    subject: slice.phrase,
    features: slice.columns,
    metric: errors.isRate ? 'error_rate' : 'rmse',
    statistic,
    n: inside.length,
    facts: { share: inside.length / (inside.length + outside.length), ...(isKnown ? values : {}) },
    ...(inside.length < fewestRows ? { tooFew: { needed: fewestRows } } : {}),
  }
}
