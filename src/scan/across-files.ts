import { posix } from 'node:path'
import type { ScanFinding, ScanGap } from '../core/scan-report.ts'
import { compareBills } from './bill-of-materials/compare-files.ts'
import type { Discovery } from './files/discover.ts'
import { withExternalData } from './files/external-data.ts'
import type { FileScan } from './files/scan-file.ts'
import { findingsOfPlaces } from './places.ts'
import { rules } from './rules/index.ts'
import { checkSignatures } from './signature/check-signatures.ts'
import type { TrustedKeys } from './signature/verify-envelope.ts'
import { compareTemplates } from './templates/compare-templates.ts'

/** What only several files together tell. */
export interface AcrossFiles {
  readonly files: readonly FileScan[]
  readonly findings: readonly ScanFinding[]
  readonly gaps: readonly ScanGap[]
}

/** Tensors in files of their own, templates that differ within a folder, signatures, and places that are no file. */
export function acrossFiles(found: Discovery, scans: readonly FileScan[], trusted: TrustedKeys): AcrossFiles {
  const files = withExternalData(scans)
  const places = findingsOfPlaces(found.unreadable)
  const formats = new Map(files.map(({ path, format }) => [path, format]))
  const filesOf = (format: string) => found.files.filter(({ path }) => formats.get(path) === format)
  return {
    files,
    findings: [
      ...places.findings,
      ...differingTemplates(files),
      ...checkSignatures(found.files, filesOf('model-signature'), trusted),
      ...compareBills(filesOf('bill-of-materials'), found.files),
    ],
    gaps: places.gaps,
  }
}

function differingTemplates(files: readonly FileScan[]): ScanFinding[] {
  const folders = Map.groupBy(files, ({ path }) => posix.dirname(path))
  return [...folders.values()].flatMap(compareTemplates).map(({ path, observation }) => ({
    rule: observation.rule,
    level: rules[observation.rule].level,
    path,
    member: [],
    offset: null,
    length: null,
    subject: observation.subject,
    detail: observation.detail,
    call: null,
  }))
}
