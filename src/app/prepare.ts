import { basename } from 'node:path'
import { settleChecks } from '../config/config.ts'
import type { CheckSettings, Config } from '../config/config.ts'
import { AirworthyError } from '../core/errors.ts'
import type { Plan } from '../core/plan.ts'
import type { RunEvent } from '../core/run.ts'
import type { ArtifactSource } from '../engine/artifacts.ts'
import { makePlan } from '../engine/plan.ts'
import { artifactsOf } from './artifacts.ts'
import { loadChecks } from './checks.ts'
import { decisionOnScores, openSubject, plannedData, plannedModel, refusedModel } from './subject.ts'
import type { Subject } from './subject.ts'
import { version } from './version.ts'

/** What a run needs, opened; whoever holds it closes the subject. */
export interface Prepared {
  readonly subject: Subject
  readonly artifacts: ArtifactSource
  readonly checks: readonly CheckSettings[]
  readonly plan: Plan
}

/** What whoever waits hears, and the signal that ends it. */
export interface Watch {
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}

/** Opens data and model, and plans what to do with them. Throws what the user can mend, and leaves nothing open then. */
export async function prepare(
  config: Config,
  { workers, signal, onEvent }: Watch & { readonly workers: number },
): Promise<Prepared> {
  const checks = settleChecks(await loadChecks(config.plugins), config)
  const onPhase = (name: string) => onEvent({ type: 'phase', name })
  const subject = await openSubject(config, { workers, signal, onPhase }).catch((error: unknown) => {
    throw signal.aborted ? new AirworthyError('CANCELLED_EARLY', {}, error) : error
  })
  const { data, model } = subject
  const artifacts = artifactsOf(subject, config)
  const classes = model === null ? data.classes : model.description.classes
  const frame = {
    version,
    title: config.title ?? titleOf(config),
    task: config.task,
    classes,
    seed: config.seed,
    sensitivity: config.sensitivity,
    budget: config.budget,
    schema: data.schema,
    data: {
      reference: data.reference === null ? null : plannedData(data.reference),
      evaluation: plannedData(data.evaluation),
      decisions: [...data.decisions, ...(artifacts.has('scores') ? decisionOnScores(config, classes) : [])],
      warnings: data.warnings,
    },
    model: plannedModel(model) ?? refusedModel(subject),
  }
  try {
    return { subject, artifacts, checks, plan: makePlan(frame, checks, artifacts.has) }
  } catch (error) {
    // A mistake that only the data show; what was opened would hold the process.
    await subject.close()
    throw error
  }
}

function titleOf({ model, data }: Config): string {
  // The name alone: a folder of another name must not make another report.
  return basename(model?.onnx ?? model?.module ?? data.evaluation)
}
