import type { ScanLevel } from '../core/scan-level.ts'
import type { ScanFinding } from '../core/scan-report.ts'
import { type RuleId, rules } from './rules/index.ts'

/** A finding about a file as a whole, at the level of its rule unless told. */
export function fileFinding(
  rule: RuleId,
  path: string,
  subject: string,
  detail: string,
  level: ScanLevel = rules[rule].level,
): ScanFinding {
  return { rule, level, path, member: [], offset: null, length: null, subject, detail, call: null }
}
