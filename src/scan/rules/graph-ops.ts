import { rulesOf } from './rule.ts'

export const graphOpsRules = rulesOf('graph-ops', {
  'host-access': {
    title: 'A graph reads or writes files, network or host code',
    level: 'critical',
    why: 'Running the model runs these operators, with the rights of the process.',
    fix: 'Do not run the model.',
    cwe: 'CWE-829',
    theme: 'code',
  },
  'unvetted-operator': {
    title: 'A graph has an operator that is not on the list of pure ones',
    level: 'medium',
    why: 'What it does is decided by a library outside the file.',
    fix: 'Find out which library brings it; list it with --allow if you trust it.',
    cwe: 'CWE-829',
    theme: 'code',
  },
  'custom-library': {
    title: 'A graph needs an operator library of its own',
    level: 'medium',
    why: 'The library is native code, loaded with the model.',
    fix: 'Get the library from its maker, and scan it as a program.',
    cwe: 'CWE-829',
    theme: 'code',
  },
})
