import type { Timings } from '../../../src/core/report.ts'
import { compareText } from './finding-order.ts'

/** Checks by the time they took, longest first. */
export function slowestFirst(checks: Timings['checks']): readonly { readonly id: string; readonly ms: number }[] {
  return Object.entries(checks)
    .map(([id, ms]) => ({ id, ms }))
    .toSorted((a, b) => b.ms - a.ms || compareText(a.id, b.id))
}
