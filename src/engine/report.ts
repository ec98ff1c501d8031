import type { Config } from '../config/config.ts'
import { familyOf } from '../core/check.ts'
import { familyFor } from '../core/family.ts'
import type { Verdict } from '../core/measurement.ts'
import type { Plan } from '../core/plan.ts'
import { reportVersion } from '../core/report.ts'
import type { CheckEntry, ExampleRows, Finding, Report } from '../core/report.ts'
import type { CheckRecord } from '../core/run.ts'
import { rowsOfFindings } from './example-rows.ts'
import { gate } from './gate.ts'
import { judge } from './judge.ts'
import type { Judgement } from './judge.ts'

/** What a run saw besides its checks: stored with it, so that an old run can be drawn again. */
export interface RunSummary {
  readonly metrics: Report['metrics']
  readonly columns: Report['data']['columns']
  /** Absent in runs that were stored before it was kept. */
  readonly exampleRows?: readonly ExampleRows[]
}

export interface ReportInput {
  readonly plan: Plan
  readonly planHash: string
  readonly records: readonly CheckRecord[]
  readonly summary: RunSummary
  readonly judgements: ReadonlyMap<string, Judgement>
  readonly gate: Config['gate']
}

const worstFirst: readonly Verdict[] = ['fail', 'warn', 'inconclusive', 'pass']

/** Measurements and limits in, the one result out. Pure, so an old run can be judged again. */
export function makeReport({ plan, planHash, records, summary, judgements, gate: rules }: ReportInput): Report {
  const findings = judge(records, judgements, plan.sensitivity)
  const byCheck = Map.groupBy(findings, (finding) => finding.check)
  const checks = records.map((record) => entryOf(judgements.get(record.check)!, byCheck.get(record.check)!))
  const countChecks = (outcome: CheckEntry['outcome']) => checks.filter((check) => check.outcome === outcome).length
  const countFindings = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length
  const { data, model } = plan
  return {
    schemaVersion: reportVersion,
    tool: { name: 'airworthy', version: plan.version },
    title: plan.title,
    task: plan.task,
    classes: [...plan.classes],
    seed: plan.seed,
    sensitivity: plan.sensitivity,
    gate: gate(findings, rules),
    counts: {
      checks: {
        planned: checks.length,
        judged: countChecks('judged'),
        skipped: countChecks('skipped'),
        errored: countChecks('errored'),
      },
      findings: {
        pass: countFindings('pass'),
        warn: countFindings('warn'),
        fail: countFindings('fail'),
        inconclusive: countFindings('inconclusive'),
      },
    },
    coverage: {
      reference: data.reference === null ? null : { rows: data.reference.used, of: data.reference.rows },
      evaluation: { rows: data.evaluation.used, of: data.evaluation.rows },
    },
    metrics: summary.metrics,
    hashes: {
      reference: data.reference?.sha256 ?? null,
      evaluation: data.evaluation.sha256,
      model: model?.sha256 ?? null,
      plan: planHash,
    },
    data: {
      reference: data.reference === null ? null : dataEntry(data.reference),
      evaluation: dataEntry(data.evaluation),
      decisions: [...data.decisions],
      warnings: [...data.warnings],
      columns: summary.columns,
      ...(summary.exampleRows === undefined ? {} : { exampleRows: rowsOfFindings(summary.exampleRows, findings) }),
    },
    model: model === null ? null : { kind: model.kind, file: model.file, decisions: [...model.decisions] },
    checks,
    findings,
  }
}

function dataEntry({ file, format, rows, used, parts }: NonNullable<Plan['data']['reference']>) {
  return { file, format, rows, used, ...(parts && { parts: parts.map((part) => ({ ...part })) }) }
}

function entryOf({ check, params, severity }: Judgement, findings: readonly Finding[]): CheckEntry {
  const family = familyFor(check.id)
  const outcome = findings[0]!.outcome
  return {
    id: check.id,
    title: check.title,
    family: familyOf(check.id),
    familyTitle: family.title,
    risk: family.risk,
    severity,
    protectsAgainst: check.protectsAgainst,
    remediation: [...check.remediation],
    references: check.references.map(({ title, url }) => ({ title, url })),
    standards: [...family.standards, ...(check.standards ?? [])],
    params: { ...params },
    outcome,
    verdict:
      outcome === 'judged'
        ? worstFirst.find((verdict) => findings.some((finding) => finding.verdict === verdict))!
        : null,
  }
}
