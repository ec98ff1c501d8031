import type { TableEvidence } from '../../core/evidence.ts'
import { count, plural } from '../../core/format.ts'
import { integerAt, sampleRows, subStream } from '../../core/random.ts'
import type { StreamKey } from '../../core/random.ts'
import { brier, multiclassBrier } from '../../stats/metrics.ts'
import {
  applyIsotonic,
  applyPlatt,
  applyTemperature,
  isotonicRegression,
  plattScaling,
  temperatureScaling,
} from '../../stats/calibration.ts'

const folds = 5
/** Rows on which maps are tried; more would hardly change a map of a few numbers. */
const mostRows = 100_000
/** Knots of an isotonic map that are listed. */
const mostKnots = 200

/** Probabilities with their truth: of the positive class, one a row, or row-major of every class. */
export interface Scores {
  readonly scores: Float64Array
  readonly codes: Int32Array
  /** 1 for the positive class alone. */
  readonly columns: number
}

/** A map of scores to better ones, as it does on rows that it was not fitted on. */
interface Recalibration {
  readonly method: string
  /** Brier score of the scores as they are minus that of the mapped ones, on held-out rows. */
  readonly gain: number
  /** Fitted on all rows. */
  readonly parameters: string
  /** The knots of an isotonic map. */
  readonly knots?: readonly (readonly [score: number, probability: number])[]
}

/** Maps that were tried, best first, and on how many rows. */
export interface CrossFit {
  readonly tried: readonly Recalibration[]
  readonly rows: number
  readonly of: number
}

/**
 * Fits each map on four fifths of the rows and tries it on the fifth, which fifth being a hash of the row. A map that
 * cannot be fitted is left out.
 */
export function crossFit(all: Scores, key: StreamKey): CrossFit {
  const given = sampled(all, subStream(key, 'rows'))
  const rows = given.codes.length
  const fold = Uint8Array.from(given.codes, (_, row) => integerAt(key, row, 0, folds))
  const before = brierOf(given)
  const tried = methodsFor(given.columns).flatMap(({ method, fit, describe, knots }): Recalibration[] => {
    const mapped = new Float64Array(given.scores.length)
    for (let held = 0; held < folds; held++) {
      const [training, test] = [pick(given, fold, held, false), pick(given, fold, held, true)]
      if (training.codes.length === 0 || test.codes.length === 0) return []
      scatter(mapped, fit(training)(test.scores), fold, held, given.columns)
    }
    const gain = before - brierOf({ ...given, scores: mapped })
    if (!Number.isFinite(gain) || rows === 0) return []
    return [{ method, gain, parameters: describe(given), ...(knots === undefined ? {} : { knots: knots(given) }) }]
  })
  return { tried: tried.toSorted((a, b) => b.gain - a.gain), rows, of: all.codes.length }
}

/** What every map gains on held-out rows, and the knots of an isotonic one that is best. */
export function recalibrationTables({ tried, rows, of }: CrossFit): TableEvidence[] {
  if (tried.length === 0) return []
  const share = rows === of ? 'all rows' : `${count(rows)} of ${plural(of, 'row')}`
  const gains: TableEvidence = {
    kind: 'table',
    title: `Recalibration of ${share}, fitted on four fifths of them and tried on the others`,
    columns: ['map', 'Brier score gained', 'fitted on all five'],
    rows: tried.map(({ method, gain, parameters }) => [method, gain, parameters]),
  }
  const { knots = [], gain } = tried[0]!
  if (gain <= 0 || knots.length === 0 || knots.length > mostKnots) return [gains]
  return [
    gains,
    { kind: 'table', title: 'Isotonic map, linear between these', columns: ['score', 'probability'], rows: knots },
  ]
}

interface Method {
  readonly method: string
  readonly fit: (training: Scores) => (scores: Float64Array) => Float64Array
  readonly describe: (all: Scores) => string
  readonly knots?: (all: Scores) => (readonly [number, number])[]
}

const temperature: Method = {
  method: 'temperature',
  fit({ scores, codes, columns }) {
    const fitted = temperatureScaling(scores, codes, columns)
    return (others) => applyTemperature(fitted, others, columns)
  },
  describe: ({ scores, codes, columns }) => `T = ${digits(temperatureScaling(scores, codes, columns))}`,
}

const platt: Method = {
  method: 'Platt',
  fit({ scores, codes }) {
    const fitted = plattScaling(scores, codes)
    return (others) => applyPlatt(fitted, others)
  },
  describe({ scores, codes }) {
    const { a, b } = plattScaling(scores, codes)
    return `1 / (1 + exp(a · score + b)), a = ${digits(a)}, b = ${digits(b)}`
  },
}

const isotonic: Method = {
  method: 'isotonic',
  fit({ scores, codes }) {
    const fitted = isotonicRegression(scores, codes)
    return (others) => applyIsotonic(fitted, others)
  },
  describe: ({ scores, codes }) => `${isotonicRegression(scores, codes).x.length} knots`,
  knots({ scores, codes }) {
    const { x, y } = isotonicRegression(scores, codes)
    return Array.from(x, (score, i) => [score, y[i]!] as const)
  },
}

/** One temperature serves all classes; the other two are of one probability. */
function methodsFor(columns: number): readonly Method[] {
  return columns === 1 ? [temperature, platt, isotonic] : [temperature]
}

function sampled(all: Scores, key: StreamKey): Scores {
  const { scores, codes, columns } = all
  if (codes.length <= mostRows) return all
  const rows = sampleRows(codes.length, mostRows, key)
  const picked = new Float64Array(rows.length * columns)
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < columns; k++) picked[i * columns + k] = scores[rows[i]! * columns + k]!
  }
  return { scores: picked, codes: Int32Array.from(rows, (row) => codes[row]!), columns }
}

function brierOf({ scores, codes, columns }: Scores): number {
  return columns === 1 ? brier(scores, codes) : multiclassBrier(scores, codes, columns)
}

function pick({ scores, codes, columns }: Scores, fold: Uint8Array, held: number, inside: boolean): Scores {
  const isPicked = (row: number) => (fold[row] === held) === inside
  return {
    codes: codes.filter((_, row) => isPicked(row)),
    scores: scores.filter((_, cell) => isPicked(columns === 1 ? cell : Math.floor(cell / columns))),
    columns,
  }
}

function scatter(into: Float64Array, values: Float64Array, fold: Uint8Array, held: number, columns: number): void {
  let from = 0
  for (let row = 0; row < fold.length; row++) {
    if (fold[row] !== held) continue
    for (let k = 0; k < columns; k++) into[row * columns + k] = values[from++]!
  }
}

function digits(value: number): string {
  return String(Number(value.toPrecision(6)))
}
