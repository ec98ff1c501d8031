import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { columnChoice } from '../../core/column-choice.ts'
import type { Column } from '../../core/frame.ts'
import { admits, commonValueType, valueTypeOf } from '../../perturb/value-type.ts'
import type { ValueType } from '../../perturb/value-type.ts'
import { breachLimits, comparedFeatures, explainBreach, judgeBreach, measureBreach } from './breach.ts'

/** Each type in the plural, after "the reference holds". */
const plurals: Readonly<Record<ValueType, string>> = {
  int: 'whole numbers',
  float: 'numbers',
  bool: 'booleans',
  date: 'dates',
  url: 'URLs',
  email: 'e-mail addresses',
  domain: 'domain names',
  uuid: 'UUIDs',
  string: 'words',
}

export default defineCheck({
  id: 'abnormal/type',
  title: 'Values have the right type',
  protectsAgainst:
    'A column of strings changes what it holds (an address becomes an id, a date another format), and every row looks new to the model.',
  remediation: [
    'Look at the rows shown: columns that were swapped or exported anew are mended at the source.',
    'Put a typed schema in front of the model, so that a wrong type is refused with a clear message.',
  ],
  references: [
    {
      title: 'Breck et al. 2019, Data Validation for Machine Learning',
      url: 'https://mlsys.org/Conferences/2019/doc/2019/167.pdf',
    },
  ],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['reference', 'evaluation'],
  idle: 'no feature is written as text in both data sets',
  uses: ['labels', 'predictions'],
  params: z.object({ ...breachLimits, ...columnChoice }),

  async *run(context) {
    for (const { name, learnt, column } of comparedFeatures(context)) {
      context.signal.throwIfAborted()
      const [before, after] = [writtenValues(learnt), writtenValues(column)]
      if (before === null || after === null) continue
      const seen = new Set(before.codes)
      const expected = commonValueType(before.texts.filter((_, code) => seen.has(code)))
      if (expected === null) continue
      const measurement = measureBreach(context, {
        name,
        ...breachesOf(after, expected),
        usual: { hits: 0, trials: before.codes.reduce((sum, code) => sum + Number(code >= 0), 0) },
        fault: `differ in type: the reference holds ${plurals[expected]} only`,
      })
      if (measurement !== null) yield measurement
    }
  },

  judge: judgeBreach,
  explain: explainBreach,
})

interface Written {
  readonly texts: readonly string[]
  /** Of each row the place of its text; -1 means missing. */
  readonly codes: Int32Array
}

/** The values of a column of strings; null where a column is typed by its kind already. */
function writtenValues(column: Column): Written | null {
  switch (column.kind) {
    case 'number':
    case 'time':
      return null
    case 'category':
      return { texts: column.dictionary, codes: column.codes }
    case 'text': {
      const texts = column.values.filter((value) => value !== null)
      let next = 0
      return { texts, codes: Int32Array.from(column.values, (value) => (value === null ? -1 : next++)) }
    }
  }
}

/** Blanks have no type: they are neither right nor wrong. */
function breachesOf({ texts, codes }: Written, expected: ValueType): { breached: Uint8Array; trials: number } {
  const types = texts.map(valueTypeOf)
  const wrong = types.map((type) => type !== null && !admits(expected, type))
  const breached = Uint8Array.from(codes, (code) => Number(code >= 0 && wrong[code]!))
  return { breached, trials: codes.reduce((sum, code) => sum + Number(code >= 0 && types[code] !== null), 0) }
}
