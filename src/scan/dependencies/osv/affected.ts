import type { Ecosystem } from './ecosystem.ts'
import { compareSemver, isSemver } from './semver.ts'

export type EventKind = 'introduced' | 'fixed' | 'last_affected'
export type Event = readonly [kind: EventKind, version: string]

export interface Affected {
  readonly versions: readonly string[]
  readonly ranges: readonly (readonly Event[])[]
}

export interface VersionOrder {
  isVersion(text: string): boolean
  compare(a: string, b: string): number
}

/** PEP 440 for PyPI, Semantic Versioning for npm. */
export async function versionOrder(ecosystem: Ecosystem): Promise<VersionOrder> {
  if (ecosystem === 'npm') return { isVersion: isSemver, compare: compareSemver }
  const { compare, valid } = await import('@renovatebot/pep440')
  return { isVersion: (text) => valid(text) !== null, compare }
}

/** After the OSV schema: a version is affected when it is listed, or falls into a range. Events may come in any order. */
export function isAffected(version: string, { versions, ranges }: Affected, order: VersionOrder): boolean {
  const own = publicPart(version)
  if (versions.includes(version) || versions.includes(own)) return true
  if (!order.isVersion(own)) return false
  if (versions.some((one) => order.isVersion(one) && order.compare(own, publicPart(one)) === 0)) return true
  return ranges.some((events) => isInRange(own, events, order))
}

/** The versions that end a range which holds `version`. */
export function fixesFor(version: string, { ranges }: Affected, order: VersionOrder): string[] {
  const own = publicPart(version)
  return ranges.flatMap((events) =>
    sorted(events, order)
      .filter(([kind, at]) => kind === 'fixed' && order.isVersion(own) && order.compare(at, own) > 0)
      .map(([, at]) => at)
      .slice(0, 1),
  )
}

/** Whether every version that there is or will be is affected. */
export function isEveryVersion({ ranges }: Affected): boolean {
  return ranges.some((events) => events.length > 0 && events.every(([kind, at]) => kind === 'introduced' && at === '0'))
}

function isInRange(version: string, events: readonly Event[], order: VersionOrder): boolean {
  let isIn = false
  for (const [kind, at] of sorted(events, order)) {
    const place = at === '0' ? 1 : order.compare(version, at)
    if (kind === 'introduced' && place >= 0) isIn = true
    else if (kind === 'fixed' && place >= 0) isIn = false
    else if (kind === 'last_affected' && place > 0) isIn = false
  }
  return isIn
}

const rank: Readonly<Record<EventKind, number>> = { fixed: 0, introduced: 1, last_affected: 2 }

/** By version; what ends one range stands before what begins the next at the same version. */
function sorted(events: readonly Event[], order: VersionOrder): Event[] {
  const known = events.filter(([, at]) => at === '0' || order.isVersion(at))
  return known.toSorted(([a, left], [b, right]) => {
    if (left !== right && (left === '0' || right === '0')) return left === '0' ? -1 : 1
    return (left === right ? 0 : order.compare(left, right)) || rank[a] - rank[b]
  })
}

/** Builds for another machine, such as `2.5.1+cu121`, have the faults of the release. */
function publicPart(version: string): string {
  return version.split('+', 1)[0]!
}
