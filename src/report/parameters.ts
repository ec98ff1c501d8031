import { z } from 'zod'
import type { Check } from '../core/check.ts'

/** A parameter of a check, as a reader is told of it. */
export interface Parameter {
  readonly name: string
  /** "number over 0", "list of strings", "exact or fast". */
  readonly type: string
  /** undefined when it must be given. */
  readonly default: unknown
  readonly description: string
}

/** The parameters of a check, in the order in which it declares them. */
export function parametersOf(check: Pick<Check, 'params'>): readonly Parameter[] {
  const { properties = {} } = z.toJSONSchema(check.params, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => {
    const shape = schema as Shape
    return { name, type: typeText(shape), default: shape.default, description: shape.description ?? '' }
  })
}

/** A value of a parameter as it stands in a configuration. */
export function valueText(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : (JSON.stringify(value) ?? 'none')
}

/** What of JSON Schema a parameter uses. */
interface Shape {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly items?: Shape
  readonly additionalProperties?: Shape | boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

function typeText(shape: Shape): string {
  if (shape.const !== undefined) return valueText(shape.const)
  if (shape.enum !== undefined) return shape.enum.map(valueText).join(' or ')
  if (shape.anyOf !== undefined) return [...new Set(shape.anyOf.map(typeText))].join(' or ')
  if (typeof shape.type === 'object') return shape.type.map((type) => typeText({ ...shape, type })).join(' or ')
  switch (shape.type) {
    case undefined:
      return 'any'
    case 'array':
      return `list of ${typeText(shape.items ?? {})}`
    case 'object':
      return typeof shape.additionalProperties === 'object' ? `map to ${typeText(shape.additionalProperties)}` : 'map'
    case 'null':
      return 'none'
    default:
      return [shape.type, ...boundTexts(shape)].join(' ')
  }
}

function boundTexts({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Shape): readonly string[] {
  // Zod gives whole numbers the bounds of what a double holds exactly, which tells a reader nothing.
  const known = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER
  if (known(minimum) && known(maximum)) return [`from ${minimum} to ${maximum}`]
  return [
    ...(known(minimum) ? [`from ${minimum}`] : []),
    ...(known(exclusiveMinimum) ? [`over ${exclusiveMinimum}`] : []),
    ...(known(maximum) ? [`to ${maximum}`] : []),
    ...(known(exclusiveMaximum) ? [`under ${exclusiveMaximum}`] : []),
  ]
}
