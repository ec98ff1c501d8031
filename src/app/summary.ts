import { columnOf } from '../core/frame.ts'
import type { Task } from '../core/predictions.ts'
import { streamKey } from '../core/random.ts'
import type { CheckRecord } from '../core/run.ts'
import type { SchemaColumn } from '../core/schema.ts'
import { featuresOf } from '../core/schema.ts'
import type { ArtifactSource } from '../engine/artifacts.ts'
import type { RunSummary } from '../engine/report.ts'
import { permutationImportance } from '../explain/permutation-importance.ts'
import { compareDistributions } from '../stats/distribution.ts'
import { metricValues } from '../stats/metric-battery.ts'
import { exampleRows } from './example-rows.ts'
import type { Subject } from './subject.ts'

/** What the report shows besides findings: the metrics of both data sets, and each column side by side. */
export async function summarise(
  subject: Subject,
  artifacts: ArtifactSource,
  run: {
    readonly task: Task
    /** Whether the model answers the evaluation data; where not, it has no metrics either. */
    readonly isAnswered: boolean
    readonly importance: Importance
    readonly records: readonly CheckRecord[]
  },
): Promise<RunSummary> {
  return {
    metrics: {
      reference: run.isAnswered ? await metricsOf(artifacts, run.task, 'referenceLabels', 'referencePredictions') : {},
      evaluation: run.isAnswered ? await metricsOf(artifacts, run.task, 'labels', 'predictions') : {},
    },
    columns: subject.data.schema.columns.map((column) =>
      describeColumn(subject, column, run.importance.get(column.name) ?? null),
    ),
    exampleRows: exampleRows(subject.data, run.records),
  }
}

async function metricsOf(
  artifacts: ArtifactSource,
  task: Task,
  labels: 'labels' | 'referenceLabels',
  predictions: 'predictions' | 'referencePredictions',
): Promise<Record<string, number | null>> {
  if (!artifacts.has(labels) || !artifacts.has(predictions)) return {}
  const values = metricValues(task, await artifacts.get(labels), await artifacts.get(predictions))
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  )
}

type Importance = ReadonlyMap<string, number | null>

/** What each feature adds to the model's quality, where it can be asked. */
export async function importanceOf(
  subject: Subject,
  artifacts: ArtifactSource,
  { task, seed, signal }: { readonly task: Task; readonly seed: number; readonly signal: AbortSignal },
): Promise<Importance> {
  if (!artifacts.has('probe')) return new Map()
  const features = featuresOf(subject.data.schema).map(({ name }) => name)
  const [model, probe] = [await artifacts.get('model'), await artifacts.get('probe')]
  return permutationImportance({ task, model, probe, key: streamKey(seed, 'importance'), signal }, features)
}

function describeColumn(
  { data }: Subject,
  column: SchemaColumn,
  importance: number | null,
): RunSummary['columns'][number] {
  const { name, role, kind, reasons } = column
  const { reference, evaluation } = data
  const profileOf = (set: typeof evaluation) => {
    const profile = set.profile.columns.find((entry) => entry.name === name)
    return { missing: profile?.missing ?? 0, distinct: profile?.distinct ?? 0 }
  }
  const isLoaded = evaluation.frame.columns.has(name) && (reference === null || reference.frame.columns.has(name))
  const distribution =
    isLoaded && reference !== null
      ? compareDistributions(columnOf(reference.frame, name), columnOf(evaluation.frame, name))
      : null
  return {
    name,
    role,
    kind,
    protected: column.protected,
    reasons: [...reasons],
    importance,
    reference: reference === null ? null : profileOf(reference),
    evaluation: profileOf(evaluation),
    distribution: distribution === null ? null : JSON.parse(JSON.stringify(distribution)),
  }
}
