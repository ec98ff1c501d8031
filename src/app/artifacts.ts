import type { Config } from '../config/config.ts'
import type { Artifacts, Probe } from '../core/artifacts.ts'
import { transformedRows } from '../core/budget.ts'
import { takeRows } from '../core/frame.ts'
import { takeLabels, takePredictions } from '../core/predictions.ts'
import { sampleRows, streamKey } from '../core/random.ts'
import { featuresOf, protectedOf } from '../core/schema.ts'
import { shareArtifacts } from '../engine/artifacts.ts'
import type { ArtifactMakers, ArtifactSource } from '../engine/artifacts.ts'
import type { LoadedSet } from '../data/load.ts'
import type { OpenedModel } from '../models/open.ts'
import type { Subject } from './subject.ts'

/** The artifacts that this data and this model can give. */
export function artifactsOf({ data, model, files }: Subject, config: Config): ArtifactSource {
  const { reference, evaluation, schema } = data
  const names = protectedOf(schema).map((column) => column.name)
  const answers = (set: LoadedSet, role: 'reference' | 'evaluation') => {
    if (model === null) return set.predictions === null ? undefined : () => set.predictions!
    return async () => (await import('../models/open.ts')).predictOrThrow(model, set.frame, role)
  }
  const hasScores = model === null ? evaluation.predictions?.scores !== null : givesScores(model)
  const makers: { [K in keyof ArtifactMakers]?: ArtifactMakers[K] | undefined } = {
    evaluation: () => evaluation.frame,
    profile: () => evaluation.profile,
    rowQueries: () => evaluation.queries,
    labels: maker(evaluation.labels),
    predictions: answers(evaluation, 'evaluation'),
    reference: reference === null ? undefined : () => reference.frame,
    referenceProfile: reference === null ? undefined : () => reference.profile,
    referenceRowQueries: reference === null ? undefined : () => reference.queries,
    referenceLabels: maker(reference?.labels ?? null),
    referencePredictions: reference === null ? undefined : answers(reference, 'reference'),
    protected: names.length === 0 ? undefined : () => names,
    model: model === null ? undefined : () => model,
    files: files === null ? undefined : () => files,
  }
  const artifacts: ArtifactSource = shareArtifacts({
    ...(Object.fromEntries(Object.entries(makers).filter(([, make]) => make !== undefined)) as ArtifactMakers),
    ...(makers.predictions !== undefined && hasScores ? { scores: scoresOf('predictions') } : {}),
    ...(makers.referencePredictions !== undefined && hasScores
      ? { referenceScores: scoresOf('referencePredictions') }
      : {}),
    ...(model === null ? {} : { probe: makeProbe }),
  })
  return artifacts

  function scoresOf(need: 'predictions' | 'referencePredictions') {
    return async () => (await artifacts.get(need)).scores!
  }

  async function makeProbe(): Promise<Probe> {
    const limit = transformedRows(config.budget, featuresOf(schema).length)
    const rows = sampleRows(evaluation.frame.rowCount, limit, streamKey(config.seed, 'probe'))
    const predictions = await artifacts.get('predictions')
    return {
      rows,
      frame: rows.length === evaluation.frame.rowCount ? evaluation.frame : takeRows(evaluation.frame, rows),
      predictions: takePredictions(predictions, rows),
      labels: evaluation.labels === null ? null : takeLabels(evaluation.labels, rows),
      of: evaluation.rows,
    }
  }
}

/** A function or module is taken at its word until it answers; an ONNX file tells by its outputs. */
function givesScores(model: OpenedModel): boolean {
  const { kind, outputs } = model.description
  return kind !== 'onnx' || outputs.some(({ use }) => use === 'scores')
}

function maker<K extends 'labels'>(value: Artifacts[K] | null): (() => Artifacts[K]) | undefined {
  return value === null ? undefined : () => value
}
