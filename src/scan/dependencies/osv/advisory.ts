import type { ScanLevel } from '../../../core/scan-level.ts'
import { normaliseName } from '../requirement.ts'
import type { Affected } from './affected.ts'

export type Ecosystem = 'PyPI' | 'npm'

/** What one record of the database says of one package. */
export interface Advisory extends Affected {
  readonly id: string
  readonly aliases: readonly string[]
  /** null when the record does not say. */
  readonly level: ScanLevel | null
  readonly summary: string
}

/** The name by which packages are compared. */
export function packageName(ecosystem: Ecosystem, name: string): string {
  return ecosystem === 'PyPI' ? normaliseName(name) : name.toLowerCase()
}

export function packageKey(ecosystem: Ecosystem, name: string): string {
  return `${ecosystem}/${packageName(ecosystem, name)}`
}
