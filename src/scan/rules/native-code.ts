import { rulesOf } from './rule.ts'

export const nativeCodeRules = rulesOf('native-code', {
  program: {
    title: 'A native program lies where a model is expected',
    level: 'high',
    why: 'It runs without any further check.',
    fix: 'Scan it as you would any program, or get the model without it.',
    cwe: 'CWE-506',
    theme: 'code',
  },
})
