import { rulesOf } from './rule.ts'

export const templatesRules = rulesOf('templates', {
  escape: {
    title: 'A chat template reaches outside the template',
    level: 'critical',
    why: 'Rendering it runs Python of its choice where the engine is not sandboxed.',
    fix: 'Do not use the template.',
    cwe: 'CWE-1336',
    theme: 'template',
  },
  'unknown-call': {
    title: 'A chat template calls something that templates do not have',
    level: 'high',
    why: 'What is called is decided by the program that renders it.',
    fix: 'Do not use the template.',
    cwe: 'CWE-1336',
    theme: 'template',
  },
  'hidden-text': {
    title: 'A chat template adds text when a message has certain content',
    level: 'medium',
    why: 'Instructions that appear only for some inputs are a way to plant a back door.',
    fix: 'Read the text shown; use the template of the original model.',
    cwe: 'CWE-506',
    theme: 'template',
  },
  unparsable: {
    title: 'A chat template cannot be parsed',
    level: 'medium',
    why: 'Engines differ in what they make of it.',
    fix: 'Mend the template.',
    cwe: 'CWE-20',
    theme: 'template',
  },
  differs: {
    title: 'Two chat templates of one model differ',
    level: 'low',
    why: 'Which one is used depends on the program.',
    fix: 'Find out which is meant, and remove the other.',
    cwe: 'CWE-436',
    theme: 'template',
  },
})
