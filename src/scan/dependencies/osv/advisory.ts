import type { ScanLevel } from '../../../core/scan-level.ts'
import type { Affected } from './affected.ts'

/** What one record of the database says of one package. */
export interface Advisory extends Affected {
  readonly id: string
  readonly aliases: readonly string[]
  /** null when the record does not say. */
  readonly level: ScanLevel | null
  readonly summary: string
}
