import type { Probe } from '../../core/artifacts.ts'
import type { Cell, CurveEvidence, Evidence, ExamplesEvidence } from '../../core/evidence.ts'
import { columnOf, valueAt } from '../../core/frame.ts'
import { triedRows } from '../../attack/tries.ts'
import type { Flips } from '../../attack/grid.ts'
import type { Tries } from '../../attack/tries.ts'
import { wilsonInterval } from '../../stats/proportion.ts'
import { answerCell } from '../transformation/witnesses.ts'
import { attackColumns } from '../witness-rows.ts'

/** Witnesses shown of one subject. */
const mostShown = 10

/** One row whose answer a change of one feature turned. */
export interface Witness {
  readonly row: number
  readonly cost: number
  readonly feature: string
  readonly from: Cell
  readonly to: Cell
  readonly before: Cell
  readonly after: Cell
}

/** What came of attacking some features: the cheapest witness of each row, and the rows that could be attacked. */
export interface Haul {
  readonly witnesses: readonly Witness[]
  readonly tried: Uint8Array
}

/** What came of one feature. */
export function haulOf(attacked: Probe, feature: string, tries: Tries, flips: Flips): Haul {
  const own = columnOf(attacked.frame, feature)
  const witnesses = Array.from(flips.rows, (row, i) => ({
    row,
    cost: flips.costs[i]!,
    feature,
    from: valueAt(own, row),
    to: valueAt(flips.values, i),
    before: answerCell(attacked.predictions, row),
    after: answerCell(flips.after, i),
  }))
  return { witnesses, tried: triedRows(tries, attacked.rows.length) }
}

/** What came of all features together: of each row the cheapest witness, of equals the first. */
export function unitedHaul(hauls: readonly Haul[], rowCount: number): Haul {
  const cheapest = new Map<number, Witness>()
  const tried = new Uint8Array(rowCount)
  for (const haul of hauls) {
    haul.tried.forEach((flag, row) => {
      if (flag === 1) tried[row] = 1
    })
    for (const witness of haul.witnesses) {
      const held = cheapest.get(witness.row)
      if (held === undefined || witness.cost < held.cost) cheapest.set(witness.row, witness)
    }
  }
  return { witnesses: [...cheapest.values()], tried }
}

/** The share of rows turned by distance, and the cheapest witnesses; nothing where no row was turned. */
export function evidenceOf(haul: Haul, attacked: Probe, distances: readonly number[]): readonly Evidence[] {
  if (haul.witnesses.length === 0) return []
  const trials = haul.tried.reduce((sum, flag) => sum + flag, 0)
  return [successByDistance(haul, trials, distances), witnessRows(haul, attacked)]
}

function successByDistance({ witnesses }: Haul, trials: number, distances: readonly number[]): CurveEvidence {
  const points = distances.map((distance) => {
    // A step of exactly that share may come out a rounding longer
    const hits = witnesses.filter(({ cost }) => cost <= distance * (1 + 1e-9)).length
    return { x: distance, y: hits / trials, ...wilsonInterval(hits, trials), n: trials }
  })
  return {
    kind: 'curve',
    title: 'Rows turned by distance',
    x: 'distance as a share of the reference range',
    y: 'share of the attacked rows',
    series: [{ name: 'turned', points }],
  }
}

function witnessRows({ witnesses }: Haul, attacked: Probe): ExamplesEvidence {
  const shown = witnesses.toSorted((a, b) => a.cost - b.cost || a.row - b.row).slice(0, mostShown)
  return {
    kind: 'examples',
    title: 'Cheapest witnesses',
    from: 'evaluation',
    columns: attackColumns,
    rows: shown.map(({ row, feature, from, to, before, after }) => ({
      row: attacked.rows[row]!,
      values: [feature, from, to, before, after],
    })),
  }
}
