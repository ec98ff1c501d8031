import type { Finding, Report } from '../core/report.ts'
import { stateOf } from './order.ts'
import { reasonText, sentences } from './phrases.ts'
import { message, notificationKind } from './sarif-text.ts'

/** The kinds of notifications: what a reader has to know and is no problem of the model or its data. */
export const notificationKinds: readonly object[] = [
  notificationKind('could-not-run', 'A check could not be finished, so nothing is known of it.'),
  notificationKind('gate', 'The gate is shut by what was not judged.'),
  notificationKind('inconclusive', 'The rows were too few for a verdict.'),
  notificationKind('skipped', 'A check did not apply, or something that it needs was not given.'),
]

type RuleIndex = ReadonlyMap<string, number>

/** What broke, what shuts the gate without a fail, what could not be decided, what was skipped. */
export function notificationsOf(report: Report, findings: readonly Finding[], rules: RuleIndex): readonly object[] {
  const having = (state: string) => findings.filter((one) => stateOf(one) === state)
  const note = (id: string, level: string) => (one: Finding) =>
    notification(id, level, sentences(one.subject ?? '', reasonText(one)), one.check, rules)
  return [
    ...having('errored').map((one) => ({
      ...note('could-not-run', 'error')(one),
      properties: { errorCode: one.errorCode },
    })),
    ...report.gate.reasons
      .filter(({ cause }) => cause !== 'failed' && cause !== 'could not run')
      .map((one) =>
        notification('gate', 'error', sentences(one.cause, one.subject ?? '', one.reason), one.check, rules),
      ),
    ...having('inconclusive').map(note('inconclusive', 'note')),
    ...having('skipped').map(note('skipped', 'note')),
  ]
}

function notification(id: string, level: string, text: string, check: string, rules: RuleIndex): object {
  const index = rules.get(check)
  const associatedRule = index === undefined ? { id: check } : { id: check, index }
  return { descriptor: { id }, level, message: message(`${check}: ${text}`), associatedRule }
}
