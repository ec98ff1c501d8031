import { relative } from 'node:path'
import type { WitnessSummary } from '../app/witnesses.ts'
import { plural } from '../core/format.ts'

/** How many failing checks wrote witnesses and where, and which did not and why; nothing where none were asked for. */
export function witnessLines(summary: WitnessSummary | null): string[] {
  if (summary === null) return []
  const { folder, written, without } = summary
  const rows = written.reduce((sum, one) => sum + one.rows, 0)
  const reasons = Map.groupBy(without, ({ because }) => because)
  const place = relative(process.cwd(), folder) || '.'
  return [
    written.length === 0
      ? `no witnesses in ${place}`
      : `${place}: witnesses, ${plural(rows, 'row')} of ${plural(written.length, 'failing check')}`,
    ...[...reasons].map(
      ([because, checks]) => `no witnesses of ${checks.map(({ check }) => check).join(', ')}: ${because}`,
    ),
  ]
}
