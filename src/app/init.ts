import { dirname, relative, resolve } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { Task } from '../core/predictions.ts'
import type { ColumnDescription } from '../data/describe-file.ts'
import { isNumberText } from '../data/number-text.ts'
import type { ModelDescriptionOfFile } from '../models/describe-model.ts'
import { columnOf, fuller, inOneOnly, likelyLabels, namesIn } from './likely-columns.ts'
import { isPredictedAsValue, likelyPredictions, type Predictions } from './likely-predictions.ts'

/** Files that a configuration is to be written for. */
export interface InitFiles {
  readonly reference?: string
  readonly evaluation: string
  readonly model?: string
}

/** What was seen in the evaluation data, and what a person may want to correct before it is written. */
export interface Proposal {
  readonly files: InitFiles
  readonly label: string | null
  readonly task: Task
  /** Binary: the values of the label, and the one taken as positive. */
  readonly classes: readonly string[]
  readonly positive: string | null
  readonly protected: readonly string[]
  /** Columns that only one of the two sets has. */
  readonly ignore: readonly string[]
  readonly id: string | null
  readonly predictions: Predictions | null
  readonly columns: readonly ColumnDescription[]
  readonly decisions: readonly string[]
}

/**
 * Looks at the data and the model and guesses what a configuration would say. Throws DATA_NO_COLUMN for a label that is
 * not there, and what is wrong with a file.
 */
export async function propose(files: InitFiles, label?: string): Promise<Proposal> {
  const { describeFile } = await import('../data/describe-file.ts')
  const seen = await describeFile(files.evaluation)
  const known = files.reference === undefined ? null : await describeFile(files.reference)
  const names = [...new Set([...namesIn(seen), ...(known === null ? [] : namesIn(known))])]
  if (label !== undefined && !names.includes(label)) {
    throw new AirworthyError('DATA_NO_COLUMN', {
      path: files.evaluation,
      column: label,
      role: 'label',
      suggestion: suggestion(label, names),
    })
  }
  const model = files.model === undefined || isModule(files.model) ? null : await describe(files.model)
  const chosen = label ?? likelyLabels(seen, known).find((name) => model?.takesColumn(name) !== true) ?? null
  const column = fuller(columnOf(seen, chosen), columnOf(known, chosen))
  const ignore = inOneOnly(seen, known).filter((name) => name !== chosen && !seen.likely.predictions.includes(name))
  const task = files.model === undefined && isPredictedAsValue(seen, column) ? 'regression' : taskOf(column, model)
  const classes = task === 'binary' ? (column?.samples ?? []) : []
  return {
    files,
    label: chosen,
    task,
    classes,
    positive: task === 'binary' ? likelyPositive(classes) : null,
    protected: seen.likely.protected.filter((name) => name !== chosen && !ignore.includes(name)),
    ignore,
    id: seen.likely.id.find((name) => name !== chosen && !ignore.includes(name)) ?? null,
    predictions: files.model === undefined ? likelyPredictions(seen, task, column) : null,
    columns: seen.columns,
    decisions: [...seen.decisions, ...seen.warnings],
  }
}

/** The configuration as YAML with comments, its paths relative to the folder it will lie in. */
export function configurationText(proposal: Proposal, path: string): string {
  const { files, label, task, classes, positive, id } = proposal
  const folder = dirname(resolve(path))
  const local = (file: string) => quote(relative(folder, resolve(file)) || file)
  const lines = [
    '# Run with: airworthy test. Every setting: docs/reference/configuration.md',
    `task: ${task} # binary, multiclass or regression`,
    '',
    ...modelLines(proposal, local),
    '',
    'data:',
    ...(files.reference === undefined
      ? ['  # reference: train.parquet # what the model learnt from: switches on drift, overlap, degradation']
      : [`  reference: ${local(files.reference)} # what the model learnt from`]),
    `  evaluation: ${local(files.evaluation)} # what it is tested on`,
    ...(label === null
      ? ['  # label: outcome # the true answer: switches on performance, calibration, slices']
      : [`  label: ${quote(label)} # the true answer`]),
    ...(positive === null ? [] : [`  positive: ${quote(positive)} # of ${classes.map(quote).join(' and ')}`]),
    ...(id === null ? [] : [`  id: ${quote(id)} # names the row, so it is no feature`]),
    ...(proposal.protected.length === 0
      ? ['  # protected: [sex, age] # groups to compare for fairness']
      : [`  protected: [${proposal.protected.map(quote).join(', ')}] # groups to compare for fairness`]),
    ...(proposal.ignore.length === 0
      ? []
      : [`  ignore: [${proposal.ignore.map(quote).join(', ')}] # in one of the two files only`]),
    ...proposal.decisions.map((decision) => `  # seen: ${decision}`),
    '',
    '# checks:',
    '#   drift/feature: { fail: 0.3 } # limits of one check; see "airworthy checks drift/feature"',
    '#   adversarial: false # leave a family out',
    '',
    'gate:',
    '  blockOn: major # a fail of this severity or above fails the gate: blocker, major or minor',
    '',
    '# output: [report.html, report.junit.xml]',
  ]
  return `${lines.join('\n')}\n`
}

async function describe(path: string): Promise<ModelDescriptionOfFile> {
  return (await import('../models/describe-model.ts')).describeModel(path)
}

/** What the label looks like, unless the model can do no such thing. */
function taskOf(column: ColumnDescription | undefined, model: ModelDescriptionOfFile | null): Task {
  const told = model?.classes?.length ?? 0
  if (column === undefined) return told > 2 ? 'multiclass' : told === 2 ? 'binary' : 'regression'
  if (told > 2) return 'multiclass'
  if (model?.isOneNumber === true && column.kind === 'number' && column.distinct > 2) return 'regression'
  return column.task
}

function modelLines(proposal: Proposal, local: (file: string) => string): string[] {
  const { files } = proposal
  if (files.model !== undefined) {
    if (!isModule(files.model)) return ['model:', `  onnx: ${local(files.model)}`]
    const order = '  # classes: [no, yes] # the order of its scores, where it is not that of the sorted labels'
    return ['model:', `  module: ${local(files.model)}`, ...(proposal.task === 'regression' ? [] : [order])]
  }
  const { predictions } = proposal
  if (predictions === null) {
    return ['# model:', '#   onnx: model.onnx # or: module: predict.js, or: predictions: { score: column }']
  }
  const pairs = (named: object) => Object.entries(named).map(([key, name]) => `${quote(key)}: ${quote(String(name))}`)
  const { scores, ...single } = predictions
  const columns = [...pairs(single), ...(scores === undefined ? [] : [`scores: { ${pairs(scores).join(', ')} }`])]
  const isOne = columns.length === 1 && scores === undefined
  return [
    'model:',
    `  # no model was given, but ${isOne ? 'this column looks' : 'these columns look'} like its answers`,
    `  predictions: { ${columns.join(', ')} }`,
  ]
}

/** Whether the file is a module that predicts, and no ONNX model. */
export function isModule(path: string): boolean {
  return /\.[mc]?[jt]s$/i.test(path)
}

/** The larger of two numbers, the usual words for the outcome that is looked for, else the rarer value, sampled last. */
function likelyPositive(classes: readonly string[]): string | null {
  if (classes.length > 0 && classes.every((value) => isNumberText(value))) {
    return classes.toSorted((a, b) => Number(a) - Number(b)).at(-1)!
  }
  const usual = classes.find((value) => /^(true|t|yes|y|positive|pos|bad|fraud|default|churn(ed)?|>.*)$/i.test(value))
  return usual ?? classes.at(-1) ?? null
}

function quote(text: string): string {
  const isPlain = /^[A-Za-z_][\w./-]*$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)
  return isPlain ? text : JSON.stringify(text)
}
