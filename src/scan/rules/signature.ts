import { rulesOf } from './rule.ts'

export const signatureRules = rulesOf('signature', {
  mismatch: {
    title: 'A file differs from what was signed',
    level: 'critical',
    why: 'The file was changed after it was signed.',
    fix: 'Do not load it; get the signed files again.',
    cwe: 'CWE-347',
    theme: 'provenance',
  },
  invalid: {
    title: 'A signature does not verify',
    level: 'critical',
    why: 'It was not made by the holder of the key, or was changed.',
    fix: 'Do not load the model.',
    cwe: 'CWE-347',
    theme: 'provenance',
  },
  'unsigned-file': {
    title: 'A file lies beside signed ones but is not covered',
    level: 'medium',
    why: 'A loader may read it, and nobody vouches for it.',
    fix: 'Sign the folder again, or remove the file.',
    cwe: 'CWE-347',
    theme: 'provenance',
  },
  unverified: {
    title: 'A signature could not be verified, because no key was given',
    level: 'low',
    why: 'A signature proves nothing until it is checked against a key you trust.',
    fix: 'Give the key with --signature-key.',
    cwe: 'CWE-347',
    theme: 'provenance',
  },
  missing: {
    title: 'Files are not signed',
    level: 'medium',
    why: 'A key was given, so a signature is expected, and without one a change of the files would go unseen.',
    fix: 'Ask for the signature, or scan without a key.',
    cwe: 'CWE-353',
    theme: 'provenance',
  },
})
