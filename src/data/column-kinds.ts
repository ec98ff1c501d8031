import type { Kind, Role } from '../core/schema.ts'
import type { ColumnFacts, TextFacts } from './column-facts.ts'

export interface KindDecision {
  readonly kind: Kind
  /** What the column is for, when its values tell: an id, or nothing at all. */
  readonly role: Role | null
  readonly reasons: readonly string[]
}

/** Fewer rows than this say nothing about whether values are unique. */
export const fewestForUnique = 20

/** The kind of a column from what its values look like. */
export function decideKind(facts: ColumnFacts): KindDecision {
  switch (facts.values) {
    case 'none':
      return { kind: 'category', role: 'ignored', reasons: ['ignored: every value is missing'] }
    case 'nested':
      return { kind: 'text', role: 'ignored', reasons: ['ignored: lists, maps and bytes are not read'] }
    case 'numbers': {
      const reason = facts.integer ? 'number: every value is a whole number' : 'number: every value is a number'
      return { kind: 'number', role: null, reasons: [reason] }
    }
    case 'booleans':
      return { kind: 'category', role: null, reasons: ['category: true and false'] }
    case 'times':
      return { kind: 'time', role: null, reasons: ['time: every value is a date or time'] }
    case 'texts':
      return textDecision(facts.texts!)
  }
}

function textDecision({ present, distinct, meanLength, keyLike, counts }: TextFacts): KindDecision {
  const share = distinct / present
  const values = `${counts === null ? 'about ' : ''}${distinct.toLocaleString('en')} distinct string${distinct === 1 ? '' : 's'}`
  // Estimated counts of distinct values are a few percent off.
  const isUnique = present >= fewestForUnique && share >= (counts === null ? 0.9 : 0.95)
  if (isUnique && (keyLike || meanLength <= 30)) {
    return { kind: 'text', role: 'id', reasons: [`id: ${values} in ${present.toLocaleString('en')} rows`] }
  }
  if (share > 0.5 && meanLength > 30) {
    return { kind: 'text', role: null, reasons: [`text: ${values}, ${Math.round(meanLength)} characters on average`] }
  }
  return { kind: 'category', role: null, reasons: [`category: ${values}`] }
}

/** Names that people give to row numbers and keys. */
export function isIdName(name: string): boolean {
  return (
    /^(|index|row|row_?num(ber)?|unnamed:? ?\d*|key|uuid|guid|rowid)$/i.test(name) ||
    /(^|[_\s.-])(id|uuid|guid|key)$/i.test(name) ||
    /[a-z](Id|ID|Key|UUID)$/.test(name)
  )
}
