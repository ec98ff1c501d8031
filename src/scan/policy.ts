import type { ScanFinding } from '../core/scan-report.ts'
import { defaultLimits, type ScanLimits } from './limits.ts'
import type { ScanPolicy } from './policy-file.ts'

/** A team that has decided nothing. */
export const noPolicy: ScanPolicy = { levels: {}, accept: [], limits: {} }

/** The limits, with what a policy says in place of the defaults. */
export function limitsUnder({ limits }: ScanPolicy): ScanLimits {
  return {
    ...defaultLimits,
    ...(Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)) as Partial<ScanLimits>),
  }
}

/** The findings under a policy, those that count and those that it accepts. */
export function applyPolicy(
  findings: readonly ScanFinding[],
  { levels, accept }: ScanPolicy,
): { readonly findings: ScanFinding[]; readonly accepted: ScanFinding[] } {
  const matchers = accept.map(({ rule, path, subject }) => {
    const [isPath, isSubject] = [matcherOf(path), matcherOf(subject)]
    return (one: ScanFinding) => one.rule === rule && isPath(one.path) && isSubject(one.subject)
  })
  const levelled = findings.map((one) => ({ ...one, level: levels[one.rule] ?? one.level }))
  const isAccepted = (one: ScanFinding) => matchers.some((matches) => matches(one))
  return { findings: levelled.filter((one) => !isAccepted(one)), accepted: levelled.filter(isAccepted) }
}

/** `*` stands for anything but a slash, `**` for anything. Compared part by part, without backtracking over the text. */
function matcherOf(pattern: string): (text: string) => boolean {
  if (pattern === '**') return () => true
  const tokens = pattern.match(/\*\*\/?|\*|[^*]+/g) ?? []
  return (text) => {
    let ends = new Set([0])
    for (const token of tokens) {
      const next = new Set<number>()
      for (const end of ends) {
        if (!token.startsWith('*')) {
          if (text.startsWith(token, end)) next.add(end + token.length)
          continue
        }
        for (let at = end; at <= text.length; at++) {
          if (token !== '**/' || at === end || text[at - 1] === '/') next.add(at)
          if (token === '*' && text[at] === '/') break
        }
      }
      ends = next
    }
    return ends.has(text.length)
  }
}
