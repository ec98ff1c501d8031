import type { RunOutcome } from './run-in-memory.ts'

/** What became of one check in one run. */
export type CheckResult = 'pass' | 'warn' | 'inconclusive' | 'fail' | 'skipped' | 'errored'

/** What one run is remembered by. */
export interface RunRecord {
  /** By id; of several verdicts that gate the worst. A check that only informs counts as passed. */
  readonly checks: Readonly<Record<string, CheckResult>>
  /** `check: subject` of each fail. */
  readonly fails: readonly string[]
  /** Whether the gate would have blocked. */
  readonly blocked: boolean
}

const worstFirst = ['errored', 'fail', 'inconclusive', 'warn', 'skipped', 'pass'] as const

/** Sums up a run. */
export function recordOf({ findings, gate }: RunOutcome): RunRecord {
  const checks = new Map<string, CheckResult>()
  const fails: string[] = []
  for (const { check, subject, outcome, verdict, gating } of findings) {
    const result = outcome === 'judged' ? (gating ? verdict! : 'pass') : outcome
    const held = checks.get(check) ?? 'pass'
    checks.set(
      check,
      worstFirst.find((one) => one === held || one === result)!,
    )
    if (result === 'fail') fails.push(`${check}: ${subject}`)
  }
  return { checks: Object.fromEntries(checks), fails, blocked: !gate.passed }
}
