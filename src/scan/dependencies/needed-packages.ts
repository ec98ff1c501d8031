import type { ScanFact } from '../../core/scan-report.ts'
import { packageOfModule } from './names/import-names.ts'
import { normaliseName } from './requirement.ts'

export type PackageFact = Extract<ScanFact, { kind: 'package' }>

/** Makers of files as they name themselves, where that is not the name of their package. */
const makers: ReadonlyMap<string, string> = new Map([
  ['pytorch', 'torch'],
  ['sklearn', 'scikit-learn'],
])

/** Libraries that alone load the files that they write. */
const loaders = new Set(['keras', 'tensorflow', 'skops', 'torch', 'xgboost', 'lightgbm', 'catboost'])

/**
 * The packages that a file needs when it is loaded: those of the modules that it imports, and the one that wrote it where no
 * other reads it. Their versions are those that the file says it was written with.
 */
export function neededPackages(facts: readonly ScanFact[]): PackageFact[] {
  const written = new Map<string, string>()
  const needed = new Map<string, string>()
  for (const fact of facts) {
    if (fact.kind === 'producer' && fact.version !== null) {
      const name = normaliseName(fact.name)
      written.set(normaliseName(makers.get(name) ?? name), fact.version)
      if (loaders.has(name)) needed.set(name, name)
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
