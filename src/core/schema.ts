export type Role = 'feature' | 'label' | 'prediction' | 'timestamp' | 'id' | 'group' | 'weight' | 'ignored'
export type Kind = 'number' | 'category' | 'text' | 'image' | 'time'

/** What a column is, and why it was taken for that. */
export interface SchemaColumn {
  readonly name: string
  readonly role: Role
  readonly kind: Kind
  /** Whether fairness checks compare its values. A protected column may be a feature too. */
  readonly protected: boolean
  /** All reference numbers are whole. False for other kinds. */
  readonly integer: boolean
  /** The decisions behind this line, for `airworthy plan`: "category: 7 distinct strings in the reference". */
  readonly reasons: readonly string[]
}

export interface Schema {
  readonly columns: readonly SchemaColumn[]
}

/** The columns that go into the model, in the order of the source. */
export function featuresOf(schema: Schema): readonly SchemaColumn[] {
  return schema.columns.filter((column) => column.role === 'feature')
}

export function protectedOf(schema: Schema): readonly SchemaColumn[] {
  return schema.columns.filter((column) => column.protected)
}
