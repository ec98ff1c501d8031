import type { ScanLevel } from '../../core/scan-level.ts'

export interface Rule {
  readonly title: string
  readonly level: ScanLevel
  /** Why it matters, as one or two sentences. */
  readonly why: string
  /** What to do, in the imperative. */
  readonly fix: string
  readonly cwe: `CWE-${number}`
  readonly theme: Theme
}

export type Theme = 'code' | 'evasion' | 'template' | 'dependency' | 'path' | 'denial' | 'provenance' | 'secret'

/** MITRE ATLAS 5.6, OWASP ML 2023, OWASP LLM 2025 and Regulation (EU) 2024/1689, by what the rule guards against. */
export const themeTags: Readonly<Record<Theme, readonly string[]>> = {
  code: ['AML.T0011.000', 'AML.T0018.002', 'OWASP ML06', 'OWASP LLM03', 'EU AI Act 15(5)'],
  evasion: ['AML.T0076', 'AML.T0074', 'OWASP ML06', 'OWASP LLM03', 'EU AI Act 15(5)'],
  template: ['AML.T0018', 'AML.T0058', 'OWASP ML10', 'OWASP LLM01', 'EU AI Act 15(5)'],
  dependency: ['AML.T0010.001', 'AML.T0011.001', 'OWASP ML06', 'OWASP LLM03', 'EU AI Act 15(5)'],
  path: ['AML.T0025', 'OWASP ML06', 'OWASP LLM03', 'EU AI Act 15(5)'],
  denial: ['AML.T0029', 'OWASP LLM10', 'EU AI Act 15(4)'],
  provenance: ['AML.M0013', 'AML.M0014', 'AML.M0023', 'OWASP ML06', 'OWASP LLM03', 'EU AI Act 11'],
  secret: ['AML.T0055', 'OWASP LLM02', 'EU AI Act 15(5)'],
}

/** Gives the rules of one topic their full ids, `<topic>/<noun>`. */
export function rulesOf<Topic extends string, const Rules extends Readonly<Record<string, Rule>>>(
  topic: Topic,
  rules: Rules,
): { readonly [Noun in keyof Rules & string as `${Topic}/${Noun}`]: Rule } {
  const entries = Object.entries(rules).map(([noun, rule]) => [`${topic}/${noun}`, rule])
  return Object.fromEntries(entries) as { [Noun in keyof Rules & string as `${Topic}/${Noun}`]: Rule }
}
