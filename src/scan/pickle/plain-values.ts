import type { Value } from './values.ts'

export const noneValue: Value = { kind: 'none' }
export const trueValue: Value = { kind: 'boolean', value: true }
export const falseValue: Value = { kind: 'boolean', value: false }
export const unknownValue: Value = { kind: 'unknown' }
export const bufferValue: Value = { kind: 'buffer' }
export const longNumber: Value = { kind: 'number', value: undefined }
export const smallNumbers: readonly Value[] = Array.from({ length: 256 }, (_, value) => ({ kind: 'number', value }))
