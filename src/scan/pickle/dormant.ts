import { atLeast, type ScanLevel } from '../../core/scan-level.ts'
import { type RuleId, rules } from '../rules/index.ts'
import type { Scope } from '../scope.ts'

/** Rules that tell of names known to be dangerous. */
const knownDanger: ReadonlySet<RuleId> = new Set(['pickle-code/dangerous-call', 'pickle-code/unvetted-import'])

/** A scope that says nothing to the report, and remembers the gravest that was found through it. */
export interface CapturingScope {
  readonly scope: Scope
  /** What would be reported at medium or above; undefined when nothing would. */
  gravest(): { readonly subject: string; readonly detail: string; readonly call: string | undefined } | undefined
}

/** With `onlyDanger`, names that are merely not listed do not count. */
export function capturingScope(of: Scope, onlyDanger = false): CapturingScope {
  let level: ScanLevel = 'low'
  let gravest: ReturnType<CapturingScope['gravest']>
  const scope: Scope = {
    name: of.name,
    spelling: of.spelling,
    depth: of.depth,
    budget: of.budget,
    allow: of.allow,
    find(rule, observation) {
      const own = observation.level ?? rules[rule].level
      if (own === level || !atLeast(own, level)) return
      if (onlyDanger && !(knownDanger.has(rule) && atLeast(own, 'high'))) return
      level = own
      gravest = { subject: observation.subject, detail: observation.detail, call: observation.call }
    },
    gap() {},
    account() {},
    fact() {},
    text() {},
    sibling: () => ({ kind: 'missing' }),
    child: () => Promise.resolve(),
  }
  return { scope, gravest: () => gravest }
}

/** A scope that notes what it reports in `reported`. With `reading`, what was reported before is left out. */
export function recordingScope(of: Scope, reported: Set<string>, reading?: string): Scope {
  return {
    name: of.name,
    spelling: of.spelling,
    depth: of.depth,
    budget: of.budget,
    allow: of.allow,
    find(rule, observation) {
      const key = `${rule} ${observation.subject}`
      if (reading === undefined) {
        reported.add(key)
        of.find(rule, observation)
      } else if (!reported.has(key)) {
        const { offset: _, length: __, ...rest } = observation
        of.find(rule, { ...rest, detail: `${observation.detail} (${reading})` })
      }
    },
    gap: (...what) => of.gap(...what),
    account: (...what) => reading === undefined && of.account(...what),
    fact: (fact) => of.fact(fact),
    text: (...what) => of.text(...what),
    sibling: (relative) => of.sibling(relative),
    child: (...what) => of.child(...what),
  }
}
