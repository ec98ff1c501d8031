import type { ColumnDescription, FileDescription } from '../data/describe-file.ts'

export function namesIn({ columns }: FileDescription): readonly string[] {
  return columns.map(({ name }) => name)
}

export function columnOf(file: FileDescription | null, name: string | null): ColumnDescription | undefined {
  return file?.columns.find((column) => column.name === name)
}

/** The description that shows more values: an evaluation may hold one class alone. */
export function fuller(one: ColumnDescription | undefined, other: ColumnDescription | undefined) {
  return one === undefined || (other !== undefined && other.distinct > one.distinct && one.distinct < 2) ? other : one
}

/** What only the reference has is most likely the answer that the rows under test still wait for. */
export function likelyLabels(seen: FileDescription, known: FileDescription | null): readonly string[] {
  const learnt = known?.likely.label ?? []
  const there = new Set(namesIn(seen))
  return [...learnt.filter((name) => !there.has(name)), ...seen.likely.label, ...learnt]
}

/** Columns that cannot be compared. */
export function inOneOnly(seen: FileDescription, known: FileDescription | null): readonly string[] {
  if (known === null) return []
  return [...new Set(namesIn(seen)).symmetricDifference(new Set(namesIn(known)))]
}
