import { normaliseName } from '../requirement.ts'
import { wellKnown } from './well-known.ts'

/** Packages of conda that have another name on PyPI. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['pytorch', 'torch'],
  ['pytorch-cpu', 'torch'],
  ['pytorch-gpu', 'torch'],
  ['opencv', 'opencv-python'],
  ['py-opencv', 'opencv-python'],
  ['tensorflow-base', 'tensorflow'],
  ['py-xgboost', 'xgboost'],
  ['faiss', 'faiss-cpu'],
  ['pytables', 'tables'],
  ['matplotlib-base', 'matplotlib'],
  ['protobuf-python', 'protobuf'],
  ['mlflow-skinny', 'mlflow'],
])

const onPyPI = new Set<string>(wellKnown.PyPI)

/**
 * What a package of conda is called on PyPI, whose advisories then hold for it. Only names that are known to mean the same:
 * conda also carries compilers, drivers and libraries, and other names on PyPI may be anybody's.
 */
export function pypiNameOf(conda: string): string | undefined {
  const name = normaliseName(conda)
  return renamed.get(name) ?? (onPyPI.has(name) ? name : undefined)
}
