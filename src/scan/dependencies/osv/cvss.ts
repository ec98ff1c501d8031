import type { ScanLevel } from '../../../core/scan-level.ts'

type Metrics = ReadonlyMap<string, string>

const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
/** Weight of the privileges that are needed: without and with a change of scope. */
const privileges: Readonly<Record<string, readonly [number, number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
}

/** Base score, 0 to 10, of a vector after CVSS 3.0 or 3.1 (specification, section 7.1); undefined when it is none. */
export function baseScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined
  const metrics: Metrics = new Map(
    vector
      .split('/')
      .slice(1)
      .map((part) => part.split(':', 2) as [string, string]),
  )
  const [vectorOf, complexity, interaction, c, i, a] = ['AV', 'AC', 'UI', 'C', 'I', 'A'].map((name) =>
    weigh(metrics, name),
  )
  const isWider = metrics.get('S') === 'C'
  const privilege = ownOf(privileges, metrics.get('PR'))?.[isWider ? 1 : 0]
  const known = [vectorOf, complexity, interaction, privilege, c, i, a]
  if (known.includes(undefined) || !/^[UC]$/.test(metrics.get('S') ?? '')) return undefined
  const base = 1 - (1 - c!) * (1 - i!) * (1 - a!)
  const impact = isWider ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  if (impact <= 0) return 0
  const exploitability = 8.22 * vectorOf! * complexity! * privilege! * interaction!
  return roundUp(Math.min(10, (isWider ? 1.08 : 1) * (impact + exploitability)))
}

/** The words of the qualitative scale, section 5 of the specification. */
export function levelOfScore(score: number): ScanLevel {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'info'
}

function weigh(metrics: Metrics, name: string): number | undefined {
  return ownOf(weights[name]!, metrics.get(name))
}

function ownOf<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}

/** To the next tenth, free of the noise of binary fractions (appendix A). */
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}
