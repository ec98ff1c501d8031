import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { functionBackend } from './function-backend.ts'
import { functionPredictor, type PredictFunction } from './module-predictor.ts'
import type { ModelOptions } from './model-spec.ts'
import { type CallColumn, type ModelDescription, type OpenedModel, pooledModel } from './pooled-model.ts'
import { readModel } from './read-model.ts'
import { type Backend, WorkerPool, WorkerStartError } from './worker-pool.ts'

/** What is told about a predict function besides. */
export interface FunctionOptions extends ModelOptions, Pick<ModelDescription, 'decisions' | 'warnings'> {
  /** For each column of the scores the code of its class; null: by order. */
  readonly columnCodes: readonly number[] | null
}

/** Opens a file with a predict function, which runs in child processes. */
export async function openModule(path: string, options: FunctionOptions): Promise<OpenedModel> {
  const pool = new WorkerPool(options)
  try {
    const sha256 = createHash('sha256')
      .update(await readModel(path))
      .digest('hex')
    const columns = options.features.map(({ name }) => name)
    await pool
      .start({ kind: 'module', path: resolve(path), columns, task: options.task, classes: options.classes })
      .catch((error: unknown) => {
        if (!(error instanceof WorkerStartError)) throw error
        throw new AirworthyError('MODEL_LOAD_FAILED', { path, problem: error.message }, error)
      })
    return predictModel(pool, () => pool.pids, { kind: 'module', path, sha256 }, options)
  } catch (error) {
    await pool.close()
    throw error
  }
}

/** Wraps a predict function of this process. */
export function openFunction(predict: PredictFunction, options: FunctionOptions): OpenedModel {
  const names = options.features.map(({ name }) => name)
  const backend = functionBackend(functionPredictor(predict, names, options.task, options.classes), options)
  return predictModel(backend, () => [], { kind: 'function', path: null, sha256: null }, options)
}

function predictModel(
  backend: Backend,
  pids: () => readonly number[],
  { kind, path, sha256 }: Pick<ModelDescription, 'kind' | 'path' | 'sha256'>,
  { features, task, classes, columnCodes, threshold, decisions, warnings }: FunctionOptions,
): OpenedModel {
  const names = features.map(({ name }) => name)
  const columns: CallColumn[] = names.map((name) => ({
    column: name,
    target: { type: 'column', missingText: '' },
    resolution: null,
    input: `column "${name}"`,
  }))
  return pooledModel({
    backend,
    pids,
    columns,
    reading: {
      task,
      classes,
      columnCodes,
      threshold,
      path: path ?? 'predict',
      scoresName: 'scores',
      suggestion: answersWanted[task],
    },
    // A call may cost anything here, even money.
    patience: { extraCalls: 64 },
    fixedRows: null,
    description: {
      kind,
      path,
      sha256,
      hasScores: true,
      classes,
      inputs: [{ name: 'frame', type: 'frame', shape: [null, names.length], columns: names }],
      outputs: [],
      decisions,
      warnings,
    },
  })
}

const answersWanted = {
  binary: 'Return one number a row, the probability of the positive class, or labels: { labels: [...] }.',
  multiclass: 'Return a number for each class in each row, [[0.7, 0.2, 0.1], ...], or labels: { labels: [...] }.',
  regression: 'Return one number a row.',
} as const
