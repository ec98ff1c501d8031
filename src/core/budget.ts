/** How much may be asked; what does not fit is said in the coverage. */
export interface Budget {
  /** Rows of a data set that are held in memory; a larger one is sampled, and the report says so. */
  readonly rows: number
  /** Rows perturbed per transformation and column. */
  readonly transformRows: number
  /** Rows attacked. */
  readonly attackRows: number
  /** About how many changed rows the model is asked about, over all checks. Many features share them. */
  readonly askedRows: number
}

/** Questions about a row and one of its features: it goes missing, six extremes or four unseen words, it is shuffled. */
const questionsPerFeature = 12
/** Values that an attack tries for a row and one of its features: steps, noise, quantiles. */
const triesPerFeature = 18
/** The part of all questions that an attack may ask. */
const attackShare = 0.2
/** However many features there are, fewer rows would say nothing of any. */
const fewestRows = { transformed: 500, attacked: 50 }

/** Rows that each transformation changes. */
export function transformedRows({ transformRows, askedRows }: Budget, features: number): number {
  const fit = Math.floor(askedRows / (questionsPerFeature * Math.max(1, features)))
  return Math.min(transformRows, Math.max(fewestRows.transformed, fit))
}

/** Rows that an attack is tried on. */
export function attackedRows({ attackRows, askedRows }: Budget, features: number): number {
  const fit = Math.floor((askedRows * attackShare) / (triesPerFeature * Math.max(1, features)))
  return Math.min(attackRows, Math.max(fewestRows.attacked, fit))
}
