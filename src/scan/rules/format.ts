import { rulesOf } from './rule.ts'

export const formatRules = rulesOf('format', {
  malformed: {
    title: 'A file breaks the rules of its format',
    level: 'medium',
    why: 'Loaders written in C have turned such files into memory errors.',
    fix: 'Get the file again; if it is the same, do not load it.',
    cwe: 'CWE-20',
    theme: 'evasion',
  },
  'lying-size': {
    title: 'A declared size does not fit the bytes that are there',
    level: 'high',
    why: 'Loaders that trust it read or write out of bounds, or allocate all memory.',
    fix: 'Do not load the file.',
    cwe: 'CWE-130',
    theme: 'evasion',
  },
  overlap: {
    title: 'Two tensors share bytes, or bytes belong to none',
    level: 'high',
    why: 'Hidden or shared bytes have no honest use in this format.',
    fix: 'Save the model again from its source.',
    cwe: 'CWE-130',
    theme: 'evasion',
  },
  'wrong-type': {
    title: 'A file is not what its name says',
    level: 'medium',
    why: 'A loader chosen by name treats it as something else.',
    fix: 'Find out what it is before you load it.',
    cwe: 'CWE-434',
    theme: 'evasion',
  },
  'absurd-number': {
    title: 'A count or dimension is absurd',
    level: 'high',
    why: 'It makes a loader allocate all memory or overflow.',
    fix: 'Do not load the file.',
    cwe: 'CWE-770',
    theme: 'denial',
  },
  'duplicate-key': {
    title: 'A key stands twice',
    level: 'high',
    why: 'Readers choose different ones.',
    fix: 'Save the model again from its source.',
    cwe: 'CWE-694',
    theme: 'evasion',
  },
})
