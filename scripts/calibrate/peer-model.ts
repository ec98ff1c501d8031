import type { CleanKind } from '../../zoo/clean.ts'
import { firstRecipes, secondRecipes, thirdRecipes } from '../../zoo/columns.ts'
import type { Recipe } from '../../zoo/columns.ts'
import { populationOf, regressionStep } from '../../zoo/population.ts'

/** What another language needs to know to answer as the true model of a population does. */
export interface ToldModel {
  readonly agreement: number
  readonly noise: number
  /** What regression adds for agreement. */
  readonly step: number
  /** For each hidden sign the columns that tell it. */
  readonly groups: readonly (readonly ToldColumn[])[]
}

type ToldColumn =
  | { readonly name: string; readonly median: number; readonly scale: number; readonly plausible: readonly number[] }
  | { readonly name: string; readonly votes: Readonly<Record<string, number>> }

export function toldModel(kind: CleanKind): ToldModel {
  const { agreement, noise } = populationOf(kind.task, kind)
  const groups = [firstRecipes, secondRecipes, thirdRecipes].map((group) => group.map(toldColumn))
  return { agreement, noise, step: regressionStep, groups }
}

function toldColumn(recipe: Recipe): ToldColumn {
  const { name } = recipe
  if (recipe.kind === 'number') {
    const { median, scale, plausible } = recipe
    return { name, median, scale, plausible }
  }
  const { dictionary, ends } = recipe
  return { name, votes: Object.fromEntries(dictionary.map((word, code) => [word, voteOf(ends, code)])) }
}

/** A category below the median of its scale is a vote against the sign, one above a vote for it, one across it none. */
function voteOf(ends: readonly number[], code: number): number {
  const [low, high] = [ends[code - 1] ?? 0, ends[code]!]
  return high <= 0.5 + 1e-12 ? -1 : low >= 0.5 - 1e-12 ? 1 : 0
}
