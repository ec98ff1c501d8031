import type { Task } from '../src/core/predictions.ts'
import { groupNames } from './columns.ts'
import { classesOf, drawSample, populationOf, trueScores } from './population.ts'
import type { Subject } from './subject.ts'

/** The kinds of clean subject that a calibration goes through in turn. */
export const cleanKinds = [
  { name: 'binary, balanced, 13 columns', task: 'binary', isImbalanced: false, extra: 0 },
  { name: 'binary, rare positives, 13 columns', task: 'binary', isImbalanced: true, extra: 0 },
  { name: 'multiclass, 18 columns', task: 'multiclass', isImbalanced: false, extra: 0 },
  { name: 'regression, 13 columns', task: 'regression', isImbalanced: false, extra: 0 },
  { name: 'binary, balanced, 100 columns', task: 'binary', isImbalanced: false, extra: 87 },
] as const satisfies readonly {
  readonly name: string
  readonly task: Task
  readonly isImbalanced: boolean
  readonly extra: number
}[]

export type CleanKind = (typeof cleanKinds)[number]

/** A true model on two samples of one population: whatever fails here is a false alarm. */
export function cleanSubject(seed: number, size: number, kind: CleanKind = cleanKinds[0]): Subject {
  const population = populationOf(kind.task, kind)
  return {
    task: kind.task,
    classes: classesOf[kind.task],
    reference: drawSample(population, seed, 'reference', size),
    evaluation: drawSample(population, seed, 'evaluation', size),
    predict: (frame) => trueScores(population, frame),
    protected: groupNames,
  }
}
