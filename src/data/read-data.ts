import { AirworthyError } from '../core/errors.ts'
import { decideBooleans } from './decide-booleans.ts'
import { decideNotations } from './decide-notations.ts'
import { dataWarnings, withNumberReasons } from './data-warnings.ts'
import { Database } from './duckdb.ts'
import { classNames, decideClasses, readLabels, sortClasses } from './labels.ts'
import type { Classes } from './labels.ts'
import { findParts } from './find-parts.ts'
import type { DataParts } from './find-parts.ts'
import { openSource } from './open-source.ts'
import type { DataOptions, LoadedData, LoadedSet } from './options.ts'
import { planColumns } from './plan-columns.ts'
import type { ColumnPlan, OpenSet } from './plan-columns.ts'
import { readPredictions } from './prediction-columns.ts'
import { profileFrame } from './profile-frame.ts'
import { profileSource } from './profile-source.ts'
import { readFrame } from './read-frame.ts'
import { readSample } from './read-sample.ts'
import { rowQueries } from './row-queries.ts'
import { sha256OfData } from './sha256.ts'

/** As `loadData`, but content with data that hold no feature. */
export async function readData(options: DataOptions, signal?: AbortSignal): Promise<LoadedData> {
  const database = await Database.open()
  // When one set fails, the work on the other one stops.
  const failure = new AbortController()
  const stop = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal])
  try {
    const files = await findFiles(options)
    const hashes = hashFiles(files, stop)
    const opened = await Promise.all(files.map((file) => openSet(database, file, options, stop)))
    const sets = await decideBooleans(options, await decideNotations(options, opened))
    const [reference, evaluation] = [sets.length === 1 ? null : sets[0]!, sets.at(-1)!]
    const plan = await planColumns(options, reference, evaluation)
    const parts = await Promise.all(sets.map((set) => readParts(set, plan, options, stop)))
    const classes = findClasses(options, parts)
    const sha256 = await hashes
    const loaded = parts.map((part, i) => finishSet(part, options, classes.names, sha256[i]!, reference, plan))
    const schema = withNumberReasons({ columns: plan.columns }, loaded[0]!.profile)
    const warned = loaded.map((set, i) => ({ ...set, role: sets[i]!.role }))
    const warnings = await dataWarnings(schema, warned, stop)
    return {
      schema,
      decisions: [
        ...sets.flatMap(({ source }) => source.decisions),
        ...loaded.flatMap((set, i) => sampleDecision(sets[i]!.role, set, options)),
        ...plan.decisions,
        ...classes.decisions,
      ],
      warnings: [
        ...sets.flatMap(({ source }) => source.warnings),
        ...plan.warnings,
        ...warnings,
        ...labelAbsent(options, warned),
      ],
      classes: classes.names,
      missingMarkers: plan.missingMarkers,
      reference: reference === null ? null : loaded[0]!,
      evaluation: loaded.at(-1)!,
      close: () => database.close(),
    }
  } catch (error) {
    failure.abort()
    await database.close()
    throw error
  }
}

const fewestRows = 2

interface DataPlace {
  readonly role: OpenSet['role']
  readonly path: string
  readonly parts: DataParts | null
}

/** In the order of the sets: reference, if any, and evaluation. */
async function findFiles({ reference, evaluation, format }: DataOptions): Promise<readonly DataPlace[]> {
  const place = async (role: OpenSet['role'], path: string) => ({
    role,
    path,
    parts: await findParts(path, role, format?.type),
  })
  const known = reference === undefined ? [] : [await place('reference', reference)]
  return [...known, await place('evaluation', evaluation)]
}

async function openSet(
  database: Database,
  { role, path, parts }: DataPlace,
  { format = {}, rowBudget }: DataOptions,
  signal: AbortSignal,
): Promise<OpenSet> {
  const connection = await database.connect(signal)
  const { folder } = database
  const source = await openSource(connection, path, parts, { role, table: role, format, folder, rowBudget, signal })
  if (source.rows < fewestRows) {
    throw new AirworthyError('DATA_TOO_FEW_ROWS', { path, rows: source.rows, needed: fewestRows })
  }
  return { role, source, connection }
}

function hashFiles(files: readonly DataPlace[], signal: AbortSignal): Promise<readonly string[]> {
  const hashes = Promise.all(files.map(({ path, parts }) => sha256OfData(path, parts, signal)))
  // A file that cannot be read is told by its reader; nobody may be listening here by then.
  hashes.catch(() => {})
  return hashes
}

type SetParts = Pick<LoadedSet, 'frame' | 'rowNumbers' | 'profile'> & { readonly set: OpenSet }

async function readParts(
  set: OpenSet,
  plan: ColumnPlan,
  { rowBudget, seed }: DataOptions,
  signal: AbortSignal,
): Promise<SetParts> {
  const { connection, source, role } = set
  const held = new Set(source.columns.map((column) => column.name))
  const readings = plan.readings.filter((reading) => held.has(reading.name))
  if (source.rows <= rowBudget) {
    const frame = await readFrame(connection, source, readings)
    return { set, frame, rowNumbers: null, profile: await profileFrame(frame, signal) }
  }
  const sample = await readSample(connection, source, readings, rowBudget, seed)
  return { set, ...sample, profile: await profileSource(set, readings, plan.facts[role]!, sample.frame) }
}

function findClasses(options: DataOptions, parts: readonly SetParts[]): Classes {
  const { task, label, predictions } = options
  if (task === 'regression') return { names: [], decisions: [] }
  const valuesOf = (name: string) => {
    const columns = parts.map(({ frame }) => frame.columns.get(name)).filter((column) => column !== undefined)
    return columns.reduce((all, column) => all.union(classNames(column)), new Set<string>())
  }
  const scored = Object.keys(predictions?.scores ?? {})
  if (label !== undefined) {
    const values = valuesOf(label)
    if (values.size === 0)
      throw new AirworthyError('LABEL_ALL_MISSING', { column: label, role: parts.at(-1)!.set.role })
    const byRole = new Map(
      parts.flatMap(({ set, frame }) =>
        frame.columns.has(label) ? [[set.role, classNames(frame.columns.get(label)!)] as const] : [],
      ),
    )
    return decideClasses(options, label, task === 'multiclass' ? values.union(new Set(scored)) : values, byRole)
  }
  if (predictions?.label !== undefined) {
    return decideClasses(options, predictions.label, valuesOf(predictions.label).union(new Set(scored)))
  }
  if (scored.length > 0) return { names: sortClasses(scored), decisions: [] }
  return { names: predictions?.score === undefined ? [] : ['0', '1'], decisions: [] }
}

function finishSet(
  { set, frame, rowNumbers, profile }: SetParts,
  options: DataOptions,
  classes: readonly string[],
  sha256: string,
  reference: OpenSet | null,
  plan: ColumnPlan,
): LoadedSet {
  const { source, role } = set
  const { task, label, predictions } = options
  const isLabelled = label !== undefined && frame.columns.has(label)
  const isPredicted = predictions !== undefined && hasPredictions(frame.columns, predictions)
  return {
    path: source.path,
    sha256,
    ...(source.parts === undefined ? {} : { parts: source.parts }),
    format: source.format,
    rows: source.rows,
    frame,
    rowNumbers,
    labels: isLabelled ? readLabels(frame, label, role, task === 'regression' ? null : classes) : null,
    predictions: isPredicted ? readPredictions(frame, predictions, { task, classes, role, rowNumbers }) : null,
    profile,
    queries: rowQueries(set, reference, plan.readings),
  }
}

function hasPredictions(
  columns: ReadonlyMap<string, unknown>,
  { score, label, scores = {} }: NonNullable<DataOptions['predictions']>,
): boolean {
  return [score, label, ...Object.values(scores)].every((name) => name === undefined || columns.has(name))
}

/** Labels and predictions may be missing from one of the sets; the checks that need them are skipped then. */
function labelAbsent(
  { label, predictions }: DataOptions,
  sets: readonly (LoadedSet & { role: string })[],
): readonly string[] {
  return sets.flatMap(({ role, labels, predictions: found }) => [
    ...(label !== undefined && labels === null ? [`the ${role} data have no column ${label}, so no labels`] : []),
    ...(predictions !== undefined && found === null ? [`the ${role} data have no prediction columns`] : []),
  ])
}

function sampleDecision(
  role: string,
  { rows, frame, rowNumbers }: LoadedSet,
  { seed }: DataOptions,
): readonly string[] {
  if (rowNumbers === null) return []
  const [some, all] = [frame.rowCount, rows].map((count) => count.toLocaleString('en'))
  return [
    `${role}: ${some} of ${all} rows are loaded (seed ${seed}); profiles and whole-row comparisons see all of them`,
  ]
}
