import type { FormatReader } from '../scope.ts'
import { condaEnvironmentReader, condaLockReader } from './formats/conda.ts'
import { metadataReader } from './formats/metadata.ts'
import { packageJsonReader, packageLockReader } from './formats/npm.ts'
import { pipfileReader } from './formats/pipfile.ts'
import { pnpmLockReader } from './formats/pnpm-lock.ts'
import { pyprojectReader } from './formats/pyproject.ts'
import {
  pdmLockReader,
  pipfileLockReader,
  poetryLockReader,
  pylockReader,
  uvLockReader,
} from './formats/python-locks.ts'
import { requirementsReader } from './formats/requirements.ts'
import { setupCfgReader } from './formats/setup-cfg.ts'
import { yarnLockReader } from './formats/yarn-lock.ts'

/** Lists of dependencies, known by their names: after all that has content of its own, before texts of any kind. */
export const dependencyReaders: readonly FormatReader[] = [
  pyprojectReader,
  setupCfgReader,
  poetryLockReader,
  uvLockReader,
  pdmLockReader,
  pylockReader,
  pipfileReader,
  pipfileLockReader,
  condaLockReader,
  condaEnvironmentReader,
  metadataReader,
  packageJsonReader,
  packageLockReader,
  yarnLockReader,
  pnpmLockReader,
  requirementsReader,
]
