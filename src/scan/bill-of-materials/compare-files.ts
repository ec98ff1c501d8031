import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { ScanFinding } from '../../core/scan-report.ts'
import { fileFinding } from '../file-finding.ts'
import type { FoundFile } from '../files/discover.ts'
import { sha256Of } from '../files/sha256.ts'
import { FileSource } from '../source.ts'
import { parseBillOfMaterials } from './parse-bill.ts'

const rule = 'bill-of-materials/differs'
const ofFiles = new Set(['file', 'machine-learning-model', 'data'])

/** Compares each bill of materials with the files of its folder: what is listed with a hash, and what is not listed. */
export function compareBills(bills: readonly FoundFile[], files: readonly FoundFile[]): ScanFinding[] {
  return bills.flatMap((bill) => {
    const document = parseBillOfMaterials(readFileSync(bill.absolute))
    if (document === undefined) return []
    const folder = posix.dirname(bill.path)
    const own = files.filter(({ path }) => path !== bill.path && !posix.relative(folder, path).startsWith('..'))
    const listed = document.components.filter(({ type }) => ofFiles.has(type))
    const found = new Set<FoundFile>()
    const findings: ScanFinding[] = []
    for (const { name, hashes } of listed) {
      const file =
        own.find(({ path }) => posix.relative(folder, path) === name) ?? own.find(({ path }) => path === name)
      const expected = hashes.find(({ alg }) => alg === 'SHA-256')?.content.toLowerCase()
      if (file !== undefined) found.add(file)
      if (file === undefined) findings.push(fileFinding(rule, bill.path, name, `${name} is listed and is not there`))
      else if (expected !== undefined && expected !== hashOf(file)) {
        findings.push(fileFinding(rule, bill.path, name, `${name} differs from what is listed`))
      }
    }
    if (listed.length === 0) return findings
    return [
      ...findings,
      ...own
        .filter((file) => !found.has(file))
        .map(({ path }) => fileFinding(rule, bill.path, posix.relative(folder, path), `${path} is not listed`)),
    ]
  })
}

function hashOf({ absolute }: FoundFile): string {
  const source = FileSource.open(absolute)
  try {
    return sha256Of(source)
  } finally {
    source.close()
  }
}
