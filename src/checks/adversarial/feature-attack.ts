import { askAbout, searchGrid } from '../../attack/grid.ts'
import type { Ask, Succeeds } from '../../attack/grid.ts'
import type { Tries } from '../../attack/tries.ts'
import { commonCategories, noiseAround, otherCategories, quantilesOf, spanOf, stepsAround } from '../../attack/tries.ts'
import type { Probe } from '../../core/artifacts.ts'
import { columnOf } from '../../core/frame.ts'
import type { Column, Frame } from '../../core/frame.ts'
import type { Coverage, Measurement } from '../../core/measurement.ts'
import { subStream } from '../../core/random.ts'
import type { StreamKey } from '../../core/random.ts'
import { everyRow } from '../../core/rows.ts'
import { featuresOf } from '../../core/schema.ts'
import type { Schema } from '../../core/schema.ts'
import { evidenceOf, haulOf, unitedHaul } from './haul.ts'
import type { Haul } from './haul.ts'

export const anyFeature = 'any feature'

/** Noise is drawn so often, and the draw that turns most rows is what the search has to beat. */
const noiseDraws = 3
/** From so many rows turned by noise on, a search that hardly beats it is void; below, a tie may be chance. */
const fewestToCompare = 20
/** The rows that a search has to turn for each that noise turns. */
const leastAdvantage = 1.1

export interface FeatureAttack {
  readonly attacked: Probe
  readonly reference: Frame
  readonly schema: Schema
  readonly ask: Ask
  readonly succeeds: Succeeds
  readonly coverage: Coverage
  readonly key: StreamKey
  readonly signal: AbortSignal
}

/** Moves each number within `bound` of its span. Categories have no small change, so they stay out of it. */
export async function* attackWithin(attack: FeatureAttack, bound: number): AsyncGenerator<Measurement> {
  const { attacked, reference, schema, key, signal } = attack
  const hauls: Haul[] = []
  const noise = Array.from({ length: noiseDraws }, () => new Uint8Array(attacked.rows.length))
  const measured = (subject: string, features: readonly string[], haul: Haul, byNoise: number) =>
    boundedMeasurement(attack, subject, features, haul, byNoise, bound)

  for (const { name, integer } of featuresOf(schema)) {
    signal.throwIfAborted()
    const [own, learnt] = [columnOf(attacked.frame, name), columnOf(reference, name)]
    if (!isMeasured(own) || !isMeasured(learnt)) continue
    const whole = integer || own.kind === 'time'
    const span = spanOf(learnt, whole)
    if (span === null) continue
    const tries = stepsAround(own, span, bound, whole)
    if (tries.rows.length === 0) continue
    const byDraw = noise.map((turned, draw) => {
      const random = noiseAround(own, span, bound, whole, subStream(key, `noise ${draw} ${name}`))
      return turnedByNoise(attack, name, random, turned)
    })
    const [flips, ...turned] = await Promise.all([search(attack, name, tries), ...byDraw])
    const haul = haulOf(attacked, name, tries, flips)
    hauls.push(haul)
    yield measured(name, [name], haul, Math.max(...turned))
  }
  if (hauls.length === 0) return
  const byNoise = Math.max(...noise.map((turned) => sumOf(turned)))
  yield measured(anyFeature, [], unitedHaul(hauls, attacked.rows.length), byNoise)
}

/** Sets each feature to every quantile or every common category. Shown, not judged: such a change is no nudge. */
export async function* attackWithAnything(attack: FeatureAttack, mostCategories: number): AsyncGenerator<Measurement> {
  const { attacked, reference, schema, signal } = attack
  const hauls: Haul[] = []
  for (const { name, integer } of featuresOf(schema)) {
    signal.throwIfAborted()
    const [own, learnt] = [columnOf(attacked.frame, name), columnOf(reference, name)]
    const tries = anyTries(own, learnt, integer || own.kind === 'time', mostCategories)
    if (tries === null || tries.rows.length === 0) continue
    const haul = haulOf(attacked, name, tries, await search(attack, name, tries))
    hauls.push(haul)
    yield unboundedMeasurement(attack, `${name} to any value`, [name], haul)
  }
  if (hauls.length === 0) return
  yield unboundedMeasurement(attack, `${anyFeature} to any value`, [], unitedHaul(hauls, attacked.rows.length))
}

function anyTries(own: Column, learnt: Column, whole: boolean, mostCategories: number): Tries | null {
  if (own.kind === 'category' && learnt.kind === 'category') {
    return otherCategories(own, commonCategories(learnt, mostCategories))
  }
  if (!isMeasured(own) || !isMeasured(learnt)) return null
  const span = spanOf(learnt, whole)
  return span === null ? null : quantilesOf(own, span)
}

function search({ attacked, ask, succeeds }: FeatureAttack, name: string, tries: Tries) {
  return searchGrid(attacked.frame, name, tries, ask, succeeds)
}

/** Rows that one draw of noise turns, which are marked in `turned` too. */
async function turnedByNoise(attack: FeatureAttack, name: string, random: Tries, turned: Uint8Array): Promise<number> {
  if (random.rows.length === 0) return 0
  const all = everyRow(random.rows.length)
  const after = await askAbout(attack.attacked.frame, name, random, all, attack.ask)
  let hits = 0
  random.rows.forEach((row, i) => {
    if (!attack.succeeds(after, i, row)) return
    hits++
    turned[row] = 1
  })
  return hits
}

function boundedMeasurement(
  { attacked, coverage }: FeatureAttack,
  subject: string,
  features: readonly string[],
  haul: Haul,
  byNoise: number,
  bound: number,
): Measurement {
  const [hits, trials] = [haul.witnesses.length, sumOf(haul.tried)]
  const isVoid = byNoise >= fewestToCompare && hits < leastAdvantage * byNoise
  const because = `noise of the same size turns ${byNoise} of ${trials} right answers, the search ${hits}`
  return {
    subject,
    features,
    metric: 'turned',
    statistic: isVoid ? { kind: 'undefined', because } : { kind: 'proportion', hits, trials },
    n: trials,
    coverage,
    facts: { bound, noise: byNoise },
    evidence: evidenceOf(
      haul,
      attacked,
      [0.25, 0.5, 0.75, 1].map((step) => step * bound),
    ),
  }
}

function unboundedMeasurement(
  { attacked, coverage }: FeatureAttack,
  subject: string,
  features: readonly string[],
  haul: Haul,
): Measurement {
  const [hits, trials] = [haul.witnesses.length, sumOf(haul.tried)]
  const cheapest = haul.witnesses.toSorted((a, b) => a.cost - b.cost || a.row - b.row)[0]
  return {
    subject,
    features,
    metric: 'turned at any distance',
    statistic: { kind: 'proportion', hits, trials },
    n: trials,
    coverage,
    facts: cheapest === undefined ? {} : { cheapest: `${cheapest.feature} ${cheapest.from} → ${cheapest.to}` },
    evidence: evidenceOf(haul, attacked, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]),
  }
}

function isMeasured(column: Column) {
  return column.kind === 'number' || column.kind === 'time'
}

function sumOf(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0)
}
