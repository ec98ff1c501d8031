import type { Answers, Metric } from '../../stats/metric-battery.ts'

/** Fewer labelled rows, or rows of a class, say nothing about a metric. */
const fewestRows = 100
const fewestOfClass = 20

/** The rows that a metric would need, where there are fewer; undefined where there are enough. */
export function tooFewFor(metric: Metric, answers: Answers): { readonly needed: number } | undefined {
  const rows = metric.needsLabels ? answers.labelled.rows : answers.all.rows
  const rarest = metric.needsClasses ? rowsOfRarestClass(answers) : Infinity
  if (rows >= fewestRows && rarest >= fewestOfClass) return undefined
  // at the present mix of classes
  const forClass = Math.ceil((rows * fewestOfClass) / Math.max(1, rarest))
  return { needed: Math.max(fewestRows, rarest < fewestOfClass ? forClass : 0) }
}

/** Of the classes that occur; 0 where fewer than two do. */
function rowsOfRarestClass({ labelled, classes }: Answers): number {
  const counts = classes.map(() => 0)
  for (const code of labelled.codes) counts[code]!++
  const occurring = counts.filter((rows) => rows > 0)
  return occurring.length < 2 ? 0 : Math.min(...occurring)
}
