import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { ScanFinding } from '../../core/scan-report.ts'
import { fileFinding } from '../file-finding.ts'
import type { FoundFile } from '../files/discover.ts'
import type { RuleId } from '../rules/index.ts'
import { FileSource } from '../source.ts'
import { type Statement, statementIn } from './bundle.ts'
import { compareFiles, isConsistent, type SignedCandidate } from './compare-files.ts'
import { parseBundle } from './parse-bundle.ts'
import { type TrustedKeys, verifyEnvelope } from './verify-envelope.ts'

/**
 * Verifies every signature file among the scanned files for the folder it lies in: its own validity, and that the files
 * there are those that were signed. Where a key was given, folders without a signature are told as well.
 */
export function checkSignatures(
  files: readonly FoundFile[],
  signatures: readonly FoundFile[],
  trusted: TrustedKeys,
): ScanFinding[] {
  const findings: ScanFinding[] = []
  for (const signature of signatures) {
    const find = finderFor(signature.path, findings)
    const bundle = parseBundle(readFileSync(signature.absolute))
    if (bundle === undefined) continue
    const statement = statementOrWhyNot(() => statementIn(bundle))
    if (typeof statement === 'string') {
      find('signature/invalid', 'statement', `what it signs cannot be read: ${statement}`)
      continue
    }
    const verdict = verifyEnvelope(bundle, trusted)
    if (verdict.state === 'unverified') find('signature/unverified', 'signature', `it was not verified: ${verdict.why}`)
    if (verdict.state === 'invalid') find('signature/invalid', 'signature', `it does not verify: ${verdict.why}`)
    if (!isConsistent(statement)) find('signature/invalid', 'digest', 'its list of files does not fit its own digest')
    compare(statement, signature, files, find)
  }
  if (signatures.length === 0 && trusted.keys.length + trusted.roots.length > 0 && files[0] !== undefined) {
    finderFor(files[0].path, findings)('signature/missing', 'signature', 'a key was given, but there is no signature')
  }
  return findings
}

type Find = (rule: RuleId, subject: string, detail: string) => void

function compare(statement: Statement, signature: FoundFile, files: readonly FoundFile[], find: Find): void {
  const folder = posix.dirname(signature.path)
  const candidates = files.flatMap((file): SignedCandidate[] => {
    const name = posix.relative(folder, file.path)
    if (name.startsWith('..')) return []
    const open = () => {
      const source = FileSource.open(file.absolute)
      return { source, close: () => source.close() }
    }
    return [{ name, open }]
  })
  const { changed, extra, unknown } = compareFiles(statement, candidates, posix.basename(signature.path))
  for (const { name, detail } of changed) find('signature/mismatch', name, detail)
  for (const { name, detail } of unknown) find('signature/unverified', name, detail)
  for (const name of extra) find('signature/unsigned-file', name, `${name} is not covered by the signature`)
}

function finderFor(path: string, findings: ScanFinding[]): Find {
  return (rule, subject, detail) => void findings.push(fileFinding(rule, path, subject, detail))
}

function statementOrWhyNot(read: () => Statement): Statement | string {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'unknown'
  }
}
