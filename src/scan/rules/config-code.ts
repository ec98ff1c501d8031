import { rulesOf } from './rule.ts'

export const configCodeRules = rulesOf('config-code', {
  'runs-code': {
    title: 'A configuration runs code',
    level: 'critical',
    why: 'Loading the model runs what the configuration names.',
    fix: 'Do not load the model.',
    cwe: 'CWE-94',
    theme: 'code',
  },
  'carries-code': {
    title: 'A model carries code of its own',
    level: 'high',
    why: 'The code runs when the model is loaded or used.',
    fix: 'Read the code first; load it only if you would run a script from the same source.',
    cwe: 'CWE-94',
    theme: 'code',
  },
  'unvetted-class': {
    title: 'A configuration names a class that is not on the allow-list',
    level: 'medium',
    why: 'The class is imported and called with what the configuration says.',
    fix: 'Read the class, then list it with --allow.',
    cwe: 'CWE-470',
    theme: 'code',
  },
  'remote-code': {
    title: 'A model asks for code of its repository to be trusted',
    level: 'medium',
    why: 'trust_remote_code runs Python files of the repository.',
    fix: 'Read the files that are named, and pin the revision.',
    cwe: 'CWE-829',
    theme: 'code',
  },
  'suspicious-python': {
    title: 'Python beside a model runs commands or reaches the network',
    level: 'high',
    why: 'The file is imported with the model.',
    fix: 'Read it before you load the model.',
    cwe: 'CWE-829',
    theme: 'code',
  },
  entity: {
    title: 'An XML file declares entities or a document type',
    level: 'high',
    why: 'Entities read files, reach the network or grow without end.',
    fix: 'Remove the document type.',
    cwe: 'CWE-611',
    theme: 'path',
  },
})
