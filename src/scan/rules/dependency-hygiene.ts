import { rulesOf } from './rule.ts'

export const dependencyHygieneRules = rulesOf('dependency-hygiene', {
  unpinned: {
    title: 'A dependency is not pinned',
    level: 'low',
    why: 'The next installation may bring another version than the one that was tested.',
    fix: 'Pin it to one version, with hashes.',
    cwe: 'CWE-1357',
    theme: 'dependency',
  },
  unhashed: {
    title: 'A pinned dependency has no hash',
    level: 'info',
    why: 'The index can serve other bytes under the same version.',
    fix: 'Add hashes, for instance with a lock file.',
    cwe: 'CWE-353',
    theme: 'dependency',
  },
  'foreign-index': {
    title: 'Packages come from a further index',
    level: 'medium',
    why: 'A name that exists in both can be taken from the wrong one.',
    fix: 'Use one index, or bind names to indexes.',
    cwe: 'CWE-427',
    theme: 'dependency',
  },
  'direct-address': {
    title: 'A dependency is fetched from an address',
    level: 'medium',
    why: 'What stands there can change.',
    fix: 'Pin it to a commit with a hash, or use a published version.',
    cwe: 'CWE-494',
    theme: 'dependency',
  },
  'not-followed': {
    title: 'A list of dependencies names another that was not read',
    level: 'low',
    why: 'What it asks for was not looked at.',
    fix: 'Scan the folder that holds both.',
    cwe: 'CWE-1357',
    theme: 'dependency',
  },
})
