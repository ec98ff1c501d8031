import { AirworthyError } from '../core/errors.ts'
import { suggestion } from '../core/nearest.ts'
import type { SchemaColumn } from '../core/schema.ts'
import { mismatch, widthOf } from './input-mismatch.ts'
import type { GraphValue } from './graph-values.ts'

/** Input → its columns, as the user tells them. */
export type NamedColumns = Readonly<Record<string, string | readonly string[]>>

export function refuseUnknownNames(told: NamedColumns, inputs: readonly GraphValue[]): void {
  const names = inputs.map(({ name }) => name)
  for (const name of Object.keys(told)) {
    if (names.includes(name)) continue
    throw new AirworthyError('MODEL_INPUT_MISMATCH', {
      input: inputs[0]?.name ?? '',
      type: inputs[0]?.type ?? '',
      problem: `model.inputs names "${name}", which is no input`,
      suggestion: suggestion(name, names),
    })
  }
}

export function columnsTold(
  input: GraphValue,
  told: string | readonly string[],
  features: readonly SchemaColumn[],
): readonly SchemaColumn[] {
  return (typeof told === 'string' ? [told] : told).map((name) => {
    const column = features.find((feature) => feature.name === name)
    if (column !== undefined) return column
    const names = features.map((feature) => feature.name)
    throw mismatch(input, `model.inputs gives it "${name}", which is no feature`, suggestion(name, names))
  })
}

export function columnNamed(
  input: GraphValue,
  inputs: readonly GraphValue[],
  features: readonly SchemaColumn[],
  others: readonly SchemaColumn[],
  decisions: string[],
): readonly SchemaColumn[] | null {
  if (widthOf(input) !== null && widthOf(input) !== 1) return null
  const exact = features.find(({ name }) => name === input.name)
  if (exact !== undefined) return [exact]
  // A column that another input is named after is that one's.
  const names = new Set(inputs.map(({ name }) => name))
  const plain = plainName(input.name)
  const alike = features.filter(({ name }) => !names.has(name) && plain !== '' && plainName(name) === plain)
  if (alike.length === 1) {
    decisions.push(`input "${input.name}" takes the column "${alike[0]!.name}"`)
    return alike
  }
  const other = inputs.length === 1 ? undefined : others.find(({ name }) => name === input.name)
  if (other === undefined) return null
  if (!isFed(other)) {
    const problem = `the column of that name is ${other.role === 'ignored' ? 'ignored' : `the ${other.role}`}`
    throw mismatch(input, problem, 'Export the model without that input, or let the column be a feature.')
  }
  decisions.push(`input "${input.name}" takes the column of that name, though it is no feature but the ${other.role}`)
  return [other]
}

/** Answers stay unseen, and an ignored column is not even read. */
export function isFed({ role }: SchemaColumn): boolean {
  return role !== 'label' && role !== 'prediction' && role !== 'ignored'
}

/** Inputs that a converter only numbered, f0, f1, …, take the features in source order, if each can take its own. */
export function bindNumbered(
  inputs: readonly GraphValue[],
  features: readonly SchemaColumn[],
  bound: Map<GraphValue, readonly SchemaColumn[]>,
  decisions: string[],
): void {
  if (inputs.length < 2 || inputs.length !== features.length) return
  const numbered = inputs
    .map((input) => ({ input, stem: input.name.replace(/\d+$/, ''), number: /\d+$/.exec(input.name)?.[0] }))
    .toSorted((a, b) => Number(a.number) - Number(b.number))
  const first = Number(numbered[0]!.number)
  const isRow = numbered.every(
    ({ input, stem, number }, place) =>
      stem === numbered[0]!.stem &&
      Number(number) === first + place &&
      (widthOf(input) ?? 1) === 1 &&
      (input.type === 'string') === isText(features[place]!),
  )
  if (!isRow || first > 1) return
  numbered.forEach(({ input }, place) => bound.set(input, [features[place]!]))
  const [low, high] = [numbered[0]!.input.name, numbered.at(-1)!.input.name]
  decisions.push(`inputs "${low}" to "${high}" take the ${features.length} features in the order of the source`)
}

export function isText({ kind }: SchemaColumn): boolean {
  return kind === 'category' || kind === 'text'
}

/** A name without case and without what is no letter or digit, in whose place converters put `_` or nothing. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
