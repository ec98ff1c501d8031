import { count, plural } from '../core/format.ts'
import type { Report } from '../core/report.ts'
import { blockingChecks } from './blocking.ts'
import type { BlockingCheck } from './blocking.ts'
import { clipped, markdownCode, markdownText } from './markdown-text.ts'
import type { Cause } from './order.ts'
import { blockingText, causes, causeWords } from './phrases.ts'

/** Of the checks that shut the gate for one cause, so that a comment of GitHub holds them. */
const shownChecks = 12

/** A gate that passed and saw less than half of what was planned is no good news. */
export function signOf({ gate, counts: { checks } }: Report): string {
  if (!gate.passed) return '❌'
  return checks.judged * 2 < checks.planned ? '⚠️' : '✅'
}

/** Whether the gate passed; and what shut it, cause by cause, with what was seen at worst and what to do first. */
export function gateLines(report: Report): readonly string[] {
  const { gate, counts } = report
  const verdict = gate.passed
    ? 'The gate **passed**'
    : gate.exitCode === 3
      ? 'The gate **could not be decided**'
      : 'The gate **failed**'
  const judged = `${count(counts.checks.judged)} of ${count(counts.checks.planned)} checks were judged`
  return [
    `${verdict} (exit ${gate.exitCode}; it ${blockingText(gate)}). ${judged}.`,
    '',
    ...causes.flatMap((cause) => {
      const checks = blockingChecks(report, cause)
      if (checks.length === 0) return []
      return [
        `- **${plural(checks.length, 'check')} ${causeWords[cause]}**`,
        ...checks.slice(0, shownChecks).map((check) => `  - ${blockingLine(check, cause)}`),
        ...(checks.length > shownChecks ? [`  - … and ${count(checks.length - shownChecks)} more, in the report`] : []),
      ]
    }),
  ]
}

/** "`drift/feature` **Features look as in the reference** (3 of 14): age moved by KS 0.3. *To do:* Find out why." */
function blockingLine({ id, reasons, group }: BlockingCheck, cause: Cause): string {
  const of = group?.findings.length ?? 0
  const amount = of > 1 ? ` (${count(reasons.length)} of ${count(of)})` : ''
  const title = group === undefined || group.title === id ? '' : ` **${markdownText(clipped(group.title, 100))}**`
  const step = cause === 'failed' ? group?.remediation[0] : undefined
  const toDo = step === undefined ? '' : `<br>*To do:* ${markdownText(clipped(step))}`
  return `${markdownCode(id)}${title}${amount}: ${markdownText(clipped(reasons[0].reason, 160))}${toDo}`
}
