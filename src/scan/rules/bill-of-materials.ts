import { rulesOf } from './rule.ts'

export const billOfMaterialsRules = rulesOf('bill-of-materials', {
  differs: {
    title: 'A bill of materials differs from the files',
    level: 'medium',
    why: 'It describes other files than those that are here.',
    fix: 'Write it again.',
    cwe: 'CWE-1059',
    theme: 'provenance',
  },
})
