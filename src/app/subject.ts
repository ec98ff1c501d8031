import type { Config } from '../config/config.ts'
import { featuresOf, type SchemaColumn } from '../core/schema.ts'
import type { PlannedData, PlannedModel } from '../core/plan.ts'
import type { ScanReport } from '../core/scan-report.ts'
import { basename } from 'node:path'
import { modelRefused } from '../engine/plan.ts'
import type { LoadedData, LoadedSet } from '../data/load.ts'
import type { ModelSpec, OpenedModel, PoolOptions, WorkerPool } from '../models/open.ts'

/** What is under test, opened: the data and, if there is one, the model. */
export interface Subject {
  readonly data: LoadedData
  readonly model: OpenedModel | null
  /** What a scan saw in the model's files, made before anything was loaded; null without such files. */
  readonly files: ScanReport | null
  close(): Promise<void>
}

export interface OpenOptions {
  readonly workers: number
  readonly signal: AbortSignal
  readonly onPhase: (name: string) => void
}

/** Reads the data and opens the model of a configuration; on failure nothing is left open. */
export async function openSubject(config: Config, { workers, signal, onPhase }: OpenOptions): Promise<Subject> {
  onPhase('reading the data')
  const spec = modelSpec(config)
  const pool = { workers, limits: { seconds: config.limits.seconds, memoryMb: config.limits.memory }, signal }
  // While the data are read, the model's file is scanned and a process is started, which loads no model yet.
  const scanning = spec?.kind === 'onnx' ? scanFiles(spec.path) : Promise.resolve(null)
  const starting = spec === null ? Promise.resolve(null) : startProcesses(spec, pool)
  // What is wrong with the data is told first.
  for (const early of [scanning, starting]) early.catch(() => {})
  const opened: { close(): Promise<void> }[] = []
  const close = async () => {
    const started = await starting.catch(() => null)
    await Promise.all([...opened, ...(started === null ? [] : [started])].map((one) => one.close()))
  }
  try {
    const data = await openData(config, signal)
    opened.push(data)
    if (spec === null) return { data, model: null, files: null, close }
    if (spec.kind === 'onnx') onPhase('scanning the model file')
    const files = await scanning
    // Nothing dangerous is loaded: the findings stand in the report, and what needs an answer is skipped.
    if (files?.verdict === 'malicious') {
      const warnings = [...data.warnings, modelRefused]
      return { data: { ...data, warnings }, model: null, files, close }
    }
    onPhase('opening the model')
    const { openModel } = await import('../models/open.ts')
    const options = {
      ...pool,
      task: config.task,
      classes: data.classes,
      positive: config.data.positive,
      features: featuresOf(data.schema),
      others: othersOf(data),
      missingMarkers: data.missingMarkers,
      threshold: config.threshold,
    }
    const model = await openModel(spec, options, await starting)
    opened.push(model)
    return { data: fitted(data, model.description), model, files, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The data with the classes that only the model knows, and with what opening it brought to light. */
function fitted(data: LoadedData, { classes, warnings }: OpenedModel['description']): LoadedData {
  const all = { ...data, warnings: [...data.warnings, ...warnings] }
  if (data.classes.length === 0 || classes.length <= data.classes.length) return all
  const relabelled = (set: LoadedSet): LoadedSet =>
    set.labels?.kind === 'class' ? { ...set, labels: { ...set.labels, classes } } : set
  return {
    ...all,
    classes,
    reference: data.reference === null ? null : relabelled(data.reference),
    evaluation: relabelled(data.evaluation),
  }
}

/** The columns that are no feature, if every data set has them. */
function othersOf({ schema, reference, evaluation }: LoadedData): readonly SchemaColumn[] {
  const frames = [reference, evaluation].flatMap((set) => set?.frame ?? [])
  return schema.columns.filter(
    ({ role, name }) => role === 'ignored' || (role !== 'feature' && frames.every(({ columns }) => columns.has(name))),
  )
}

async function scanFiles(path: string): Promise<ScanReport> {
  const { scanModelFile } = await import('./scan-model.ts')
  return scanModelFile(path)
}

async function startProcesses(spec: ModelSpec, pool: PoolOptions): Promise<WorkerPool | null> {
  const { startModel } = await import('../models/open.ts')
  return startModel(spec, pool)
}

/** Reads the data alone. */
export async function openData(config: Config, signal?: AbortSignal): Promise<LoadedData> {
  const { loadData } = await import('../data/load.ts')
  return loadData(dataOptions(config), signal)
}

export function plannedData(set: LoadedSet): PlannedData {
  const { path, format, sha256, rows, frame, parts } = set
  return { file: basename(path), format, sha256, ...(parts && { parts }), rows, used: frame.rowCount }
}

export function plannedModel(model: OpenedModel | null): PlannedModel | null {
  if (model === null) return null
  const { kind, path, sha256, decisions } = model.description
  return {
    kind,
    file: path === null ? null : basename(path),
    sha256: sha256 === null || sha256 === '' ? null : sha256,
    decisions,
  }
}

/** A model that was not loaded, because its file is dangerous: a reader has to know which file that is. */
export function refusedModel({ model, files }: Subject): PlannedModel | null {
  const [file] = files?.files ?? []
  if (model !== null || file === undefined) return null
  return { kind: 'onnx, not loaded', file: file.path, sha256: file.sha256, decisions: [modelRefused] }
}

/** From which score on a row counts as positive, where it is the scores that decide. */
export function decisionOnScores(
  { task, threshold, model }: Config,
  classes: readonly string[],
): readonly [] | readonly [string] {
  if (task !== 'binary' || model?.predictions?.label !== undefined) return []
  return [`a score of ${threshold} or more is read as the class "${classes[1]}"`]
}

function dataOptions(config: Config): Parameters<typeof import('../data/load.ts').loadData>[0] {
  const { reference, evaluation, positive, id, timestamp, group, weight, missing, format } = config.data
  const predictions = config.model?.predictions
  return defined({
    task: config.task,
    reference,
    evaluation,
    label: config.data.label ?? columnWithRole(config, 'label'),
    positive,
    protected: config.data.protected,
    ignore: config.data.ignore,
    id,
    timestamp,
    group,
    weight,
    columns: config.data.columns,
    missing,
    format,
    predictions: predictions === undefined ? undefined : { ...predictions, threshold: config.threshold },
    rowBudget: config.budget.rows,
    seed: config.seed,
  }) as ReturnType<typeof dataOptions>
}

/** The column that was pinned to a role, where the role was not named by its own key. */
function columnWithRole({ data }: Config, role: string): string | undefined {
  return Object.entries(data.columns).find(([, column]) => column.role === role)?.[0]
}

function modelSpec({ model }: Config): ModelSpec | null {
  if (model === undefined || model.predictions !== undefined) return null
  const { inputs, output, classes } = model
  if (model.onnx !== undefined)
    return defined({ kind: 'onnx' as const, path: model.onnx, inputs, output, classes }) as ModelSpec
  if (model.module !== undefined) return { kind: 'module', path: model.module, classes }
  return { kind: 'function', classes, predict: model.function as Extract<ModelSpec, { kind: 'function' }>['predict'] }
}

/** Without the entries that are undefined: an absent option and an undefined one are not the same type. */
function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Partial<T>
}
