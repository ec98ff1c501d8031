import type { CategoryColumn, Column, NumberColumn } from '../core/frame.ts'
import { isMissing } from '../core/frame.ts'
import { commonValueType, valueTypeSamples } from './value-type.ts'
import type { ValueType } from './value-type.ts'

/**
 * A copy of the column in which every value that arrived is one of another type: whole numbers and fractions as
 * numbers, everything else as strings. A category becomes its code, as when an upstream encoding leaks. Null where the
 * column holds that type already.
 */
export function retype(column: Column, type: ValueType): Column | null {
  const own = typesOf(column)
  if (own.includes(type)) return null
  switch (type) {
    case 'int':
      return numbersWhere(column, (row) => Math.floor(numberAt(column, row)))
    case 'float':
      return numbersWhere(column, (row) => Math.floor(numberAt(column, row)) + 0.5)
    case 'bool':
    case 'date':
    case 'url':
    case 'email':
    case 'domain':
    case 'uuid':
    case 'string':
      return constantWhere(column, valueTypeSamples[type])
  }
}

/** A copy of a number column whose values are the same numbers written as strings. */
export function stringified(column: NumberColumn): CategoryColumn {
  const codes = new Int32Array(column.values.length).fill(-1)
  const codeOf = new Map<string, number>()
  for (let row = 0; row < codes.length; row++) {
    if (column.valid[row] === 0) continue
    const text = String(column.values[row])
    const code = codeOf.get(text) ?? codeOf.size
    codeOf.set(text, code)
    codes[row] = code
  }
  return { kind: 'category', codes, dictionary: [...codeOf.keys()] }
}

/** Types that a column holds already, so that writing them is no change of type. */
function typesOf(column: Column): readonly ValueType[] {
  switch (column.kind) {
    case 'number':
      return column.values.every((value) => Number.isNaN(value) || Number.isInteger(value)) ? ['int'] : ['int', 'float']
    case 'time':
      return ['date']
    case 'category':
      return oneType(column.dictionary)
    case 'text':
      return oneType(column.values.filter((value) => value !== null))
  }
}

function oneType(texts: readonly string[]): readonly ValueType[] {
  const type = commonValueType(texts)
  if (type === 'float') return ['int', 'float']
  return type === null ? ['string'] : [type]
}

/** What a careless export leaves of a value: the number, the code of a category, the row number of a text. */
function numberAt(column: Column, row: number): number {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values[row]!
    case 'category':
      return column.codes[row]!
    case 'text':
      return row
  }
}

function numbersWhere(column: Column, value: (row: number) => number): NumberColumn {
  const rows = column.kind === 'category' ? column.codes.length : column.values.length
  const values = new Float64Array(rows).fill(NaN)
  const valid = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    if (isMissing(column, row)) continue
    values[row] = value(row)
    valid[row] = 1
  }
  return { kind: 'number', values, valid }
}

function constantWhere(column: Column, text: string): Column {
  if (column.kind === 'text') {
    return { kind: 'text', values: column.values.map((value) => (value === null ? null : text)) }
  }
  const rows = column.kind === 'category' ? column.codes.length : column.values.length
  const codes = new Int32Array(rows)
  for (let row = 0; row < rows; row++) codes[row] = isMissing(column, row) ? -1 : 0
  return { kind: 'category', codes, dictionary: [text] }
}
