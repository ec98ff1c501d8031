import { posix } from 'node:path'
import type { FileScan } from './scan-file.ts'

/**
 * Files without a format of their own that another of the scanned files names as the place of its tensors: they are data,
 * which that model reads by offset, so that nothing is left to analyse. A file of a known format keeps what was seen in it.
 */
export function withExternalData(files: readonly FileScan[]): FileScan[] {
  const named = new Set(
    files.flatMap(({ path, facts }) =>
      facts.flatMap((fact) =>
        fact.kind === 'reference' && fact.why === 'external data' ? [posix.join(posix.dirname(path), fact.to)] : [],
      ),
    ),
  )
  return files.map((file) => {
    const { path, format, coverage, gaps } = file
    const isRaw = format === 'unknown' && gaps.every(({ reason }) => reason === 'unknown-format')
    if (!isRaw || !named.has(posix.normalize(path))) return file
    return { ...file, format: 'external-data', gaps: [], coverage: { ...coverage, data: coverage.size, opaque: 0 } }
  })
}
