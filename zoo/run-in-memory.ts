import { resolve } from 'node:path'
import { artifactsOf } from '../src/app/artifacts.ts'
import { loadChecks } from '../src/app/checks.ts'
import { plannedData, plannedModel } from '../src/app/subject.ts'
import { parseConfig, settleChecks } from '../src/config/config.ts'
import { withColumn } from '../src/core/frame.ts'
import type { Frame } from '../src/core/frame.ts'
import type { Labels } from '../src/core/predictions.ts'
import type { Finding, Report } from '../src/core/report.ts'
import { featuresOf } from '../src/core/schema.ts'
import type { Schema } from '../src/core/schema.ts'
import type { LoadedData, LoadedSet } from '../src/data/load.ts'
import { profileColumn } from '../src/data/profile-frame.ts'
import { execute } from '../src/engine/execute.ts'
import { gate } from '../src/engine/gate.ts'
import { judge } from '../src/engine/judge.ts'
import { makePlan } from '../src/engine/plan.ts'
import { functionModel } from './function-model.ts'
import { hashedRowQueries } from './row-queries.ts'
import type { Sample, Subject } from './subject.ts'

const labelColumn = 'answer'
/** They take times, which say nothing of the model here. */
const timed = ['operations/latency', 'operations/throughput']

export interface RunOutcome {
  readonly findings: readonly Finding[]
  readonly gate: Report['gate']
}

/** Every check with its defaults on a subject, planned, executed, judged and gated as a test run would; no files. */
export async function runInMemory(subject: Subject, seed: number): Promise<RunOutcome> {
  const checks = (await loadChecks([])).filter(({ id }) => !timed.includes(id))
  const config = parseConfig(
    { task: subject.task, seed, data: { evaluation: 'evaluation', protected: [...subject.protected] } },
    resolve('airworthy.config'),
  )
  const settings = settleChecks(checks, config)
  const data = loadedData(subject)
  const features = featuresOf(data.schema).map(({ name }) => name)
  const model = functionModel(subject, features, config.threshold)
  const artifacts = artifactsOf({ data, model, files: null, close: async () => {} }, config)
  const frame = {
    version: 'zoo',
    title: 'zoo',
    task: subject.task,
    classes: data.classes,
    seed,
    sensitivity: config.sensitivity,
    budget: config.budget,
    schema: data.schema,
    data: {
      reference: plannedData(data.reference!),
      evaluation: plannedData(data.evaluation),
      decisions: [],
      warnings: [],
    },
    model: plannedModel(model),
  }
  const records = await execute({
    plan: makePlan(frame, settings, artifacts.has),
    checks: new Map(settings.map(({ check }) => [check.id, check])),
    artifacts,
    recorder: { measured: () => {}, ended: () => {} },
    finished: new Map(),
    onEvent: () => {},
    signal: new AbortController().signal,
    now: () => 0,
    pause: async () => {},
    concurrency: { asking: 1, reading: 1 },
  })
  const findings = judge(records, new Map(settings.map((one) => [one.check.id, one])), config.sensitivity)
  return { findings, gate: gate(findings, config.gate) }
}

function loadedData(subject: Subject): LoadedData {
  const [reference, evaluation] = [withLabel(subject.reference), withLabel(subject.evaluation)]
  return {
    schema: schemaOf(subject),
    decisions: [],
    warnings: [],
    classes: subject.classes,
    missingMarkers: new Map(),
    reference: loadedSet('reference', reference, subject.reference.labels, reference),
    evaluation: loadedSet('evaluation', evaluation, subject.evaluation.labels, reference),
    close: async () => {},
  }
}

function loadedSet(name: string, frame: Frame, labels: Labels, reference: Frame): LoadedSet {
  let profile: LoadedSet['profile'] | undefined
  return {
    path: name,
    sha256: '',
    format: 'memory',
    rows: frame.rowCount,
    frame,
    rowNumbers: null,
    labels,
    predictions: null,
    get profile() {
      profile ??= { rows: frame.rowCount, columns: [...frame.columns].map((each) => profileColumn(...each)) }
      return profile
    },
    queries: hashedRowQueries(frame, reference),
  }
}

function withLabel({ frame, labels }: Sample): Frame {
  return labels.kind === 'class'
    ? withColumn(frame, labelColumn, { kind: 'category', codes: labels.codes, dictionary: labels.classes })
    : withColumn(frame, labelColumn, {
        kind: 'number',
        values: labels.values,
        valid: new Uint8Array(frame.rowCount).fill(1),
      })
}

function schemaOf({ reference, roles = {}, protected: groups }: Subject): Schema {
  const columns = [...withLabel(reference).columns].map(([name, column]) => ({
    name,
    role: name === labelColumn ? ('label' as const) : (roles[name] ?? 'feature'),
    kind: column.kind,
    protected: groups.includes(name),
    integer: column.kind === 'number' && column.values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
    reasons: [],
  }))
  return { columns }
}
