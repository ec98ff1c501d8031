import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { airworthy } from './airworthy.ts'
import { config, data, evaluation, prepare, reference, testMistakes } from './mistake.ts'
import { csv } from './people.ts'

const { outcome, score, ...features } = evaluation
const both = { ...data, reference: 'reference.csv' }

describe('in the data', () => {
  testMistakes({
    'no such file': {
      config: { ...config, data: { ...data, evaluation: 'none.csv' } },
      code: 'DATA_NOT_FOUND',
      says: /none\.csv \(evaluation data\)/,
      hint: /relative/,
    },
    'no such reference': {
      config: { ...config, data: { ...data, reference: 'none.parquet' } },
      code: 'DATA_NOT_FOUND',
      says: /none\.parquet \(reference data\)/,
      hint: /relative/,
    },
    'a folder with two data sets in place of one': {
      config: { ...config, data: { ...data, evaluation: '.' } },
      code: 'DATA_UNREADABLE',
      says: /directory.*reference\.csv and evaluation\.csv look like two data sets/,
      hint: /./,
    },
    'no Parquet file': {
      config: { ...config, data: { ...data, evaluation: 'not-parquet.parquet' } },
      copies: ['src/data/fixtures/not-parquet.parquet'],
      code: 'DATA_UNREADABLE',
      says: /not-parquet\.parquet.*parquet/i,
      hint: /./,
    },
    'broken JSON lines': {
      config: { ...config, data: { ...data, evaluation: 'broken.jsonl' } },
      copies: ['src/data/fixtures/broken.jsonl'],
      code: 'DATA_UNREADABLE',
      says: /broken\.jsonl.*line/i,
      hint: /./,
    },
    'an unknown ending': {
      config: { ...config, data: { ...data, evaluation: 'data.xyz' } },
      files: { 'data.xyz': 'a,b\n1,2\n' },
      code: 'DATA_FORMAT_UNKNOWN',
      says: /data\.xyz/,
      hint: /\.csv/,
    },
    'an empty file': { files: { 'evaluation.csv': '' }, code: 'DATA_EMPTY', says: /evaluation\.csv/, hint: /rows/ },
    'a header without rows': {
      files: { 'evaluation.csv': 'age,outcome,score\n' },
      code: 'DATA_EMPTY',
      says: /evaluation\.csv/,
      hint: /rows/,
    },
    'one row': {
      files: { 'evaluation.csv': 'age,outcome,score\n40,yes,0.5\n' },
      code: 'DATA_TOO_FEW_ROWS',
      says: /evaluation\.csv has 1 row/,
      hint: /few rows/,
    },
    'a column that comes twice': {
      files: { 'evaluation.csv': 'age,age,outcome,score\n40,41,yes,0.5\n30,31,no,0.2\n' },
      code: 'DATA_DUPLICATE_COLUMN',
      says: /evaluation\.csv.*"age"/,
      hint: /Rename/,
    },
    'other columns than the reference': {
      config: { ...config, data: both },
      files: { 'reference.csv': csv({ ...reference, height: reference.age }) },
      code: 'DATA_COLUMNS_DIFFER',
      says: /height/,
      hint: /data\.ignore/,
    },
    'words where the reference has numbers': {
      config: { ...config, data: both },
      files: { 'evaluation.csv': csv({ ...evaluation, age: evaluation.city }) },
      code: 'DATA_KIND_DIFFERS',
      says: /"age" is number in the reference.*"\w+" in row 1\b/,
      hint: /data\.columns/,
    },
    'words in a column pinned as a number': {
      config: { ...config, data: { ...data, columns: { city: { kind: 'number' } } } },
      code: 'DATA_KIND_UNFIT',
      says: /"city".*number/,
      hint: /data\.columns/,
    },
    'no feature left': {
      config: { task: 'binary', data: { ...data, ignore: [...Object.keys(features), 'score'] } },
      code: 'DATA_NO_FEATURES',
      says: /feature/,
      hint: /data\.ignore/,
    },
    'no such label': {
      config: { ...config, data: { ...data, label: 'outcomes' } },
      code: 'DATA_NO_COLUMN',
      says: /"outcomes" \(label\)/,
      hint: /outcome/,
    },
    'no such protected column': {
      config: { ...config, data: { ...data, protected: ['sexe'] } },
      code: 'DATA_NO_COLUMN',
      says: /"sexe" \(protected\)/,
      hint: /sex/,
    },
    'no such time': {
      config: { ...config, data: { ...data, timestamp: 'hour' } },
      code: 'DATA_NO_COLUMN',
      says: /"hour" \(timestamp\)/,
      hint: /hours/,
    },
    'no such prediction': {
      config: { ...config, model: { predictions: { score: 'scores' } } },
      code: 'DATA_NO_COLUMN',
      says: /"scores" \(prediction\)/,
      hint: /score/,
    },
  })
})

describe('in the label', () => {
  testMistakes({
    'three values under a binary task': {
      files: {
        'evaluation.csv': csv({ ...evaluation, outcome: outcome.map((value, i) => (i < 5 ? 'perhaps' : value)) }),
      },
      code: 'LABEL_NOT_BINARY',
      says: /"outcome" has 3 values \(no, perhaps, yes\)/,
      hint: /multiclass/,
    },
    'one value alone': {
      config: { ...config, data: { ...data, positive: 'good' } },
      files: { 'evaluation.csv': csv({ ...evaluation, outcome: outcome.map(() => 'good') }) },
      code: 'LABEL_ONE_VALUE',
      says: /"outcome" has only the value good/,
      hint: /both/,
    },
    'no value at all': {
      files: { 'evaluation.csv': csv({ ...evaluation, outcome: outcome.map(() => null) }) },
      code: 'LABEL_ALL_MISSING',
      says: /"outcome".*evaluation/,
      hint: /data\.label/,
    },
    'words under regression': {
      config: { task: 'regression', data: { evaluation: 'evaluation.csv', label: 'outcome' } },
      code: 'LABEL_NOT_NUMERIC',
      says: /"outcome"/,
      hint: /binary/,
    },
    'a positive class that never occurs': {
      config: { ...config, data: { ...data, positive: 'yess' } },
      code: 'POSITIVE_NOT_FOUND',
      says: /"yess" never occurs in "outcome" \(values: no, yes\)/,
      hint: /"yes"/,
    },
    'no word on which class is positive': {
      config: { ...config, data: { evaluation: 'evaluation.csv', label: 'sex' } },
      code: 'POSITIVE_NEEDED',
      says: /"sex" has the values f, m/,
      hint: /data\.positive/,
    },
  })
})

describe('in the predictions', () => {
  testMistakes({
    'a score above 1': {
      files: { 'evaluation.csv': csv({ ...evaluation, score: score.map((value, i) => (i === 6 ? 1.5 : value)) }) },
      code: 'PREDICTIONS_OUT_OF_RANGE',
      says: /"score" holds 1\.5 in row 7/,
      hint: /sigmoid/,
    },
    'a score that is not a number': {
      files: { 'evaluation.csv': csv({ ...evaluation, score: score.map((value, i) => (i === 6 ? 'NaN' : value)) }) },
      code: 'DATA_KIND_UNFIT',
      says: /"score".*number.*evaluation data.*"NaN" in row 7/,
      hint: /data\.missing/,
    },
    'scores that are missing': {
      files: { 'evaluation.csv': csv({ ...evaluation, score: score.map((value, i) => (i > 6 ? null : value)) }) },
      code: 'PREDICTIONS_MISSING',
      says: /"score" has no prediction in 113 row\(s\), first in row 8/,
      hint: /every row/,
    },
    'a decision that is no class': {
      config: { ...config, model: { predictions: { label: 'city' } } },
      code: 'PREDICTIONS_UNKNOWN_CLASS',
      says: /"city" predicts ".*" in row 1.*no, yes/,
      hint: /spelling/,
    },
  })
})

test.each([
  ['a constant column', { height: () => 170 }, /height: constant in the evaluation data/],
  ['a column without any value', { height: () => null }, /height is ignored: every value is missing/],
])('%s runs, with a warning', async (_what, columns, warning) => {
  const more = (table: typeof evaluation) => ({ ...table, height: table.age.map(columns.height) })
  const files = { 'evaluation.csv': csv(more(evaluation)), 'reference.csv': csv(more(reference)) }
  const here = prepare({ config: { ...config, data: both }, files })
  const { exitCode, stderr } = await airworthy(here, 'test', '-o', 'report.md')
  expect(stderr).not.toMatch(/[A-Z]+_[A-Z_]+: /)
  expect([0, 1]).toContain(exitCode)
  expect(readFileSync(join(here, 'report.md'), 'utf8')).toMatch(warning)
})
