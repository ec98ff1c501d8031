import { posix } from 'node:path'
import type { ScanFinding, ScanGap } from '../core/scan-report.ts'
import { fileFinding } from './file-finding.ts'
import type { Discovery, FoundFile } from './files/discover.ts'
import { withExternalData } from './files/external-data.ts'
import type { FileScan } from './files/scan-file.ts'
import { findingsOfPlaces } from './places.ts'
import type { TrustedKeys } from './signature/verify-envelope.ts'
import { compareTemplates } from './templates/compare-templates.ts'

/** What only several files together tell. */
export interface AcrossFiles {
  readonly files: readonly FileScan[]
  readonly findings: readonly ScanFinding[]
  readonly gaps: readonly ScanGap[]
}

/** Tensors in files of their own, templates that differ within a folder, signatures, and places that are no file. */
export async function acrossFiles(
  found: Discovery,
  scans: readonly FileScan[],
  trusted: TrustedKeys,
): Promise<AcrossFiles> {
  const files = withExternalData(scans)
  const places = findingsOfPlaces(found.unreadable)
  const formats = new Map(files.map(({ path, format }) => [path, format]))
  const filesOf = (format: string) => found.files.filter(({ path }) => formats.get(path) === format)
  return {
    files,
    findings: [
      ...places.findings,
      ...differingTemplates(files),
      ...(await signatureFindings(found, filesOf('model-signature'), trusted)),
      ...(await billFindings(found, filesOf('bill-of-materials'))),
    ],
    gaps: places.gaps,
  }
}

/** Most scans have no signature, and need nothing of what verifies one. */
async function signatureFindings({ files }: Discovery, signatures: readonly FoundFile[], trusted: TrustedKeys) {
  if (signatures.length + trusted.keys.length + trusted.roots.length === 0) return []
  return (await import('./signature/check-signatures.ts')).checkSignatures(files, signatures, trusted)
}

async function billFindings({ files }: Discovery, bills: readonly FoundFile[]) {
  if (bills.length === 0) return []
  return (await import('./bill-of-materials/compare-files.ts')).compareBills(bills, files)
}

function differingTemplates(files: readonly FileScan[]): ScanFinding[] {
  const folders = Map.groupBy(files, ({ path }) => posix.dirname(path))
  return [...folders.values()]
    .flatMap(compareTemplates)
    .map(({ path, observation: { rule, subject, detail } }) => fileFinding(rule, path, subject, detail))
}
