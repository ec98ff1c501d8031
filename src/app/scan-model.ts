import { existsSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { AirworthyError } from '../core/errors.ts'
import type { ScanReport } from '../core/scan-report.ts'
import { scanFile } from '../scan/files/scan-file.ts'
import { defaultLimits } from '../scan/limits.ts'
import { makeScanReport } from '../scan/make-report.ts'
import { builtInAllowList } from '../scan/pickle/policy/allow-list.ts'
import { noPolicy } from '../scan/policy.ts'
import { version } from './version.ts'

/** The scan of a model's file, by its name alone: a folder of another name must not make another report. */
export async function scanModelFile(path: string): Promise<ScanReport> {
  const report = await scanOnce(path, false)
  // A model that is loaded is hashed when it is opened; one that is not has to be named by its bytes as well.
  return report.verdict === 'malicious' ? scanOnce(path, true) : report
}

async function scanOnce(path: string, hash: boolean): Promise<ScanReport> {
  const absolute = resolve(path)
  if (!existsSync(absolute)) throw new AirworthyError('MODEL_NOT_FOUND', { path })
  const file = { path: basename(absolute), absolute, root: dirname(absolute), size: statSync(absolute).size }
  const options = { allow: builtInAllowList(), limits: defaultLimits, hash }
  return makeScanReport({
    version,
    files: [await scanFile(file, options)],
    ...{ findings: [], gaps: [], skipped: [], advisories: [], advisoryDatabase: null },
    policy: noPolicy,
    failOn: 'medium',
  })
}
