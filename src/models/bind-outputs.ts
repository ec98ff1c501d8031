import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { Task } from '../core/predictions.ts'
import { classesOf, matchClasses, oneNumberProblem, shownClasses as shown } from './model-classes.ts'
import type { GraphValue } from './graph-values.ts'
import type { Graph } from './onnx-graph.ts'
import type { ModelOptions, ToldOutput } from './model-spec.ts'

export interface OutputBinding {
  readonly classes: readonly string[]
  readonly label: string | null
  readonly scores: string | null
  /** The text of a label → the code of its class. */
  readonly labelCodes: ReadonlyMap<string, number>
  /** For each column of the scores the code of its class; null when the model does not tell: then by order. */
  readonly columnCodes: readonly number[] | null
  readonly decisions: readonly string[]
  readonly warnings: readonly string[]
}

export interface ToldOutputs {
  readonly output?: (Omit<ToldOutput, 'scores'> & { readonly scores?: string | false | undefined }) | undefined
  readonly classes?: readonly string[] | undefined
}

/** Chooses what to read as label and as scores, and puts the model's classes into the order of `classes`. */
export function bindOutputs(
  graph: Graph,
  task: Task,
  data: Pick<ModelOptions, 'classes' | 'positive'>,
  told: ToldOutputs,
  path: string,
): OutputBinding {
  const decisions = [...graph.unzipped].map(
    ([sequence, matrix]) => `the maps of the output "${sequence}" are read as the matrix "${matrix}"`,
  )
  const scores = chooseScores(graph, task, told.output?.scores, path)
  const label = task === 'regression' ? null : chooseLabel(graph, told.output?.label, scores, path)
  if (scores === null && label === null) {
    throw unreadable(path, `it has only ${listed(graph.outputs)}`)
  }
  if (scores !== null) decisions.push(`scores come from the output "${scores.name}"`)
  if (label !== null) decisions.push(`labels come from the output "${label.name}"`)
  if (task === 'regression') {
    return {
      classes: [],
      label: null,
      scores: scores!.name,
      labelCodes: new Map(),
      columnCodes: null,
      decisions,
      warnings: [],
    }
  }
  const native = (scores && graph.classLabels.get(scores.name)) ?? graph.onlyClassLabels
  const columns = told.classes ?? native
  const scoreColumns = scores?.shape?.length === 2 ? scores.shape[1]! : null
  const known = classesOf({ ...data, task }, { told: columns, scoreColumns, path })
  if (data.classes.length === 0) decisions.push(`there are no labels, so the model tells the classes: ${shown(known)}`)
  if (scoreColumns === 1 && known.length > 2) throw oneNumber(scores!.name, known, path)
  const match = columns === null ? null : matchClasses(columns, known, task)
  const { codes, classes } = match ?? { codes: null, classes: known }
  decisions.push(...(match?.decisions ?? []))
  if (codes === null && scores !== null) decisions.push(`its scores are taken in the order ${shown(classes)}`)
  return {
    classes,
    label: label?.name ?? null,
    scores: scores?.name ?? null,
    labelCodes: labelCodesOf(native, codes, classes, label?.type),
    columnCodes: codes,
    decisions,
    warnings: match?.warnings ?? [],
  }
}

function chooseScores(graph: Graph, task: Task, told: string | false | undefined, path: string): GraphValue | null {
  if (told === false) return null
  if (told !== undefined) return named(graph, told, path)
  const numeric = graph.outputs.filter(({ type }) => type === 'float32' || type === 'float64')
  const candidates = numeric.length === 0 && task === 'regression' ? graph.outputs.filter(isInteger) : numeric
  if (candidates.length <= 1) return candidates[0] ?? null
  const likely = candidates.filter(({ name }) =>
    (task === 'regression' ? /predict|variable|output|value/i : /prob|score/i).test(name),
  )
  if (likely.length === 1) return likely[0]!
  const each = candidates.map(({ name }) => `"${name}"`).join(', ')
  const suggestion =
    task === 'regression'
      ? 'Name it under model.output.scores.'
      : `Name it under model.output.scores; where each class has an output, name all in the order of the classes, or by class: scores: [${each}].`
  throw unreadable(path, `${listed(candidates)} could each be the scores`, suggestion)
}

function chooseLabel(
  graph: Graph,
  told: string | undefined,
  scores: GraphValue | null,
  path: string,
): GraphValue | null {
  if (told !== undefined) return named(graph, told, path)
  const candidates = graph.outputs.filter(
    (output) => output !== scores && (output.type === 'string' || isInteger(output)),
  )
  if (candidates.length <= 1) return candidates[0] ?? null
  const likely = candidates.filter(({ name }) => /label|class|predict/i.test(name))
  if (likely.length === 1) return likely[0]!
  // With scores at hand the label is a second opinion, which nobody has to give.
  if (scores !== null) return null
  throw unreadable(path, `${listed(candidates)} could each be the label`)
}

export function named(graph: Graph, told: string, path: string): GraphValue {
  const name = graph.unzipped.get(told) ?? graph.widened.get(told) ?? told
  const output = graph.outputs.find((candidate) => candidate.name === name)
  if (output !== undefined) return output
  const names = graph.outputs.map((candidate) => candidate.name)
  throw unreadable(path, `there is no "${told}". ${suggestion(told, names)}`)
}

/** A label is what the model calls a class; where the graph does not tell, the class itself or, as a number, its index. */
function labelCodesOf(
  native: readonly string[] | null,
  codes: readonly number[] | null,
  classes: readonly string[],
  labelType: string | undefined,
): ReadonlyMap<string, number> {
  if (native !== null && native.length === codes?.length)
    return new Map(native.map((name, index) => [name, codes[index]!]))
  const byText = new Map(classes.map((name, code) => [name, code]))
  if (labelType === 'string') return byText
  const indexed = codes ?? classes.map((_, code) => code)
  indexed.forEach((code, index) => byText.has(String(index)) || byText.set(String(index), code))
  return byText
}

function oneNumber(name: string, classes: readonly string[], path: string): AirworthyError {
  return unreadable(path, oneNumberProblem(name, classes))
}

function unreadable(path: string, problem: string, told: string = nameTheOutput): AirworthyError {
  return new AirworthyError('MODEL_OUTPUT_UNKNOWN', { path, problem, suggestion: told })
}

/** What helps where an ONNX file has another output that could be meant. */
export const nameTheOutput = 'Name it under model.output.'

function isInteger({ type }: GraphValue): boolean {
  return /^u?int|^bool/.test(type)
}

function listed(outputs: readonly GraphValue[]): string {
  return outputs.map(({ name, type }) => `"${name}" (${type})`).join(', ')
}
