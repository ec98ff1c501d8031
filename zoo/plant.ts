import type { Column, Frame, NumberColumn } from '../src/core/frame.ts'
import { columnOf, takeValues, withColumn } from '../src/core/frame.ts'
import type { Labels } from '../src/core/predictions.ts'
import { streamKey, uniformAt } from '../src/core/random.ts'
import type { Sample, Subject } from './subject.ts'

/** The subject with other evaluation rows. */
export function inEvaluation(subject: Subject, change: (sample: Sample) => Sample): Subject {
  return { ...subject, evaluation: change(subject.evaluation) }
}

/** The subject with other rows on both sides. */
export function inBoth(subject: Subject, change: (sample: Sample, set: string) => Sample): Subject {
  const { reference, evaluation } = subject
  return { ...subject, reference: change(reference, 'reference'), evaluation: change(evaluation, 'evaluation') }
}

/** A share of the rows, by chance: 1 for each that is chosen. */
export function someRows(rows: number, share: number, seed: number, label: string): Uint8Array {
  const key = streamKey(seed, 'plant', label)
  return Uint8Array.from({ length: rows }, (_, row) => Number(uniformAt(key, row, 0) < share))
}

/** One column replaced by what becomes of it. */
export function changeColumn<K extends Column>(sample: Sample, name: string, change: (column: K) => Column): Sample {
  return { ...sample, frame: withColumn(sample.frame, name, change(columnOf(sample.frame, name) as K)) }
}

/** Each number replaced; NaN becomes missing. */
export function changeNumbers(sample: Sample, name: string, change: (value: number, row: number) => number): Sample {
  return changeColumn<NumberColumn>(sample, name, (column) => {
    const values = column.values.map((value, row) => (column.valid[row] === 1 ? change(value, row) : NaN))
    return { kind: 'number', values, valid: Uint8Array.from(values, (value) => Number(!Number.isNaN(value))) }
  })
}

/** Class labels turned to the other one where flagged. */
export function flipLabels(sample: Sample, flags: ArrayLike<number>): Sample {
  const labels = sample.labels as Extract<Labels, { kind: 'class' }>
  return {
    ...sample,
    labels: { ...labels, codes: labels.codes.map((code, row) => (flags[row] === 1 ? 1 - code : code)) },
  }
}

/** 1 for each row where a category has this value; nowhere in a column of another kind. */
export function rowsWith(frame: Frame, name: string, word: string): Uint8Array {
  const column = columnOf(frame, name)
  if (column.kind !== 'category') return new Uint8Array(frame.rowCount)
  const code = column.dictionary.indexOf(word)
  return Uint8Array.from(column.codes, (own) => Number(own === code))
}

/** Where both are 1. */
export function both(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((flag, row) => flag & b[row]!)
}

/** The numbers of a column; NaN throughout where it holds something else. */
export function numbersOf(frame: Frame, name: string): Float64Array {
  const column = columnOf(frame, name)
  return column.kind === 'number' ? column.values : new Float64Array(frame.rowCount).fill(NaN)
}

/** The model with other scores. */
export function withScores(subject: Subject, change: (scores: Float64Array, frame: Frame) => Float64Array): Subject {
  return { ...subject, predict: (frame) => change(subject.predict(frame), frame) }
}

/** A number in [0, 1) that depends on nothing but the value, as a model would have it. */
export function fractionOf(value: number): number {
  const scrambled = Math.abs(Math.sin(value * 12.9898) * 43758.5453)
  return scrambled - Math.floor(scrambled)
}

/** Logistic of the log-odds. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/** Log-odds of a probability. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** The rows of `frame`, with those of another frame of the same columns where flagged. */
export function mixRows(frame: Frame, other: Frame, flags: Uint8Array): Frame {
  const rows = Int32Array.from(flags, (flag, row) => (flag === 1 ? frame.rowCount + row : row))
  const columns = [...frame.columns].map(
    ([name, column]) => [name, takeValues(joined(column, columnOf(other, name)), rows)] as const,
  )
  return { rowCount: frame.rowCount, columns: new Map(columns) }
}

function joined(a: Column, b: Column): Column {
  if (a.kind === 'category' && b.kind === 'category') return { ...a, codes: Int32Array.from([...a.codes, ...b.codes]) }
  if (a.kind === 'number' && b.kind === 'number') {
    const values = Float64Array.from([...a.values, ...b.values])
    return { kind: 'number', values, valid: Uint8Array.from([...a.valid, ...b.valid]) }
  }
  throw new Error(`a ${a.kind} and a ${b.kind} cannot be joined`)
}
