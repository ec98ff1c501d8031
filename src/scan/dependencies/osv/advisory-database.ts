import type { Advisory } from './advisory.ts'
import { type AdvisoryIndex, type IndexHeader, keepIndex, keptIndex, lookUp } from './advisory-index.ts'
import { findRecordSources } from './sources.ts'

export interface FoundAdvisories {
  readonly header: IndexHeader
  /** By `<ecosystem>/<normalised name>`. */
  readonly byPackage: ReadonlyMap<string, readonly Advisory[]>
}

/**
 * Looks packages up in a copy of the OSV database: a folder with `PyPI/all.zip`, `npm/all.zip`, an `osv-scanner` folder of
 * such, records as single files, or one archive. The first time an index is made and kept in the folder; it is made again
 * when the files change. Throws when the place cannot be read, or holds no record.
 */
export async function findAdvisories(
  place: string,
  wanted: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<FoundAdvisories> {
  const sources = findRecordSources(place)
  const kept = await keptIndex(sources.folder, sources.stamp)
  if (kept !== undefined) {
    try {
      return await found(kept, wanted)
    } catch {
      // Damaged: it is made again.
    }
  }
  const { buildIndex } = await import('./build-index.ts')
  const built = await buildIndex(sources, signal)
  if (built.header.records === 0) throw new Error('it holds no OSV record of PyPI or npm')
  await keepIndex(sources.folder, built.header, built.lines())
  return found(built, wanted)
}

async function found(index: AdvisoryIndex, wanted: ReadonlySet<string>): Promise<FoundAdvisories> {
  return { header: index.header, byPackage: await lookUp(index, wanted) }
}
