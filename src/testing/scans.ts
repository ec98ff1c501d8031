import type { ScanFinding, ScanReport } from '../core/scan-report.ts'

/** The scan of one model file: clean, or with one finding, or with a part that could not be analysed. */
export function scanOf(finding?: Pick<ScanFinding, 'rule' | 'level'>, gap?: string): ScanReport {
  const nowhere = { path: 'model.onnx', member: [], offset: null, length: null }
  const coverage = { size: 10, parsed: 10, data: 0, member: 0, opaque: 0 }
  return {
    schemaVersion: '1.0',
    tool: { name: 'airworthy', version: '0.0.0' },
    verdict: finding === undefined ? 'clean' : 'suspicious',
    failOn: 'medium',
    passed: finding === undefined && gap === undefined,
    files: [{ path: 'model.onnx', format: 'onnx', verdict: 'clean', sha256: null, coverage, members: [], facts: [] }],
    skipped: [],
    findings:
      finding === undefined ? [] : [{ ...nowhere, ...finding, subject: 'it', detail: 'it does this', call: null }],
    accepted: [],
    gaps: gap === undefined ? [] : [{ ...nowhere, reason: 'unknown-format', detail: gap }],
    advisories: [],
    advisoryDatabase: null,
    rules: [],
  }
}
