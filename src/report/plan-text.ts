import { attackedRows, transformedRows } from '../core/budget.ts'
import type { Check } from '../core/check.ts'
import { familyFor } from '../core/family.ts'
import { count, plural } from '../core/format.ts'
import type { Plan, PlannedCheck } from '../core/plan.ts'
import { featuresOf } from '../core/schema.ts'
import { plain } from './paint.ts'
import type { Paint } from './paint.ts'
import { parametersOf, valueText } from './parameters.ts'
import { coverageText } from './phrases.ts'
import { textTable } from './text-table.ts'
import { oneLine } from './visible-text.ts'

/**
 * What a test would do, and why. With the checks themselves at hand only parameters that differ from their defaults
 * are shown, otherwise all.
 */
export function planText(plan: Plan, paint: Paint = plain, checks: readonly Check[] = []): string {
  const runs = plan.checks.filter(({ skip }) => skip === null)
  const skips = plan.checks.filter(({ skip }) => skip !== null)
  const title = (text: string) => ['', paint.bold(text)]
  return [
    paint.bold(oneLine(plan.title)),
    ...textTable([
      ['task', plan.classes.length === 0 ? plan.task : `${plan.task}: ${plan.classes.map(oneLine).join(', ')}`],
      ['seed', String(plan.seed)],
      ['sensitivity', plan.sensitivity],
    ]),
    ...title('Data'),
    ...dataLines(plan),
    ...notes(plan, paint),
    ...title('Model'),
    ...modelLines(plan),
    ...title('Columns'),
    ...columnLines(plan),
    ...title(`${plural(runs.length, 'check')} will run`),
    ...textTable(runs.map((check) => checkRow(check, checks))),
    ...(skips.length === 0 ? [] : title(`${plural(skips.length, 'check')} will not`)),
    ...textTable(skips.map(({ id, skip }) => [id, oneLine(skip ?? '')])).map(paint.dim),
  ].join('\n')
}

function dataLines({ data, budget, schema }: Plan): readonly string[] {
  const features = featuresOf(schema).length
  const [changed, attacked] = [transformedRows(budget, features), attackedRows(budget, features)]
  const isShared = changed < budget.transformRows || attacked < budget.attackRows
  const shared = isShared ? ` (${plural(features, 'feature')} share budget.askedRows)` : ''
  const row = (name: string, { file, format, rows, used }: Plan['data']['evaluation']) => [
    name,
    oneLine(file),
    format,
    coverageText({ rows: used, of: rows }),
  ]
  return [
    ...textTable([
      row('evaluation', data.evaluation),
      ...(data.reference === null ? [] : [row('reference', data.reference)]),
    ]),
    ...(data.reference === null ? ['  reference   none'] : []),
    `  up to ${count(changed)} rows are perturbed a transformation and column, ${count(attacked)} attacked${shared}`,
  ]
}

function notes({ data }: Plan, paint: Paint): readonly string[] {
  return [
    ...data.decisions.map((decision) => `  - ${oneLine(decision)}`),
    ...data.warnings.map((warning) => paint.yellow(`  ! ${oneLine(warning)}`)),
  ]
}

function modelLines({ model }: Plan): readonly string[] {
  if (model === null) return ['  none: what has to ask a model is skipped']
  const name = model.file === null ? model.kind : `${model.kind} ${oneLine(model.file)}`
  return [`  ${name}`, ...model.decisions.map((decision) => `  - ${oneLine(decision)}`)]
}

function columnLines({ schema }: Plan): readonly string[] {
  return textTable(
    schema.columns.map((column) => [
      oneLine(column.name) || '(empty)',
      column.protected ? `${column.role}, protected` : column.role,
      column.integer ? `${column.kind}, whole` : column.kind,
      column.reasons.map(oneLine).join('; '),
    ]),
  )
}

function checkRow({ id, params, severity }: PlannedCheck, checks: readonly Check[]): readonly string[] {
  const check = checks.find((one) => one.id === id)
  const defaults = new Map(check === undefined ? [] : parametersOf(check).map((one) => [one.name, one.default]))
  const changed = Object.entries(params).flatMap(([name, value]) => {
    const [now, before] = [valueText(value), valueText(defaults.get(name))]
    if (check === undefined) return [`${name} ${now}`]
    return now === before ? [] : [`${name} ${now} (default ${before})`]
  })
  return [id, familyFor(id).risk, severity, oneLine(changed.join(', '))]
}
