import type { Risk, Severity } from './measurement.ts'

/** What the checks of one family have in common: the risk a reader finds them under, the cost of a fail, the standards. */
export interface Family {
  readonly title: string
  readonly risk: Risk
  readonly severity: Severity
  readonly standards: readonly string[]
}

/** Read on 2026-08-01 from NIST AI RMF 1.0, Regulation (EU) 2024/1689 and ISO/IEC 42001:2023; not legal advice. */
export const families: Readonly<Record<string, Family>> = {
  performance: family(
    'Performance',
    'operational',
    'major',
    'MEASURE 2.3, MEASURE 2.5, MAP 1.5',
    '15(1-3), Annex IV(3)',
    'A.6.2.4',
  ),
  calibration: family('Calibration', 'operational', 'major', 'MEASURE 2.5, MEASURE 2.9', '13, 15(1)', 'A.6.2.4, A.8.2'),
  subset: family(
    'Subset performance',
    'operational',
    'major',
    'MEASURE 2.3, MEASURE 2.11',
    '10(2)(f), 15(1)',
    'A.6.2.4, A.5.4',
  ),
  fairness: family(
    'Fairness',
    'ethical',
    'major',
    'MAP 1.6, MEASURE 2.2, MEASURE 2.11',
    '10(2)(f-g), Annex IV(2)',
    'A.5.4, A.7.4',
  ),
  transformation: family('Transformations', 'operational', 'major', 'MEASURE 2.5, MEASURE 2.6', '15(4)', 'A.6.2.4'),
  drift: family('Drift', 'operational', 'minor', 'MEASURE 2.4, MANAGE 4.1', '12, 72', 'A.6.2.6', 'OWASP ML08'),
  abnormal: family('Abnormal inputs', 'operational', 'minor', 'MAP 2.3, MEASURE 2.4', '10(3), 15(4)', 'A.6.2.6, A.7.4'),
  cleanliness: family('Data cleanliness', 'operational', 'minor', 'MAP 2.3, MEASURE 2.2', '10(2-4)', 'A.7.2-A.7.6'),
  label: family('Labels', 'operational', 'major', 'MAP 2.3, MEASURE 2.2', '10(2-4)', 'A.7.2-A.7.6'),
  leakage: family('Leakage', 'operational', 'major', 'MAP 2.3, MEASURE 2.5', '10(3), 15(1)', 'A.7.4, A.7.6'),
  adversarial: family(
    'Adversarial',
    'security',
    'major',
    'MEASURE 2.7',
    '15(5)',
    'A.6.2.4',
    'OWASP ML01',
    'ATLAS AML.T0043',
    'ATLAS AML.T0015',
  ),
  poisoning: family(
    'Poisoning',
    'security',
    'major',
    'MEASURE 2.7',
    '15(5)',
    'A.7.5, A.6.2.4',
    'OWASP ML02',
    'OWASP ML10',
    'ATLAS AML.T0020',
  ),
  evasion: family(
    'Evasion',
    'security',
    'major',
    'MEASURE 2.4, MEASURE 2.7',
    '12, 15(5)',
    'A.6.2.6, A.6.2.8',
    'OWASP ML01',
    'ATLAS AML.T0042',
  ),
  privacy: family(
    'Privacy',
    'security',
    'major',
    'MEASURE 2.10',
    '10(5), 15(5)',
    'A.7.3, A.7.4',
    'OWASP ML03',
    'ATLAS AML.T0024',
  ),
  operations: family(
    'Operations',
    'operational',
    'major',
    'MEASURE 2.6, MEASURE 2.12',
    '15(4), Annex IV(2)',
    'A.6.2.5, A.6.2.6',
    'OWASP ML09',
    'ATLAS AML.T0029',
  ),
  security: family(
    'File security',
    'security',
    'major',
    'MEASURE 2.7, MAP 4.1, GOVERN 6.1',
    '15(5), Annex IV',
    'A.6.2.4, A.10.3',
    'OWASP ML06',
    'ATLAS AML.T0010',
  ),
  custom: family('Your own checks', 'operational', 'major', '', '', ''),
}

/** The family of a check id; checks of a user with a family of their own count as `custom`. */
export function familyFor(id: string): Family {
  return families[id.slice(0, id.indexOf('/'))] ?? families['custom']!
}

function family(
  title: string,
  risk: Risk,
  severity: Severity,
  nist: string,
  euAiAct: string,
  iso: string,
  ...more: string[]
): Family {
  const tags = (prefix: string, list: string) =>
    list === '' ? [] : list.split(', ').map((item) => `${prefix} ${item}`)
  const standards = [
    ...tags('NIST AI RMF', nist),
    ...tags('EU AI Act', euAiAct),
    ...tags('ISO/IEC 42001', iso),
    ...more,
  ]
  return { title, risk, severity, standards }
}
