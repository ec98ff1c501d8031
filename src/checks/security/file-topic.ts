import { z } from 'zod'
import type { CheckContext } from '../../core/check.ts'
import { count, plural } from '../../core/format.ts'
import type { Measurement, Requirement } from '../../core/measurement.ts'
import { scanLevels } from '../../core/scan-level.ts'
import { type ScanFinding, scanLevelSchema } from '../../core/scan-report.ts'

/** What all checks of the model's files have in common: each tells the findings of one topic of the scan. */
export const levelParams = z.object({
  warn: scanLevelSchema.default('medium').describe('The level of a finding that deserves a look.'),
  fail: scanLevelSchema.default('high').describe('The level of a finding that fails.'),
})

/** One measurement: the worst finding of a topic, as the number of its level, from 1 (info) to 5; 0 is none. */
export async function* observeTopic(
  { files }: Pick<CheckContext<'files'>, 'files'>,
  topic: string,
): AsyncGenerator<Measurement> {
  const findings = files.findings.filter(({ rule }) => rule.startsWith(`${topic}/`))
  const worst = findings[0]
  yield {
    subject: 'model files',
    metric: 'level of the worst finding',
    statistic: { kind: 'exact', value: worst === undefined ? 0 : rank(worst) },
    n: files.files.length,
    facts: {
      findings: findings.length,
      ...(worst === undefined ? {} : { level: worst.level, detail: worst.detail, place: placeOf(worst) }),
    },
    evidence:
      findings.length === 0
        ? []
        : [
            {
              kind: 'table',
              title: 'What was found in the files',
              columns: ['level', 'where', 'what', 'call'],
              rows: findings.slice(0, 50).map((one) => [one.level, placeOf(one), one.detail, one.call]),
            },
          ],
  }
}

/** Counted, so sensitivity leaves it alone; what runs code costs more than what only deserves a look. */
export function requireLevel({ statistic }: Measurement, { warn, fail }: z.output<typeof levelParams>): Requirement {
  const value = statistic.kind === 'exact' ? statistic.value : 0
  const below = (level: z.output<typeof scanLevelSchema>) => scanLevels.indexOf(level) + 0.5
  const severity = value > below('high') ? { severity: 'blocker' as const } : {}
  return { rule: 'count', warn: below(warn), fail: below(fail), worse: 'higher', neutral: 0, fixed: true, ...severity }
}

/** A level is told by its number, which tells nobody anything without the scale. */
export const levelQuantity = () => 'level of the worst finding: 0 is none, 1 info, 3 medium, 5 critical'

export function explainTopic({ facts, n, subject }: Measurement): string {
  const found = Number(facts?.['findings'] ?? 0)
  if (found === 0) return `the ${subject} (${count(n)}) hold nothing of the kind`
  const more = found > 1 ? `, and ${plural(found - 1, 'more finding')}` : ''
  return `the ${subject} hold something ${facts?.['level']}: ${facts?.['detail']} (${facts?.['place']})${more}`
}

function rank({ level }: ScanFinding): number {
  return scanLevels.indexOf(level) + 1
}

function placeOf({ path, member, offset }: ScanFinding): string {
  return [[path, ...member].join(' › '), ...(offset === null ? [] : [`byte ${offset}`])].join(', ')
}
