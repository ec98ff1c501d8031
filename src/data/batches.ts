/** DuckDB plans a statement in more than proportional time, so very wide tables are asked about in parts. */
export const columnsPerStatement = 100

/** The items in order, `size` of them at a time. */
export function batches<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
