import { classesOf } from './model-classes.ts'
import type { ModelOptions, ModelSpec } from './model-spec.ts'
import type { OpenedModel } from './pooled-model.ts'

export type { DetailedAttempt } from './assemble.ts'
export type { ModelOptions, ModelSpec, OnnxSpec } from './model-spec.ts'
export type { PredictFunction } from './module-predictor.ts'
export type { ModelCounters, ModelDescription, OpenedModel } from './pooled-model.ts'
export type { PredictAnswer } from './read-answer.ts'
export { predictOrThrow } from './predict-or-throw.ts'

/** Opens a model and says what it will be fed with. Throws what is wrong with the file or with how the two fit. */
export async function openModel(spec: ModelSpec, options: ModelOptions): Promise<OpenedModel> {
  switch (spec.kind) {
    case 'onnx': {
      const { openOnnx } = await import('./open-onnx.ts')
      return openOnnx(spec, options)
    }
    case 'module': {
      const { openModule } = await import('./open-function.ts')
      return openModule(spec.path, withClasses(spec.path, spec.classes, options))
    }
    case 'function': {
      const { openFunction } = await import('./open-function.ts')
      return openFunction(spec.predict, withClasses('the predict function', spec.classes, options))
    }
  }
}

function withClasses(path: string, told: readonly string[] | undefined, options: ModelOptions): ModelOptions {
  return { ...options, classes: classesOf(options, { told: told ?? null, scoreColumns: null, path }) }
}
