import type { ScanFact } from '../../core/scan-report.ts'
import { packageOfModule } from './names/import-names.ts'
import { normaliseName } from './requirement.ts'

/** Makers of files as they name themselves, where that is not the name of their package. */
const makers: ReadonlyMap<string, string> = new Map([
  ['pytorch', 'torch'],
  ['sklearn', 'scikit-learn'],
])

/**
 * The packages that a file needs when it is loaded: those of the modules that it imports. Their versions are known where the
 * file says what it was written with; it is loaded by the same ones, or by ones that must be compatible.
 */
export function neededPackages(facts: readonly ScanFact[]): ScanFact[] {
  const written = new Map<string, string>()
  const needed = new Map<string, string>()
  for (const fact of facts) {
    if (fact.kind === 'producer' && fact.version !== null) {
      const name = normaliseName(fact.name)
      written.set(normaliseName(makers.get(name) ?? name), fact.version)
    }
    if (fact.kind === 'import') {
      const name = packageOfModule(fact.module)
      if (name !== undefined) needed.set(normaliseName(name), name)
    }
  }
  return [...needed].map(([key, name]) => {
    const version = written.get(key) ?? null
    const specifier = version === null ? '' : `==${version}`
    return { kind: 'package', ecosystem: 'PyPI', name, version, specifier, hashed: false, line: null }
  })
}
