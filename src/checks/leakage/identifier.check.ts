import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { percent } from '../../core/format.ts'
import type { Column, NumberColumn } from '../../core/frame.ts'
import type { SchemaColumn } from '../../core/schema.ts'
import { sliceColumn } from '../../stats/slices.ts'
import { estimateOf } from '../../stats/statistic.ts'
import { measurePower } from './measure-power.ts'
import { dealRows, fewestRows, predictivePower } from './predictive-power.ts'

/** Distinct whole numbers that fill at least a tenth of their range were counted up, not measured. */
const widestRun = 10

export default defineCheck({
  id: 'leakage/identifier',
  title: 'Identifiers do not predict',
  protectsAgainst:
    'Cases were numbered, stored or dated in the order of their outcome, so that a number which means nothing tells the answer; a model or a split that uses it will not work on the next case.',
  remediation: [
    'Keep the column out of the features, and measure performance again.',
    'Find out how the data were gathered: positives and negatives from two sources, or sorted before they were numbered.',
    'Look for other columns that hold the same order: dates, batch numbers, places.',
  ],
  references: [
    {
      title: 'Rosset et al. 2010, Medical data mining: insights from winning two competitions',
      url: 'https://doi.org/10.1007/s10618-009-0158-x',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation', 'labels'],
  idle: 'no column names or dates the rows (data.id, data.timestamp)',
  uses: ['reference', 'referenceLabels'],
  params: z.object({
    warn: z.number().min(0).max(1).default(0.1).describe('Share of the error saved that deserves a look.'),
    fail: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of the error saved that fails, when it is significant.'),
    bins: z.int().min(2).max(200).default(32).describe('Bins of equal size in which the order is read.'),
    ...columnChoice,
  }),

  async *run({ evaluation, labels, reference, referenceLabels, schema, key, signal }, { bins }) {
    // What the model learnt from, where its labels are known.
    const [frame, truth] = reference && referenceLabels ? [reference, referenceLabels] : [evaluation, labels]
    const dealt = dealRows(truth, key)
    for (const described of schema.columns) {
      signal.throwIfAborted()
      const { name } = described
      const column = frame.columns.get(name)
      const order = column === undefined ? null : orderOf(described, column)
      const slicing = order === null ? null : sliceColumn(name, order, { bins, minShare: 0 })
      const power = slicing === null ? null : predictivePower(slicing, truth, dealt)
      if (power !== null) yield measurePower(name, power)
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'test', warn, fail, worse: 'higher', neutral: 0 }),
  explain: ({ subject, statistic }) =>
    `the order of ${subject} saves ${percent(estimateOf(statistic))} of the error of guessing the label`,
})

/** The order that an identifier, a time or a running number lays on the rows; null for any other column. */
function orderOf({ role, integer }: SchemaColumn, column: Column): Column | null {
  const isIdentifier = role === 'id' || role === 'timestamp'
  if (!isIdentifier && role !== 'feature') return null
  switch (column.kind) {
    case 'time':
      return column
    case 'number':
      return isIdentifier || (integer && isRunningNumber(column)) ? column : null
    case 'text':
      return isIdentifier ? alphabetical(column.values) : null
    case 'category': {
      const { codes, dictionary } = column
      return isIdentifier ? alphabetical(Array.from(codes, (code) => dictionary[code] ?? null)) : null
    }
  }
}

function isRunningNumber({ values, valid }: NumberColumn): boolean {
  const seen = new Set<number>()
  let [low, high] = [Infinity, -Infinity]
  for (let row = 0; row < values.length; row++) {
    if (valid[row] === 0) continue
    const value = values[row]!
    if (seen.has(value)) return false
    seen.add(value)
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return seen.size >= fewestRows && high - low <= widestRun * seen.size
}

/** Texts as their places in alphabetical order, shorter ones first as numbers in them would have it. */
function alphabetical(values: readonly (string | null)[]): NumberColumn {
  const sorted = [...new Set(values.filter((value) => value !== null))].toSorted(
    (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0),
  )
  const placeOf = new Map(sorted.map((value, place) => [value, place]))
  const places = Float64Array.from(values, (value) => (value === null ? NaN : placeOf.get(value)!))
  return { kind: 'number', values: places, valid: Uint8Array.from(places, (place) => Number(!Number.isNaN(place))) }
}
