import type { Measurement } from './measurement.ts'

/** How a check ended. Its measurements count only once this is stored. */
export type CheckRecord =
  | { readonly check: string; readonly outcome: 'measured'; readonly measurements: readonly Measurement[] }
  | { readonly check: string; readonly outcome: 'skipped'; readonly reason: string }
  | { readonly check: string; readonly outcome: 'errored'; readonly code: string; readonly reason: string }

/** What happens while a plan is executed. Progress display, logs and server streams observe; the engine knows none. */
export type RunEvent =
  /** Work before the first check: `reading the data`, `opening the model`. */
  | { readonly type: 'phase'; readonly name: string }
  | { readonly type: 'planned'; readonly checks: number; readonly skipped: number }
  | { readonly type: 'started'; readonly check: string }
  | { readonly type: 'measured'; readonly check: string; readonly subject: string }
  | { readonly type: 'finished'; readonly check: string; readonly measurements: number; readonly durationMs: number }
  | { readonly type: 'skipped'; readonly check: string; readonly reason: string }
  | { readonly type: 'errored'; readonly check: string; readonly code: string; readonly reason: string }
  | { readonly type: 'resumed'; readonly check: string }
