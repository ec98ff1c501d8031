import { artifactNames } from '../core/artifacts.ts'
import { familyOf } from '../core/check.ts'
import type { Check } from '../core/check.ts'
import { familyFor } from '../core/family.ts'
import { plural } from '../core/format.ts'
import { plain } from './paint.ts'
import type { Paint } from './paint.ts'
import { parametersOf, valueText } from './parameters.ts'
import { textTable } from './text-table.ts'
import { wrap } from './text-width.ts'
import { oneLine } from './visible-text.ts'

/** Every check by risk and family, one line each. */
export function checksList(checks: readonly Check[], paint: Paint = plain): string {
  const byRisk = Map.groupBy(checks, ({ id }) => familyFor(id).risk)
  const idWidth = Math.max(0, ...checks.map(({ id }) => id.length))
  const lines = [...byRisk].flatMap(([risk, ofRisk]) => [
    paint.bold(risk.toUpperCase()),
    ...[...Map.groupBy(ofRisk, ({ id }) => familyOf(id))].flatMap(([, ofFamily]) => [
      `  ${familyFor(ofFamily[0]!.id).title}`,
      ...ofFamily.map(({ id, title }) => `    ${id.padEnd(idWidth)}  ${paint.dim(oneLine(title))}`),
    ]),
    '',
  ])
  return [...lines, `${plural(checks.length, 'check')}. "airworthy checks ID" tells all about one.`].join('\n')
}

/** Everything about one check. */
export function checkPage(check: Check, paint: Paint = plain, width = 80): string {
  const family = familyFor(check.id)
  const needs = [...new Set(check.needs.map((need) => artifactNames[need]))]
  const uses = [...new Set((check.uses ?? []).map((use) => artifactNames[use]))]
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
  const prose = (text: string, first = '  ', next = first) =>
    wrap(oneLine(text), width - next.length).map((line, i) => (i === 0 ? first : next) + line)

  return [
    paint.bold(oneLine(check.title)),
    ...textTable([
      ['id', check.id],
      ['family', family.title],
      ['risk', family.risk],
      ['severity', check.severity ?? family.severity],
      ['data', check.modality.join(', ')],
      ['task', check.task.join(', ')],
    ]),
    ...section('Protects against', prose(check.protectsAgainst)),
    ...section(
      'Needs',
      needs.flatMap((need) => prose(need, '  - ', '    ')),
    ),
    ...section(
      'Says more with',
      uses.flatMap((use) => prose(use, '  - ', '    ')),
    ),
    ...section('Parameters', parameterLines(check, paint, prose)),
    ...section(
      'When it fails',
      check.remediation.flatMap((step, i) => prose(step, `  ${i + 1}. `, '     ')),
    ),
    ...section(
      'References',
      check.references.flatMap(({ title, url }) => [
        ...prose(title, '  - ', '    '),
        `    ${paint.cyan(oneLine(url))}`,
      ]),
    ),
    ...section(
      'Standards',
      [...family.standards, ...(check.standards ?? [])].map((standard) => `  - ${oneLine(standard)}`),
    ),
  ].join('\n')
}

function parameterLines(
  check: Check,
  paint: Paint,
  prose: (text: string, first: string) => readonly string[],
): readonly string[] {
  const parameters = parametersOf(check)
  const heads = textTable(
    parameters.map((one) => [
      one.name,
      one.default === undefined ? 'no default' : `default ${valueText(one.default)}`,
      one.type,
    ]),
  )
  return parameters.flatMap(({ description }, i) => [
    heads[i]!,
    ...(description === '' ? [] : prose(description, '      ').map(paint.dim)),
  ])
}
