import { AirworthyError, messageOf } from '../../core/errors.ts'
import { atLeast, type ScanLevel } from '../../core/scan-level.ts'
import type { ScanAdvisory, ScanFact, ScanFinding, ScanReport } from '../../core/scan-report.ts'
import { fileFinding } from '../file-finding.ts'
import type { FileScan } from '../files/scan-file.ts'
import { neededPackages, type PackageFact } from './needed-packages.ts'
import { type Ecosystem, packageKey } from './osv/ecosystem.ts'
import type { FoundAdvisories } from './osv/advisory-database.ts'
import { versionOrder, type VersionOrder } from './osv/affected.ts'
import { matchPackage } from './osv/match.ts'

export interface DependencyCheck {
  /** The files, with the packages that their imports name. */
  readonly files: readonly FileScan[]
  readonly findings: readonly ScanFinding[]
  readonly advisories: readonly ScanAdvisory[]
  readonly advisoryDatabase: ScanReport['advisoryDatabase']
}

export interface DependencyCheckOptions {
  /** A copy of the OSV database. Without one, packages are only listed. */
  readonly osv?: string | undefined
  /** What the age of the database is counted from. */
  readonly now: Date
  readonly signal?: AbortSignal | undefined
}

/** Matches the packages that files list or import against advisories. Throws an AirworthyError when the database cannot be used. */
export async function checkDependencies(
  scanned: readonly FileScan[],
  { osv, now, signal }: DependencyCheckOptions,
): Promise<DependencyCheck> {
  const needs = scanned.map(({ facts }) => neededPackages(facts))
  const files = scanned.map((file, index) => ({ ...file, facts: [...file.facts, ...needs[index]!] }))
  if (osv === undefined) return { files, findings: [], advisories: [], advisoryDatabase: null }
  const packages = files.flatMap(({ facts }) => facts.filter(isPackage))
  const wanted = new Set(packages.map(({ ecosystem, name }) => packageKey(ecosystem, name)))
  const found = await lookUp(osv, wanted, signal)
  const advisories = new Map<string, ScanAdvisory>()
  const orders = { PyPI: await versionOrder('PyPI'), npm: await versionOrder('npm') }
  const knowledge: Knowledge = { ...found, orders, advisories }
  const findings = scanned.flatMap(({ path, facts }, index) => [
    ...findingsOf(path, facts.filter(isPackage), listed, knowledge),
    ...findingsOf(path, needs[index]!, written, knowledge),
  ])
  const { date, records } = found.header
  return {
    files,
    findings: [...findings, ...ageOf(date, now, osv)],
    advisories: [...advisories].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, advisory]) => advisory),
    advisoryDatabase: { date, records },
  }
}

async function lookUp(
  place: string,
  wanted: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<FoundAdvisories> {
  const { findAdvisories } = await import('./osv/advisory-database.ts')
  try {
    return await findAdvisories(place, wanted, signal)
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new AirworthyError('SCAN_SETTINGS_UNREADABLE', { path: place, problem: messageOf(error) }, error)
  }
}

interface Knowledge extends FoundAdvisories {
  readonly orders: Readonly<Record<Ecosystem, VersionOrder>>
  /** Those that hold, as they are found. */
  readonly advisories: Map<string, ScanAdvisory>
}

/** How a package came to be named, and what may be said of it then. */
interface Naming {
  readonly says: (said: string) => string
  readonly cap: ScanLevel
  /** Whether it is worth a word that a version is not known. */
  readonly tellsOpen: boolean
}

const listed: Naming = { says: (said) => said, cap: 'critical', tellsOpen: true }
/** A file may be loaded by a later version than wrote it. */
const written: Naming = {
  says: (said) => `The file was written with ${said}, which`,
  cap: 'low',
  tellsOpen: false,
}

function findingsOf(
  path: string,
  packages: readonly PackageFact[],
  naming: Naming,
  { byPackage, orders, advisories }: Knowledge,
): ScanFinding[] {
  const findings: ScanFinding[] = []
  const open = new Set<string>()
  const seen = new Set<string>()
  for (const { ecosystem, name, version } of packages) {
    const key = packageKey(ecosystem, name)
    const known = byPackage.get(key)
    if (known === undefined || seen.has(`${key} ${version}`)) continue
    seen.add(`${key} ${version}`)
    const match = matchPackage(ecosystem, name, version, known, orders[ecosystem])
    for (const one of match.advisories) advisories.set(`${key} ${version} ${one.id}`, one)
    const [worst] = match.advisories
    const said = version === null ? name : `${name} ${version}`
    if (worst === undefined) {
      if (version === null && naming.tellsOpen) open.add(name)
    } else if (match.isMalicious) {
      findings.push(fileFinding('dependencies/malicious', path, name, `${said} is malicious: ${worst.id}.`))
    } else {
      const detail = told(naming.says(said), match.advisories)
      findings.push(fileFinding('dependencies/vulnerable', path, name, detail, least(worst.level, naming.cap)))
    }
  }
  if (open.size > 0) findings.push(someVersions(path, [...open]))
  return findings
}

function least(level: ScanLevel, cap: ScanLevel): ScanLevel {
  return atLeast(level, cap) ? cap : level
}

const namedAtMost = 3

function told(said: string, advisories: readonly ScanAdvisory[]): string {
  const named = advisories.slice(0, namedAtMost).map(({ id, level }) => `${id} (${level})`)
  const more = advisories.length > namedAtMost ? ` and ${advisories.length - namedAtMost} more` : ''
  const fixes = [...new Set(advisories.flatMap(({ fixed }) => fixed))]
  const mended = fixes.length === 0 ? '' : `; mended in ${fixes.slice(0, namedAtMost).join(', ')}`
  return `${said} has known vulnerabilities: ${named.join(', ')}${more}${mended}.`
}

function someVersions(path: string, names: readonly string[]): ScanFinding {
  const few = names.slice(0, 5).join(', ')
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  const detail = `Some versions of ${few}${more} have known vulnerabilities; which one is installed is not said.`
  return fileFinding('dependencies/vulnerable', path, 'packages without a version', detail, 'info')
}

const staleAfterDays = 30

function ageOf(date: string, now: Date, place: string): ScanFinding[] {
  const days = Math.floor((now.getTime() - Date.parse(date)) / 86_400_000)
  if (days <= staleAfterDays) return []
  const detail = Number.isNaN(days) ? 'No advisory has a date.' : `The newest advisory is of ${date}, ${days} days ago.`
  return [fileFinding('dependencies/stale-database', place, 'OSV', detail)]
}

function isPackage(fact: ScanFact): fact is PackageFact {
  return fact.kind === 'package'
}
