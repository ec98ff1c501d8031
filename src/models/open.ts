import { classesOf, matchClasses } from './model-classes.ts'
import type { ModelOptions, ModelSpec } from './model-spec.ts'
import type { FunctionOptions } from './open-function.ts'
import type { OpenedModel } from './pooled-model.ts'
import type { PoolOptions, WorkerPool } from './worker-pool.ts'

export type { DetailedAttempt } from './assemble.ts'
export type { ModelOptions, ModelSpec, OnnxSpec } from './model-spec.ts'
export type { PredictFunction } from './module-predictor.ts'
export type { ModelCounters, ModelDescription, OpenedModel } from './pooled-model.ts'
export type { PredictAnswer } from './read-answer.ts'
export type { PoolOptions, WorkerPool } from './worker-pool.ts'
export { predictOrThrow } from './predict-or-throw.ts'

/** Processes under way for a model that is still to be opened; null where there are none to wait for. */
export async function startModel(spec: ModelSpec, options: PoolOptions): Promise<WorkerPool | null> {
  if (spec.kind !== 'onnx') return null
  const { startOnnx } = await import('./open-onnx.ts')
  return startOnnx(options)
}

/** Opens a model and says what it will be fed with. Throws what is wrong with the file or with how the two fit. */
export async function openModel(
  spec: ModelSpec,
  options: ModelOptions,
  pool: WorkerPool | null = null,
): Promise<OpenedModel> {
  switch (spec.kind) {
    case 'onnx': {
      const { openOnnx } = await import('./open-onnx.ts')
      return openOnnx(spec, options, { pool: pool ?? undefined })
    }
    case 'module': {
      const { openModule } = await import('./open-function.ts')
      return openModule(spec.path, namedClasses(spec.path, spec.classes, options))
    }
    case 'function': {
      const { openFunction } = await import('./open-function.ts')
      return openFunction(spec.predict, namedClasses('the predict function', spec.classes, options))
    }
  }
}

/** What a function cannot tell of itself: the classes of its scores, as told, and the codes of their columns. */
function namedClasses(path: string, told: readonly string[] | undefined, options: ModelOptions): FunctionOptions {
  const classes = classesOf(options, { told: told ?? null, scoreColumns: null, path })
  if (told === undefined || options.task === 'regression') {
    const decisions = options.task === 'multiclass' ? [`its scores are taken in the order ${classes.join(', ')}`] : []
    return { ...options, classes, columnCodes: null, decisions, warnings: [] }
  }
  const { codes, ...match } = matchClasses(told, classes, options.task)
  const order = `its scores are taken in the order ${told.join(', ')}, by model.classes`
  return { ...options, ...match, columnCodes: codes, decisions: [order, ...match.decisions] }
}
