import { rulesOf } from './rule.ts'

export const dependenciesRules = rulesOf('dependencies', {
  malicious: {
    title: 'A package is known to be malicious',
    level: 'critical',
    why: 'Installing it runs its code.',
    fix: 'Remove it, and treat machines that installed it as compromised.',
    cwe: 'CWE-506',
    theme: 'dependency',
  },
  vulnerable: {
    title: 'A package has known vulnerabilities',
    level: 'medium',
    why: 'Attackers know how to use them.',
    fix: 'Upgrade to a version in which it is mended.',
    cwe: 'CWE-1395',
    theme: 'dependency',
  },
  'look-alike': {
    title: 'A package has nearly the name of a well-known one',
    level: 'medium',
    why: 'Look-alike names are how malicious packages are spread.',
    fix: 'Check the name.',
    cwe: 'CWE-1357',
    theme: 'dependency',
  },
  'stale-database': {
    title: 'The advisory database is old',
    level: 'low',
    why: 'Newer advisories are missing from it.',
    fix: 'Import a newer copy with --osv.',
    cwe: 'CWE-1104',
    theme: 'dependency',
  },
})
