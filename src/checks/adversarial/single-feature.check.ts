import { z } from 'zod'
import { targetOf, turns } from '../../attack/target.ts'
import { attackedRows } from '../../core/budget.ts'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import { count, percent } from '../../core/format.ts'
import { sampleRows, subStream } from '../../core/random.ts'
import { featuresOf } from '../../core/schema.ts'
import { narrowProbe } from '../transformation/answers.ts'
import { anyFeature, attackWithAnything, attackWithin } from './feature-attack.ts'
import type { FeatureAttack } from './feature-attack.ts'

export default defineCheck({
  id: 'adversarial/single-feature',
  title: 'One changed feature does not flip the answer',
  protectsAgainst:
    'Somebody who may set one feature of a case nudges it by an amount that nobody notices, and gets the answer that suits them.',
  remediation: [
    'Look at the witnesses: a threshold that a nudge can cross should not decide a case alone.',
    'Train on the witnesses with their true labels, or with noise of this size on the feature.',
    'Smooth the model (more trees of less depth, monotone constraints), so that small changes have small effects.',
    'Send cases close to the threshold to a person.',
  ],
  references: [
    { title: 'Cartella et al. 2021, Adversarial Attacks for Tabular Data', url: 'https://arxiv.org/abs/2101.08030' },
    { title: 'Carlini et al. 2019, On Evaluating Adversarial Robustness', url: 'https://arxiv.org/abs/1902.06705' },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe', 'reference'],
  params: z.object({
    warn: z.number().min(0).max(1).default(0.01).describe('Share of right answers turned that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.05).describe('Share of right answers turned that fails.'),
    bound: z
      .number()
      .gt(0)
      .max(1)
      .default(0.01)
      .describe('Farthest move of a number, as a share of its reference range.'),
    anyValue: z
      .boolean()
      .default(true)
      .describe('Also try every quantile and every category, which is shown and not judged.'),
    categories: z.int().min(1).default(50).describe('Categories tried of each feature, the commonest first.'),
    ...columnChoice,
  }),

  async *run(context, { bound, anyValue, categories }) {
    const { task, model, probe, schema, key, budget } = context
    const { rows, margin } = targetOf(task, probe.predictions, probe.labels)
    const sample = sampleRows(rows.length, attackedRows(budget, featuresOf(schema).length), subStream(key, 'rows'))
    if (sample.length === 0) {
      const statistic = { kind: 'undefined', because: 'no answer is right' } as const
      yield { subject: anyFeature, metric: 'turned', statistic, n: 0 }
      return
    }
    const attacked = narrowProbe(
      probe,
      Int32Array.from(sample, (i) => rows[i]!),
    )
    const attack: FeatureAttack = {
      ...context,
      attacked,
      ask: async (frame, options) => (await model.attempt(frame, options)).predictions,
      succeeds: turns(attacked.predictions, margin),
      // Answers that are wrong already need no attack.
      coverage: { rows: sample.length, of: probe.of - (probe.rows.length - rows.length) },
    }
    yield* attackWithin(attack, bound)
    if (anyValue) yield* attackWithAnything(attack, categories)
  },

  judge: ({ metric }, { warn, fail }) =>
    metric === 'turned' ? { rule: 'limit', warn, fail, worse: 'higher', neutral: 0 } : { rule: 'inform' },

  explain({ subject, metric, statistic, facts }) {
    if (statistic.kind === 'undefined') return `the attack on ${subject} says nothing: ${statistic.because}`
    const [hits, trials] = statistic.kind === 'proportion' ? [statistic.hits, statistic.trials] : [0, 0]
    const turned = `turns ${count(hits)} of ${count(trials)} right answers`
    if (metric === 'turned at any distance') {
      const cheapest = facts?.['cheapest'] === undefined ? '' : `; the cheapest: ${facts['cheapest']}`
      return `setting ${subject} ${turned}${cheapest}`
    }
    const noise = facts?.['noise'] === undefined ? '' : `; noise of that size turns ${count(Number(facts['noise']))}`
    return `moving ${subject} by at most ${percent(Number(facts?.['bound'] ?? 0))} of its range ${turned}${noise}`
  },
})
