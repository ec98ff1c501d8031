import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import type { ExamplesEvidence, TableEvidence } from '../../core/evidence.ts'
import { count, listing, plural } from '../../core/format.ts'
import { columnOf, isMissing, withColumn } from '../../core/frame.ts'
import type { Column } from '../../core/frame.ts'
import type { Coverage, Measurement } from '../../core/measurement.ts'
import { sampleRows, subStream } from '../../core/random.ts'
import { rowsWhere } from '../../core/rows.ts'
import { featuresOf } from '../../core/schema.ts'
import { retype, stringified } from '../../perturb/retype.ts'
import { valueTypeNames, valueTypes } from '../../perturb/value-type.ts'
import type { ValueType } from '../../perturb/value-type.ts'
import { askAhead } from '../ask-ahead.ts'
import { narrowProbe, tallyOutcomes } from './answers.ts'
import type { Tally } from './answers.ts'
import { failedRows } from './witnesses.ts'

export default defineCheck({
  id: 'transformation/type-change',
  title: 'Wrong types are refused',
  protectsAgainst:
    'An upstream change turns a number into a string, a name into a code or a date into anything, and the model raises, dies, or answers with what is no answer.',
  remediation: [
    'Put a typed schema in front of the model, so that a wrong type is refused with a clear message.',
    'Convert on purpose where a type may vary (a number in a string), and refuse the rest.',
  ],
  references: [
    {
      title: 'Sculley et al. 2015, Hidden Technical Debt in Machine Learning Systems',
      url: 'https://papers.nips.cc/paper/5656-hidden-technical-debt-in-machine-learning-systems',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['model', 'probe'],
  params: z.object({
    types: z
      .array(z.enum(valueTypes))
      .default([...valueTypes])
      .describe('Types that are written into each feature that does not hold them already.'),
    rows: z
      .int()
      .min(1)
      .default(1000)
      .describe('Rows asked for each feature and type: a wrong type meets the same code in every row.'),
    ...columnChoice,
  }),

  async *run({ schema, key, signal, model, ...context }, { types, rows }) {
    const probe = narrowProbe(context.probe, sampleRows(context.probe.frame.rowCount, rows, subStream(key, 'rows')))
    for (const { name } of featuresOf(schema)) {
      const column = columnOf(probe.frame, name)
      const altered = presentRows(column, probe.frame.rowCount)
      if (altered.length === 0) continue
      const outcomes: Outcome[] = []
      const changes = changesOf(column, types).map(({ type, changed }) => {
        return { type, frame: withColumn(probe.frame, name, changed) }
      })
      for await (const [{ type, frame }, attempt] of askAhead({ model, signal }, changes)) {
        const tally = tallyOutcomes(attempt, altered)
        const shown = failedRows(probe, frame, [name], attempt.predictions, tally.failed)
        outcomes.push({ ...tally, type, rows: altered.length, shown })
      }
      if (outcomes.length > 0) yield measurementOf(name, outcomes, { rows: probe.rows.length, of: probe.of })
    }
  },

  judge: () => ({ rule: 'count', warn: 0, fail: 0, worse: 'higher', neutral: 0, severity: 'blocker' }),
  explain: ({ subject, n, facts = {} }) => {
    const [failed, refused] = [Number(facts['failed']), Number(facts['refused'])]
    if (failed > 0)
      return `the model fails on ${plural(failed, 'row')} when ${subject} is ${facts['failing']}: ${facts['message']}`
    const asked = `${plural(n, 'row')} where ${subject} has another type`
    return refused > 0
      ? `${count(refused)} of ${asked} are refused cleanly, the rest answered`
      : `each of ${asked} is answered`
  },
})

/** What a type written into a feature did. */
interface Outcome extends Tally {
  readonly type: string
  readonly rows: number
  readonly shown: ExamplesEvidence | null
}

function measurementOf(name: string, outcomes: readonly Outcome[], coverage: Coverage): Measurement {
  const failing = outcomes.filter(({ failed }) => failed.length > 0)
  const total = (each: (outcome: Outcome) => number) => outcomes.reduce((sum, outcome) => sum + each(outcome), 0)
  const failed = total((outcome) => outcome.failed.length)
  const table: TableEvidence = {
    kind: 'table',
    title: `What becomes of ${name} as another type`,
    columns: ['type', 'rows', 'answered', 'refused cleanly', 'failed', 'message'],
    rows: outcomes.map(({ type, rows, refused, failed: own, message }) => {
      return [type, rows, rows - refused - own.length, refused, own.length, message]
    }),
  }
  return {
    subject: name,
    features: [name],
    metric: 'failures',
    // A fact about the rows that were asked: rows beyond a budget must not keep it open for ever.
    statistic: { kind: 'exact', value: failed },
    n: total(({ rows }) => rows),
    coverage,
    facts: {
      failed,
      refused: total(({ refused }) => refused),
      failing: listing(failing.map(({ type }) => type)),
      message: failing[0]?.message ?? '',
    },
    evidence: [table, ...failing.flatMap(({ shown }) => shown ?? [])],
  }
}

function presentRows(column: Column, rowCount: number): Int32Array {
  return rowsWhere(rowCount, (row) => !isMissing(column, row))
}

/** The column as each type that it does not hold; a number also as itself, written as a string. */
function* changesOf(
  column: Column,
  types: readonly ValueType[],
): Generator<{ readonly type: string; readonly changed: Column }> {
  if (column.kind === 'number') yield { type: 'a number in a string', changed: stringified(column) }
  for (const type of types) {
    const changed = retype(column, type)
    if (changed !== null) yield { type: valueTypeNames[type], changed }
  }
}
