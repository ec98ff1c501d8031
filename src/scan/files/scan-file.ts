import { messageOf } from '../../core/errors.ts'
import type { AllowList } from '../pickle/policy/allow-list.ts'
import { Budget, type ScanLimits } from '../limits.ts'
import { type SourceScan, scanSource } from '../scan-source.ts'
import { FileSource } from '../source.ts'
import type { FoundFile } from './discover.ts'
import { sha256Of } from './sha256.ts'
import { siblingsOf } from './siblings.ts'

/** What was seen in one file on disk. */
export interface FileScan extends SourceScan {
  readonly path: string
  readonly sha256: string | null
}

export interface FileScanOptions {
  readonly allow: AllowList
  readonly limits: ScanLimits
  readonly hash: boolean
}

/** Scans a file by position, without ever loading it whole. A file that cannot be opened is a gap. */
export async function scanFile(file: FoundFile, options: FileScanOptions): Promise<FileScan> {
  let source: FileSource
  try {
    source = FileSource.open(file.absolute)
  } catch (error) {
    return unreadableFile(file.path, `it cannot be opened (${(error as NodeJS.ErrnoException).code})`, file.size)
  }
  const { sibling, close } = siblingsOf(file.absolute, file.root)
  try {
    const { path } = file
    const budget = new Budget(options.limits)
    const scan = await scanSource(source, { path, allow: options.allow, budget, siblings: sibling })
    return { ...scan, path, sha256: options.hash ? sha256Of(source) : null }
  } catch (error) {
    return unreadableFile(file.path, `reading it failed (${messageOf(error)})`, source.size)
  } finally {
    close()
    source.close()
  }
}

/** The scan of a file of which nothing is known. */
export function unreadableFile(
  path: string,
  detail: string,
  size: number,
  reason: 'unreadable' | 'limit' = 'unreadable',
): FileScan {
  return {
    path,
    sha256: null,
    format: 'unknown',
    coverage: { size, parsed: 0, data: 0, member: 0, opaque: size },
    members: [],
    findings: [],
    gaps: [{ path, member: [], offset: null, length: null, reason, detail }],
    facts: [],
  }
}
