import type { Scope } from '../../scope.ts'
import type { ByteRuns } from '../byte-runs.ts'

/** What goes along while a graph is read. */
export interface GraphReading {
  readonly scope: Scope
  readonly runs: ByteRuns
  nodes: number
}
