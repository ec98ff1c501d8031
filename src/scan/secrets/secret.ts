import type { ScanLevel } from '../../core/scan-level.ts'

/** A credential in a text; the text itself is never handed on. */
export interface Secret {
  readonly kind: string
  /** In characters, within the text. */
  readonly at: number
  readonly length: number
  readonly level?: ScanLevel
}
