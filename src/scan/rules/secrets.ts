import { rulesOf } from './rule.ts'

export const secretsRules = rulesOf('secrets', {
  credential: {
    title: 'A file holds what looks like a credential',
    level: 'high',
    why: 'Whoever has the model has the key.',
    fix: 'Revoke the key, and save the file without it.',
    cwe: 'CWE-798',
    theme: 'secret',
  },
})
