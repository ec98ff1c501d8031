import { setImmediate as pause } from 'node:timers/promises'
import type { Labels } from '../core/predictions.ts'
import type { ColumnProfile, Profile } from '../core/profile.ts'
import type { Schema, SchemaColumn } from '../core/schema.ts'
import { sentinels } from './sentinels.ts'
import type { LoadedSet } from './options.ts'

type WarnedSet = Pick<LoadedSet, 'frame' | 'labels' | 'profile'> & { readonly role: string }

/** What a reader should know about the data before trusting a result. */
export async function dataWarnings(
  schema: Schema,
  sets: readonly WarnedSet[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ofFeatures: string[] = []
  for (const column of schema.columns) {
    if (column.role !== 'feature') continue
    ofFeatures.push(...featureWarnings(column, sets))
    await pause()
    signal.throwIfAborted()
  }
  return [
    ...ofFeatures,
    ...schema.columns.flatMap(unusedRole),
    ...sets.flatMap(({ role, labels }) => (labels === null ? [] : labelWarnings(role, labels))),
  ]
}

/** What a reader may take for granted of such a column, and is not done. */
function unusedRole({ name, role }: SchemaColumn): readonly string[] {
  if (role === 'group') {
    return [
      `${name}: rows are taken as independent; where those of a group are alike, intervals should be wider than they are`,
    ]
  }
  return role === 'weight' ? [`${name}: nothing is weighted by it; every row counts once`] : []
}

function featureWarnings({ name, integer }: SchemaColumn, sets: readonly WarnedSet[]): readonly string[] {
  const warnings: string[] = []
  const profiles = sets.map(({ profile }) => profileOf(profile, name))
  for (const [i, { role, frame }] of sets.entries()) {
    const { missing, rows, distinct, min, max } = profiles[i]!
    if (missing === rows) warnings.push(`${name}: every value is missing in the ${role} data`)
    else if (distinct === 1) warnings.push(`${name}: constant in the ${role} data`)
    if (integer && Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0)) > Number.MAX_SAFE_INTEGER) {
      warnings.push(`${name}: whole numbers beyond 2^53 in the ${role} data lose their last digits`)
    }
    const column = frame.columns.get(name)!
    if (column.kind !== 'number') continue
    warnings.push(...sentinels(column.values).map(([value, count]) => sentinelWarning(name, role, value, count)))
    const infinite = column.values.reduce((sum, value) => sum + (Math.abs(value) === Infinity ? 1 : 0), 0)
    if (infinite > 0) warnings.push(`${name}: ${infinite} infinite value(s) in the ${role} data`)
  }
  return warnings
}

function labelWarnings(role: string, labels: Labels): readonly string[] {
  const values = labels.kind === 'class' ? labels.codes : labels.values
  let unlabelled = 0
  let infinite = 0
  const present = new Set<number>()
  for (const value of values) {
    if (value === -1 && labels.kind === 'class') unlabelled++
    else if (Number.isNaN(value)) unlabelled++
    else if (Math.abs(value) === Infinity) infinite++
    else if (present.size < 2) present.add(value)
  }
  const [only] = present
  const shown = labels.kind === 'class' ? labels.classes[only!] : only
  return [
    ...(unlabelled === 0 ? [] : [`${unlabelled} of ${values.length} rows of the ${role} data have no label`]),
    ...(infinite === 0
      ? []
      : [`${infinite} of ${values.length} labels of the ${role} data are infinite, and no error is measured on them`]),
    ...(present.size === 1 ? [`the label has only the value ${shown} in the ${role} data`] : []),
  ]
}

/** Adds to the reasons of whole numbers with few values that they stay numbers, and how to change that. */
export function withNumberReasons(schema: Schema, profile: Profile): Schema {
  const columns = schema.columns.map((column) => {
    // Others than features may be missing from the first set.
    if (column.role !== 'feature' || !column.integer) return column
    const { distinct } = profileOf(profile, column.name)
    if (distinct < 2 || distinct > mostCodes) return column
    const reason = `only ${distinct} different values; if they are codes, pin the kind to category under data.columns`
    return { ...column, reasons: [...column.reasons, reason] }
  })
  return { columns }
}

/** Whole numbers with at most this many values may well be codes. */
const mostCodes = 10

function profileOf({ columns }: Profile, name: string): ColumnProfile {
  return columns.find((column) => column.name === name)!
}

function sentinelWarning(name: string, role: string, value: number, count: number): string {
  return `${name}: ${value} comes ${count} times in the ${role} data, far from every other value; list it under data.missing if it stands for one that is missing`
}
