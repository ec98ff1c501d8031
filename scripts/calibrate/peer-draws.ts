import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Column } from '../../src/core/frame.ts'
import type { Labels } from '../../src/core/predictions.ts'
import { functionModel } from '../../zoo/function-model.ts'
import type { Sample, Subject } from '../../zoo/subject.ts'
import { cleanKindOf, subjectOf } from '../../zoo/trial.ts'
import { toldModel } from './peer-model.ts'
import type { ToldModel } from './peer-model.ts'

/** Where a draw lies and what its columns are: all that another tool is told, as it would be by its user. */
export interface PeerDraw {
  /** First digits of the SHA-256 over everything below and both tables. */
  readonly digest: string
  readonly folder: string
  readonly task: Subject['task']
  readonly label: string
  readonly classes: readonly string[]
  readonly numbers: readonly string[]
  readonly categories: readonly string[]
  readonly prediction: string
  /** One column for each class, in the order of the classes; none for values. */
  readonly probabilities: readonly string[]
  readonly model: ToldModel
}

const [label, prediction] = ['answer', 'prediction']
const threshold = 0.5

/** Writes both samples of a clean run of the calibration as CSV, with the true answer and what the model answers as columns. */
export async function writeDraw(size: number, run: number, folder: string): Promise<PeerDraw> {
  const subject = subjectOf({ kind: 'clean', size, run })
  const { task, classes, reference, evaluation } = subject
  const features = [...reference.frame.columns]
  const told = {
    task,
    label,
    classes,
    numbers: features.filter(([, { kind }]) => kind === 'number').map(([name]) => name),
    categories: features.filter(([, { kind }]) => kind === 'category').map(([name]) => name),
    prediction,
    probabilities: classes.map((name) => `probability ${name}`),
    model: toldModel(cleanKindOf(run)),
  }
  const tables = { reference: await tableOf(subject, reference), evaluation: await tableOf(subject, evaluation) }
  const digest = createHash('sha256')
    .update(JSON.stringify([told, tables]))
    .digest('hex')
    .slice(0, 10)
  mkdirSync(folder, { recursive: true })
  for (const [name, table] of Object.entries(tables)) writeFileSync(join(folder, `${name}.csv`), table)
  return { digest, folder, ...told }
}

async function tableOf(subject: Subject, { frame, labels }: Sample): Promise<string> {
  const model = functionModel(subject, [...frame.columns.keys()], threshold)
  const { predictions } = await model.attempt(frame)
  const { scores, decisions } = predictions
  if (scores === null) throw new Error('the model of a clean subject has scores')
  const columns: [name: string, cells: readonly string[]][] = [
    ...[...frame.columns].map(([name, column]): [string, string[]] => [name, cellsOf(column, frame.rowCount)]),
    [label, answersOf(labels)],
    [prediction, predictionsOf(subject.classes, scores, decisions)],
    ...subject.classes.map((name, k): [string, string[]] => [
      `probability ${name}`,
      probabilitiesOf(subject.classes.length, scores, k),
    ]),
  ]
  const lines = [columns.map(([name]) => quoted(name)).join(',')]
  for (let row = 0; row < frame.rowCount; row++) lines.push(columns.map(([, cells]) => cells[row]).join(','))
  return `${lines.join('\n')}\n`
}

/** Numbers in their shortest exact form, words in quotes, nothing where a value is missing. */
function cellsOf(column: Column, rows: number): string[] {
  if (column.kind === 'number')
    return Array.from({ length: rows }, (_, row) => (column.valid[row] === 1 ? String(column.values[row]) : ''))
  if (column.kind !== 'category') throw new Error(`no clean subject has a column of ${column.kind}`)
  const words = column.dictionary.map(quoted)
  return Array.from({ length: rows }, (_, row) => words[column.codes[row]!] ?? '')
}

function answersOf(labels: Labels): string[] {
  return labels.kind === 'value'
    ? Array.from(labels.values, String)
    : Array.from(labels.codes, (code) => quoted(labels.classes[code]!))
}

function predictionsOf(classes: readonly string[], scores: Float64Array, decisions: Int32Array): string[] {
  return classes.length === 0
    ? Array.from(scores, String)
    : Array.from(decisions, (decision) => quoted(classes[decision]!))
}

/** Two classes share one score, the probability of the second. */
function probabilitiesOf(classes: number, scores: Float64Array, k: number): string[] {
  if (classes === 2) return Array.from(scores, (score) => String(k === 1 ? score : 1 - score))
  return Array.from({ length: scores.length / classes }, (_, row) => String(scores[row * classes + k]))
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
