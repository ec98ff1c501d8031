import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import { bindInputs, type InputBinding } from './bind-inputs.ts'
import { bindOutputs, nameTheOutput, type OutputBinding } from './bind-outputs.ts'
import { widenInputs } from './half-precision.ts'
import { joinScores } from './joined-scores.ts'
import { codeStringInputs, encodeModel, foreignOperators, type Graph, readGraph } from './onnx-graph.ts'
import type { ModelOptions, OnnxSpec } from './model-spec.ts'
import { type CallColumn, type OpenedModel, pooledModel } from './pooled-model.ts'
import type { OnnxStart } from './protocol.ts'
import { readModel } from './read-model.ts'
import { resolutionsOf } from './graph-resolutions.ts'
import type { InputResolution } from './resolution.ts'
import { type PoolOptions, WorkerPool, WorkerStartError } from './worker-pool.ts'

/** What only a test has a reason to change. */
export interface OnnxInternals {
  readonly runtime?: string
  readonly rememberedBytes?: number
  /** Processes that were started while what the model needs was still being read. */
  readonly pool?: WorkerPool | undefined
}

/** Starts the first process for an ONNX file, which loads the runtime and nothing else. */
export function startOnnx(
  options: PoolOptions,
  { runtime = onnxRuntime, rememberedBytes }: OnnxInternals = {},
): WorkerPool {
  return new WorkerPool(options, { preload: runtime, rememberedBytes })
}

/** Opens an ONNX file: reads what it takes and gives, and loads it in the first child process meanwhile started. */
export async function openOnnx(
  spec: OnnxSpec,
  options: ModelOptions,
  internals: OnnxInternals = {},
): Promise<OpenedModel> {
  const path = spec.path
  const { runtime = onnxRuntime, pool = startOnnx(options, internals) } = internals
  try {
    const bytes = await readModel(path)
    const { graph, told } = joinScores(readGraph(bytes, path), spec)
    const inputs = bindInputs(graph.inputs, options.features, spec.inputs, options.others)
    const resolutions = resolutionsOf(graph.model)
    const outputs = bindOutputs(graph, options.task, options, told, path)
    await pool.start(startMessage(graph, bytes, path, inputs, outputs, runtime)).catch((error: unknown) => {
      throw startError(error, graph, path, options.limits)
    })
    return pooledModel({
      backend: pool,
      pids: () => pool.pids,
      columns: callColumns(inputs, options.missingMarkers, resolutions),
      reading: {
        task: options.task,
        classes: outputs.classes,
        columnCodes: outputs.columnCodes,
        threshold: options.threshold,
        apply: spec.output?.apply,
        path,
        scoresName: outputs.scores ?? '',
        suggestion: nameTheOutput,
      },
      // A call of fixed length cannot be halved.
      patience: { extraCalls: inputs.fixedRows === null ? 1024 : 0 },
      fixedRows: inputs.fixedRows,
      description: {
        kind: 'onnx',
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        hasScores: outputs.scores !== null,
        classes: outputs.classes,
        inputs: inputs.inputs.map(({ name, type, columns }) => ({
          name,
          type,
          shape: graph.inputs.find((input) => input.name === name)?.shape ?? [],
          columns: columns.map((column) => column.name),
        })),
        outputs: graph.outputs.map(({ name, type }) => ({ name, type, use: useOf(name, outputs) })),
        decisions: [...inputs.decisions, ...outputs.decisions],
        warnings: outputs.warnings,
      },
    })
  } catch (error) {
    await pool.close()
    throw error
  }
}

const onnxRuntime = 'onnxruntime-node'

function startMessage(
  graph: Graph,
  bytes: Uint8Array,
  path: string,
  { inputs }: InputBinding,
  { label, scores, labelCodes }: OutputBinding,
  runtime: string,
): OnnxStart {
  const texts = inputs.filter(({ type }) => type === 'string').map(({ name }) => name)
  const widened = widenInputs(graph.model.graph!)
  const isEdited = graph.isEdited || widened.size + texts.length > 0
  const coded = codeStringInputs(graph.model, texts)
  return {
    kind: 'onnx',
    runtime,
    // Unedited, the runtime reads the file itself: models of over 2 GB and weights in files beside it then work too.
    source: isEdited ? encodeModel(graph.model) : resolve(path),
    externalFolder: isEdited && graph.usesExternalData ? dirname(resolve(path)) : null,
    inputs: inputs.map(({ name, type, matrix, columns }) => ({
      name: widened.get(name) ?? name,
      type,
      matrix,
      columns: columns.length,
      ...coded.get(name),
    })),
    label,
    scores,
    labelCodes,
  }
}

function callColumns(
  { inputs }: InputBinding,
  missingMarkers: ModelOptions['missingMarkers'],
  resolutions: ReadonlyMap<string, InputResolution>,
): readonly CallColumn[] {
  return inputs.flatMap(({ name, type, columns }) =>
    columns.map((column, place) => ({
      column: column.name,
      target: { type, missingText: type === 'string' ? (missingMarkers.get(column.name) ?? '') : '' },
      resolution: resolutions.get(name)?.(place) ?? null,
      input: columns.length === 1 ? `input "${name}" (${type})` : `input "${name}" (${type}, column "${column.name}")`,
    })),
  )
}

function useOf(name: string, { label, scores }: OutputBinding): 'label' | 'scores' | 'none' {
  return name === scores ? 'scores' : name === label ? 'label' : 'none'
}

function startError(error: unknown, graph: Graph, path: string, limits: ModelOptions['limits']): unknown {
  if (!(error instanceof WorkerStartError)) return error
  const { reason, message, limit } = error.end
  switch (reason) {
    case 'runtime':
      return new AirworthyError('MODEL_RUNTIME_MISSING', { problem: message }, error)
    case 'timeout':
      return new AirworthyError('MODEL_TIMED_OUT', { limit: limit ?? limits.seconds }, error)
    case 'memory':
      return new AirworthyError('MODEL_OUT_OF_MEMORY', { limit: limits.memoryMb }, error)
    case 'crash':
      return new AirworthyError('MODEL_LOAD_FAILED', { path, problem: message }, error)
    case 'model':
      return loadError(message, graph, path, error)
  }
}

/** ONNX Runtime gives its errors no codes, so its words have to be read here, and only to choose ours. */
function loadError(message: string, graph: Graph, path: string, cause: unknown): AirworthyError {
  const operator =
    /Fatal error: (\S+?)\(-?\d+\) is not a registered/.exec(message)?.[1] ??
    /No Op registered for (\S+)/.exec(message)?.[1] ??
    /Could not find an implementation for (\S+?)\(/.exec(message)?.[1] ??
    foreignOperators(graph.model)[0]
  if (operator !== undefined) return new AirworthyError('MODEL_UNKNOWN_OPERATOR', { path, operator }, cause)
  const isBroken =
    /INVALID_(GRAPH|PROTOBUF|ARGUMENT)|protobuf|invalid|does not have a graph|Failed to load model/i.test(message)
  return new AirworthyError(isBroken ? 'MODEL_CORRUPT' : 'MODEL_LOAD_FAILED', { path, problem: message }, cause)
}
