import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import type { TableEvidence } from '../../core/evidence.ts'
import type { CategoryColumn } from '../../core/frame.ts'
import { unseenRate } from '../../stats/bounds.ts'
import { countCodes } from '../../stats/distribution.ts'
import { breachLimits, comparedFeatures, explainBreach, judgeBreach, measureBreach } from './breach.ts'

/** New categories listed, the commonest first. */
const mostListed = 10

export default defineCheck({
  id: 'abnormal/unseen-category',
  title: 'No new categories',
  protectsAgainst:
    'Categories arrive that the model was never shown: a new product, a renamed code, a typing error. It answers as if they were something else.',
  remediation: [
    'Map renamed and misspelt categories to those that the model knows, at the source.',
    'Encode unknown categories on purpose, and retrain once a new one is common.',
    'Alert on categories outside of the known set before they reach the model.',
  ],
  references: [
    {
      title: 'Good 1953, The population frequencies of species and the estimation of population parameters',
      url: 'https://doi.org/10.1093/biomet/40.3-4.237',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  idle: 'no feature is a category',
  uses: ['labels', 'predictions'],
  params: z.object({ ...breachLimits, ...columnChoice }),

  async *run(context) {
    for (const { name, learnt, column } of comparedFeatures(context)) {
      context.signal.throwIfAborted()
      if (learnt.kind !== 'category' || column.kind !== 'category') continue
      const known = countCodes(learnt.codes, learnt.dictionary.length)
      const isNew = (code: number) => code >= 0 && (known[code] ?? 0) === 0
      const breached = Uint8Array.from(column.codes, (code) => Number(isNew(code)))
      const measurement = measureBreach(context, {
        name,
        breached,
        trials: column.codes.reduce((sum, code) => sum + Number(code >= 0), 0),
        // Values seen once tell how often a value never seen is to be expected.
        usual: unseenRate(known),
        fault: 'are categories that the reference does not hold',
        evidence: newCategories(name, column, isNew),
      })
      if (measurement !== null) yield measurement
    }
  },

  judge: judgeBreach,
  explain: explainBreach,
})

function newCategories(
  name: string,
  column: CategoryColumn,
  isNew: (code: number) => boolean,
): readonly TableEvidence[] {
  const counts = countCodes(column.codes, column.dictionary.length)
  const codes = [...counts.keys()].filter((code) => counts[code]! > 0 && isNew(code))
  if (codes.length === 0) return []
  const commonest = codes.toSorted((a, b) => counts[b]! - counts[a]! || a - b).slice(0, mostListed)
  return [
    {
      kind: 'table',
      title: `New categories of ${name}`,
      columns: ['category', 'rows'],
      rows: commonest.map((code) => [column.dictionary[code]!, counts[code]!]),
    },
  ]
}
