import { basename, relative, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Cell } from '../core/evidence.ts'
import { plural } from '../core/format.ts'
import { columnOf, valueAt } from '../core/frame.ts'
import type { Frame } from '../core/frame.ts'
import type { Labels } from '../core/predictions.ts'
import type { SchemaColumn } from '../core/schema.ts'
import type { LoadedData } from '../data/load.ts'
import type { Witness } from './witness-set.ts'

export const rowsFile = 'rows.jsonl'
export const configFile = 'airworthy.yaml'

export interface WitnessFiles {
  readonly check: string
  readonly config: Config
  readonly data: LoadedData
  readonly label: string
  readonly labels: Labels
  readonly tolerance: number
  readonly witnesses: readonly Witness[]
  /** Where the files will lie. */
  readonly folder: string
}

/**
 * The rows as JSON lines, which tell a missing value from an empty one and a number from its name, and the
 * configuration that asks them again, with everything pinned that a handful of rows could not tell.
 */
export function witnessFiles(files: WitnessFiles): { readonly rows: string; readonly config: string } {
  const columns = files.data.schema.columns.filter(({ role }) => role !== 'ignored' && role !== 'prediction')
  const marker = freeName(
    'witness',
    columns.map(({ name }) => name),
  )
  const table = tableOf(files, columns)
  const markers = markersFor(files.data, table.rows)
  const lines = table.rows.map(({ subject, cells }) =>
    objectText([
      [marker, subject],
      ...columns.map(({ name }, i): [string, Cell] => [name, cells[i] ?? markers.get(name) ?? null]),
    ]),
  )
  const missing = [...new Set(table.missingIn.flatMap((name) => markers.get(name) ?? []))]
  return { rows: `${lines.join('\n')}\n`, config: configText(files, columns, marker, missing) }
}

interface TableRow {
  readonly subject: string | null
  readonly cells: readonly Cell[]
}

interface Table {
  readonly rows: readonly TableRow[]
  /** Columns with a missing value. */
  readonly missingIn: readonly string[]
}

function tableOf({ data, label, labels, witnesses }: WitnessFiles, columns: readonly SchemaColumn[]): Table {
  const { frame } = data.evaluation
  const rows = [
    ...witnesses.map(({ subject, row, changes, expectsLabel }) => ({
      subject,
      cells: columns.map(({ name }) => {
        if (name === label && !expectsLabel) return null
        const change = changes.get(name)
        return change === undefined ? cellAt(frame, name, row) : change
      }),
    })),
    ...anchorsOf(data, labels).map(([from, row]) => ({
      subject: null,
      cells: columns.map(({ name }) => cellAt(from, name, row)),
    })),
  ]
  const missingIn = columns.flatMap(({ name }, i) => (rows.some(({ cells }) => cells[i] === null) ? [name] : []))
  return { rows, missingIn }
}

/** One row of each class, so that the classes are the same however few rows there are; one row of values. */
function anchorsOf({ classes, reference, evaluation }: LoadedData, labels: Labels): (readonly [Frame, number])[] {
  if (labels.kind === 'value') return [[evaluation.frame, labels.values.findIndex(Number.isFinite)]]
  return classes.flatMap((_, code) => {
    const own = labels.codes.indexOf(code)
    if (own !== -1) return [[evaluation.frame, own] as const]
    const learnt = reference?.labels?.kind === 'class' ? reference.labels.codes.indexOf(code) : -1
    return learnt === -1 ? [] : [[reference!.frame, learnt] as const]
  })
}

/** Nobody needs a column of the reference that the evaluation lacks, nor the other way round. */
function cellAt(frame: Frame, name: string, row: number): Cell {
  if (!frame.columns.has(name)) return null
  const value = valueAt(columnOf(frame, name), row)
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

/**
 * The texts that stood for a missing value, by column: a model may have learnt them. A text that is a value somewhere
 * cannot stand for a missing one too.
 */
function markersFor({ missingMarkers, classes, schema }: LoadedData, rows: readonly TableRow[]): Map<string, string> {
  const values = new Set<Cell>([...classes, ...rows.flatMap(({ subject, cells }) => [subject, ...cells])])
  const kindOf = new Map(schema.columns.map(({ name, kind }) => [name, kind]))
  return new Map(
    [...missingMarkers].filter(
      ([name, marker]) =>
        marker !== '' && !values.has(marker) && ['category', 'text'].includes(kindOf.get(name) ?? 'number'),
    ),
  )
}

function configText(
  { check, config, data, label, labels, tolerance, witnesses, folder }: WitnessFiles,
  columns: readonly SchemaColumn[],
  marker: string,
  missing: readonly string[],
): string {
  const isBinary = config.task === 'binary'
  const params = { column: marker, floor: 1, ...(labels.kind === 'value' ? { tolerance } : {}) }
  const anyAnswer = witnesses.some(({ expectsLabel }) => !expectsLabel)
  return [
    `# Rows of ${basename(data.evaluation.path)} that made ${check} fail: a regression test for the next model.`,
    '# Run with: airworthy test, in this folder or followed by its path.',
    `# ${rowsFile}: ${plural(witnesses.length, 'row')} named under ${JSON.stringify(marker)}, and others that only show what the label may be.`,
    `# ${JSON.stringify(label)} is the answer to expect: what was true of the row before any value of it was changed.`,
    ...(anyAnswer
      ? ['# A row without it made the model fail; any valid answer to it is right, and so is a clean refusal.']
      : []),
    `title: ${JSON.stringify(`Witnesses of ${check}`)}`,
    `task: ${config.task}`,
    ...modelLines(config, folder),
    ...(isBinary ? [`threshold: ${config.threshold}`] : []),
    'data:',
    `  evaluation: ${rowsFile}`,
    `  label: ${JSON.stringify(label)}`,
    ...(isBinary ? [`  positive: ${JSON.stringify(data.classes[1])}`] : []),
    `  missing: ${JSON.stringify(missing)}`,
    '  columns:',
    `    ${JSON.stringify(marker)}: { role: group, kind: category }`,
    ...columns.map(({ name, role, kind }) => `    ${JSON.stringify(name)}: { role: ${role}, kind: ${kind} }`),
    'only: [subset/named]',
    'checks:',
    `  subset/named: ${JSON.stringify(params)}`,
    'gate: { required: [subset/named] }',
    `limits: { seconds: ${config.limits.seconds}, memory: ${config.limits.memory} }`,
    '',
  ].join('\n')
}

function modelLines({ model }: Config, folder: string): readonly string[] {
  const { onnx, module, inputs, output, classes } = model ?? {}
  const path = onnx ?? module
  if (path === undefined) {
    return ['# The model was a function: name a module that exports it, or hand it to test() with this configuration.']
  }
  const local = JSON.stringify(posix(relative(folder, path)))
  const told = Object.entries({ inputs, output, classes }).filter(([, value]) => value !== undefined)
  return [
    'model:',
    `  ${onnx === undefined ? 'module' : 'onnx'}: ${local}`,
    ...told.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
  ]
}

function objectText(entries: readonly (readonly [string, Cell])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(`${name}_of`, taken) : name
}

function posix(path: string): string {
  return path.split(sep).join('/')
}
