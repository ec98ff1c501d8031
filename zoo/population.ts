import type { Column, Frame } from '../src/core/frame.ts'
import type { Labels, Task } from '../src/core/predictions.ts'
import { normalAt, streamKey, uniformAt } from '../src/core/random.ts'
import { drawColumn, extraRecipes, firstRecipes, idleRecipes, readColumn } from './columns.ts'
import { secondRecipes, thirdRecipes } from './columns.ts'
import type { Recipe, Tally } from './columns.ts'
import type { Sample } from './subject.ts'

/**
 * A population in which no slice of one column, nor of a few together, is better or worse off than the rest, and whose
 * true model can lose any column: the answer hangs on whether two hidden signs agree; each sign is told five times
 * over, by columns that are independent of the answer as long as they stand alone.
 */
export interface Population {
  readonly task: Task
  /** How often the signs agree: 0.5 for balanced labels, 0.1 for rare positives. */
  readonly agreement: number
  /** Share of labels that go against the signs. */
  readonly noise: number
  readonly recipes: readonly Recipe[]
}

export const classesOf: Readonly<Record<Task, readonly string[]>> = {
  binary: ['no', 'yes'],
  multiclass: ['buy', 'browse', 'leave'],
  regression: [],
}

/** What regression adds for agreement, in standard deviations of its noise. */
export const regressionStep = 0.6

/** The population of a task, with `extra` columns that tell nothing. */
export function populationOf(task: Task, options: { readonly isImbalanced?: boolean; readonly extra?: number } = {}) {
  const { isImbalanced = false, extra = 0 } = options
  const recipes = [
    ...firstRecipes,
    ...secondRecipes,
    ...(task === 'multiclass' ? thirdRecipes : []),
    ...idleRecipes,
    ...extraRecipes(extra),
  ]
  const agreement = task === 'multiclass' ? 1 / 3 : isImbalanced ? 0.1 : 0.5
  const noise = task === 'multiclass' ? 0.45 : isImbalanced ? 0.15 : 0.3
  return { task, agreement, noise, recipes } satisfies Population
}

/** Draws rows and their true answers. Another `set` of the same seed is independent. */
export function drawSample(population: Population, seed: number, set: string, rows: number): Sample {
  const { agreement, recipes } = population
  const key = streamKey(seed, 'zoo', set)
  const first = new Int8Array(rows)
  const second = new Int8Array(rows)
  const third = new Int8Array(rows)
  for (let row = 0; row < rows; row++) {
    first[row] = uniformAt(key, row, 0) < 0.5 ? -1 : 1
    second[row] = uniformAt(key, row, 1) < agreement ? first[row]! : -first[row]!
    third[row] = uniformAt(key, row, 2) < 0.5 ? -1 : 1
  }
  const signOf = new Map<Recipe, Int8Array>([
    ...firstRecipes.map((recipe) => [recipe, first] as const),
    ...secondRecipes.map((recipe) => [recipe, second] as const),
    ...thirdRecipes.map((recipe) => [recipe, third] as const),
  ])
  const columns = recipes.map((recipe): [string, Column] => [
    recipe.name,
    drawColumn(recipe, rows, streamKey(seed, 'zoo', set, recipe.name), signOf.get(recipe)),
  ])
  const frame: Frame = { rowCount: rows, columns: new Map(columns) }
  return { frame, labels: drawLabels(population, trueScores(population, frame), rows, seed, set) }
}

/**
 * The model that knows the population: the true probability of each class, or the true mean. It counts votes, so that
 * a column that is missing, extreme or unheard of changes next to nothing.
 */
export function trueScores({ task, agreement, noise, recipes }: Population, frame: Frame): Float64Array {
  const rows = frame.rowCount
  const [first, second, third] = [firstRecipes, secondRecipes, task === 'multiclass' ? thirdRecipes : []].map((group) =>
    readGroup(
      group.filter((recipe) => recipes.includes(recipe)),
      frame,
    ),
  )
  const scores = new Float64Array(rows * (task === 'multiclass' ? 3 : 1))
  for (let row = 0; row < rows; row++) {
    const a = meanVote(first!, row)
    const agreeing = belief(a, meanVote(second!, row))
    if (task === 'regression') {
      scores[row] = regressionStep * agreeing
      continue
    }
    const agree = chance(agreeing, agreement)
    const measured = first!.measured[row]! + second!.measured[row]!
    const distance = measured === 0 ? 0.5 : (first!.distances[row]! + second!.distances[row]!) / measured
    const wrong = noise * (1.1 - 0.2 * distance)
    if (task === 'binary') scores[row] = agree * (1 - wrong) + (1 - agree) * wrong
    else {
      const other = chance(belief(a, meanVote(third!, row)), 0.5)
      scores[3 * row] = share(agree, wrong)
      scores[3 * row + 1] = share((1 - agree) * other, wrong)
      scores[3 * row + 2] = share((1 - agree) * (1 - other), wrong)
    }
  }
  return scores
}

/** Answers drawn from true scores. */
export function drawLabels(
  { task }: Pick<Population, 'task'>,
  scores: Float64Array,
  rows: number,
  seed: number,
  set: string,
): Labels {
  const key = streamKey(seed, 'zoo', set, 'labels')
  if (task === 'regression') return { kind: 'value', values: scores.map((mean, row) => mean + normalAt(key, row, 0)) }
  const classes = classesOf[task]
  const codes = Int32Array.from({ length: rows }, (_, row) => {
    const u = uniformAt(key, row, 0)
    if (task === 'binary') return Number(u < scores[row]!)
    const [a, b] = [scores[row * 3]!, scores[row * 3 + 1]!]
    return u < a ? 0 : u < a + b ? 1 : 2
  })
  return { kind: 'class', codes, classes }
}

function readGroup(recipes: readonly Recipe[], { rowCount, columns }: Frame): Tally {
  const zeros = () => new Float64Array(rowCount)
  const tally = { votes: zeros(), voters: zeros(), distances: zeros(), measured: zeros() }
  for (const recipe of recipes) {
    const column = columns.get(recipe.name)
    if (column !== undefined) readColumn(recipe, column, tally)
  }
  return tally
}

/** −1 to 1; 0 where no column has a vote. */
function meanVote({ votes, voters }: Tally, row: number): number {
  return voters[row] === 0 ? 0 : votes[row]! / voters[row]!
}

/** The probability of one of three classes that is right by the signs with this probability. */
function share(weight: number, wrong: number): number {
  return weight * (1 - wrong) + ((1 - weight) * wrong) / 2
}

/** Whether two signs agree, from surely not (−1) to surely (1). A lone dissenter among the votes changes nothing. */
function belief(a: number, b: number): number {
  return Math.max(-1, Math.min(1, 3 * a * b))
}

/** A belief as a probability; without one, what is usual. */
function chance(belief: number, usual: number): number {
  return belief >= 0 ? usual + (1 - usual) * belief : usual * (1 + belief)
}
