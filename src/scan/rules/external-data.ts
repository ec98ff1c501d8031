import { rulesOf } from './rule.ts'

export const externalDataRules = rulesOf('external-data', {
  'escaping-path': {
    title: 'A model reads a file outside its folder',
    level: 'high',
    why: 'Loading it reads, or writes, files of the machine.',
    fix: 'Do not load the model.',
    cwe: 'CWE-22',
    theme: 'path',
  },
  link: {
    title: 'A model reads its data through a link',
    level: 'medium',
    why: 'The link may lead anywhere after the scan.',
    fix: 'Replace the link by the file.',
    cwe: 'CWE-59',
    theme: 'path',
  },
  missing: {
    title: 'A file that a model needs is not beside it',
    level: 'low',
    why: 'The model cannot be loaded as it is, and the missing part was not scanned.',
    fix: 'Put the file beside it and scan again.',
    cwe: 'CWE-1104',
    theme: 'path',
  },
  'out-of-range': {
    title: 'A model refers to bytes that its data file does not have',
    level: 'high',
    why: 'Loaders that trust the numbers read out of bounds.',
    fix: 'Do not load the model.',
    cwe: 'CWE-125',
    theme: 'evasion',
  },
  'remote-address': {
    title: 'A model names an address on the network',
    level: 'medium',
    why: 'Loading it may fetch or send data.',
    fix: 'Remove the address, or load the model without a network.',
    cwe: 'CWE-918',
    theme: 'path',
  },
  'unknown-key': {
    title: 'External data has a key that the format does not have',
    level: 'high',
    why: 'Loaders have set such keys as attributes of objects of their own.',
    fix: 'Do not load the model.',
    cwe: 'CWE-915',
    theme: 'evasion',
  },
})
