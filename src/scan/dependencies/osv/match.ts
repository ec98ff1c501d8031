import type { ScanAdvisory } from '../../../core/scan-report.ts'
import { atLeast, type ScanLevel } from '../../../core/scan-level.ts'
import { fixesFor, isAffected, isEveryVersion, type VersionOrder } from './affected.ts'
import type { Advisory } from './advisory.ts'
import type { Ecosystem } from './ecosystem.ts'

export interface PackageMatch {
  readonly isMalicious: boolean
  /** One for each fault, whatever number of records tell of it; the gravest first. */
  readonly advisories: readonly ScanAdvisory[]
}

/** What is known of one version of a package. Of a package without a version, only that it is malicious altogether. */
export function matchPackage(
  ecosystem: Ecosystem,
  name: string,
  version: string | null,
  known: readonly Advisory[],
  order: VersionOrder,
): PackageMatch {
  const holding = known.filter((one) =>
    version === null ? isMalware(one) && isEveryVersion(one) : isAffected(version, one, order),
  )
  const advisories = groups(holding).map((group): ScanAdvisory => {
    const ids = group.map(({ id }) => id).toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    const others = new Set([...ids.slice(1), ...group.flatMap(({ aliases }) => aliases)])
    others.delete(ids[0]!)
    const fixed = version === null ? [] : group.flatMap((one) => fixesFor(version, one, order))
    return {
      ...{ ecosystem, name, version: version ?? '*', id: ids[0]!, aliases: [...others].toSorted() },
      level: group.some(isMalware) ? 'critical' : worst(group),
      summary: group.find(({ summary }) => summary !== '')?.summary ?? '',
      fixed: [...new Set(fixed)].toSorted((a, b) => order.compare(a, b)),
    }
  })
  return {
    isMalicious: holding.some(isMalware),
    advisories: advisories.toSorted((a, b) =>
      a.level === b.level ? (a.id < b.id ? -1 : 1) : atLeast(a.level, b.level) ? -1 : 1,
    ),
  }
}

export function isMalware({ id }: Pick<Advisory, 'id'>): boolean {
  return id.startsWith('MAL-')
}

/** Records that share an id or an alias tell of one fault. */
function groups(advisories: readonly Advisory[]): Advisory[][] {
  const groupOf = new Map<string, Advisory[]>()
  const all = new Set<Advisory[]>()
  for (const advisory of advisories) {
    const names = [advisory.id, ...advisory.aliases]
    const joined = new Set(names.flatMap((name) => groupOf.get(name) ?? []))
    for (const name of names) if (groupOf.has(name)) all.delete(groupOf.get(name)!)
    const group = [...joined, advisory]
    all.add(group)
    for (const one of group) for (const name of [one.id, ...one.aliases]) groupOf.set(name, group)
  }
  return [...all]
}

/** Which id stands for a fault: malware, then the one that most tools show. */
const prefixes = ['MAL-', 'GHSA-', 'PYSEC-', 'CVE-']

function rank(id: string): number {
  const at = prefixes.findIndex((prefix) => id.startsWith(prefix))
  return at < 0 ? prefixes.length : at
}

/** A fault of unknown gravity counts as medium. */
function worst(group: readonly Advisory[]): ScanLevel {
  const levels = group.flatMap(({ level }) => level ?? [])
  return (
    levels.reduce<ScanLevel | undefined>(
      (most, level) => (most === undefined || atLeast(level, most) ? level : most),
      undefined,
    ) ?? 'medium'
  )
}
