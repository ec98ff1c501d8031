import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { AirworthyError, messageOf } from '../core/errors.ts'
import type { ScanLevel } from '../core/scan-level.ts'
import type { ScanReport } from '../core/scan-report.ts'
import { renderScan, scanFormatOf } from '../report/scan/render.ts'
import { acrossFiles } from '../scan/across-files.ts'
import { checkDependencies } from '../scan/dependencies/check-dependencies.ts'
import { type Discovery, discover, type FoundFile } from '../scan/files/discover.ts'
import { scanFiles } from '../scan/files/scan-files.ts'
import { spoolStandardInput } from '../scan/files/spool.ts'
import { makeScanReport, scanExitCode } from '../scan/make-report.ts'
import { type AllowEntries, noEntries } from '../scan/pickle/policy/allow-list.ts'
import type { ScanPolicy } from '../scan/policy-file.ts'
import { limitsUnder, noPolicy } from '../scan/policy.ts'
import type { TrustedKeys } from '../scan/signature/verify-envelope.ts'
import { checkWritable, writeWhole } from './write-file.ts'
import { version } from './version.ts'

export interface ScanOptions {
  /** Reports to write; the ending tells the format: .json .sarif .md .cdx.json */
  readonly output?: readonly string[]
  /** The level from which a finding fails the scan; `medium`, unless the policy says otherwise. */
  readonly failOn?: ScanLevel
  /** A file of names that are allowed besides the built-in list. */
  readonly allow?: string
  /** A file of what a team has decided about findings. */
  readonly policy?: string
  /** Public keys and root certificates, in PEM, that signatures are verified with. */
  readonly signatureKey?: readonly string[]
  /** A copy of the OSV database: a folder with an `all.zip` for each ecosystem, or with records as JSON. */
  readonly osv?: string
  /** Threads; all cores by default. Changes how long it takes, never what comes out. */
  readonly jobs?: number
  /** SHA-256 of every file into the report; always so when a bill of materials is written. */
  readonly hash?: boolean
  /** Seconds that one file may take, when there are several. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ScanProgress) => void
}

export interface ScanProgress {
  readonly done: number
  readonly of: number
  /** The file that has just ended. */
  readonly path: string
}

export interface ScanResult {
  readonly report: ScanReport
  readonly exitCode: 0 | 1 | 3
  readonly written: readonly string[]
}

/**
 * Scans files, folders and globs (`-` is standard input) without loading anything. Throws an AirworthyError for what
 * the user can mend; whatever stands in the files ends in a finding or a gap.
 */
export async function scan(paths: readonly string[], options: ScanOptions = {}): Promise<ScanResult> {
  const { output = [], timeout = 900, signal } = options
  for (const path of output) {
    if (scanFormatOf(path) === undefined) throw new AirworthyError('OUTPUT_FORMAT_UNKNOWN', { path })
    checkWritable(path)
  }
  const { allow, policy, trusted } = await readSettings(options)
  const spool = paths.includes('-') ? mkdtempSync(join(tmpdir(), 'airworthy-scan-')) : undefined
  try {
    const found = await find(paths, spool)
    const scans = await scanFiles(found.files, {
      allow,
      limits: limitsUnder(policy),
      hash: options.hash ?? output.some((path) => scanFormatOf(path) === 'bom'),
      jobs: options.jobs ?? availableParallelism(),
      timeout: timeout * 1000,
      ...(signal === undefined ? {} : { signal }),
      onFile: ({ path }, done) => options.onProgress?.({ done, of: found.files.length, path }),
    })
    const across = await acrossFiles(found, scans, trusted)
    const dependencies = await checkDependencies(across.files, { osv: options.osv, now: new Date(), signal })
    const { files, advisories, advisoryDatabase } = dependencies
    const report = makeScanReport({
      version,
      files,
      findings: [...across.findings, ...dependencies.findings],
      gaps: across.gaps,
      skipped: found.skipped,
      advisories,
      advisoryDatabase,
      policy,
      failOn: options.failOn ?? policy.failOn ?? 'medium',
    })
    for (const path of output) writeWhole(path, renderScan(report, scanFormatOf(path)!))
    return { report, exitCode: scanExitCode(report), written: output }
  } catch (error) {
    throw signal?.aborted === true ? new AirworthyError('CANCELLED_EARLY', {}, error) : error
  } finally {
    if (spool !== undefined) rmSync(spool, { recursive: true, force: true })
  }
}

async function find(paths: readonly string[], spool: string | undefined): Promise<Discovery> {
  const named = paths.filter((path) => path !== '-')
  const found = discover(named, resolve('.'))
  if (found.missing[0] !== undefined) throw new AirworthyError('SCAN_NOT_FOUND', { path: found.missing[0] })
  if (spool === undefined) return found
  const input: FoundFile = await spoolStandardInput(spool)
  return { ...found, files: [input, ...found.files] }
}

interface Settings {
  readonly allow: AllowEntries
  readonly policy: ScanPolicy
  readonly trusted: TrustedKeys
}

/** What the files of settings say. Their parsers are loaded only when there is something to parse. */
async function readSettings({ allow, policy, signatureKey = [] }: ScanOptions): Promise<Settings> {
  const keys = await Promise.all(
    signatureKey.map((path) =>
      readWith(path, async () => (await import('../scan/signature/trusted-keys.ts')).readTrustedKeys),
    ),
  )
  return {
    allow:
      allow === undefined
        ? noEntries
        : await readWith(allow, async () => (await import('../scan/pickle/policy/allow-file.ts')).parseAllowFile),
    policy:
      policy === undefined
        ? noPolicy
        : await readWith(policy, async () => (await import('../scan/policy-file.ts')).parsePolicyFile),
    trusted: { keys: keys.flatMap((one) => one.keys), roots: keys.flatMap((one) => one.roots) },
  }
}

async function readWith<T>(path: string, loadParser: () => Promise<(text: string) => T>): Promise<T> {
  const parse = await loadParser()
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new AirworthyError('SCAN_SETTINGS_UNREADABLE', { path, problem: messageOf(error) }, error)
  }
}
