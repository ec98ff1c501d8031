import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { ScanFact } from '../../core/scan-report.ts'
import type { FileScan } from '../files/scan-file.ts'
import { checkDependencies } from './check-dependencies.ts'

const osv = mkdtempSync(join(tmpdir(), 'airworthy-check-'))
cpSync(join(import.meta.dirname, 'fixtures/osv'), osv, { recursive: true })
afterAll(() => rmSync(osv, { recursive: true }))

const now = new Date('2025-06-20T00:00:00Z')

function file(path: string, facts: readonly ScanFact[]): FileScan {
  const coverage = { size: 0, parsed: 0, data: 0, member: 0, opaque: 0 }
  return { path, format: 'requirements', sha256: null, coverage, members: [], findings: [], gaps: [], facts }
}

function pinned(name: string, version: string | null, ecosystem: 'PyPI' | 'npm' = 'PyPI'): ScanFact {
  return { kind: 'package', ecosystem, name, version, specifier: '', hashed: false, line: 1 }
}

const check = (facts: readonly ScanFact[], when = now) =>
  checkDependencies([file('requirements.txt', facts)], { osv, now: when })

describe('packages against advisories', () => {
  test('a vulnerable version: one finding, every advisory, records of one fault together', async () => {
    const { findings, advisories, advisoryDatabase } = await check([pinned('Torch', '1.13.0+cu117')])
    expect(findings).toMatchObject([{ rule: 'dependencies/vulnerable', level: 'critical', subject: 'Torch' }])
    expect(findings[0]!.detail).toContain(
      'GHSA-47fc-vmwq-366v (critical), GHSA-53q9-r3pm-6pq6 (critical); mended in 1.13.1, 2.6.0',
    )
    expect(advisories).toMatchObject([
      {
        id: 'GHSA-47fc-vmwq-366v',
        aliases: ['CVE-2022-45907', 'PYSEC-2022-43015'],
        level: 'critical',
        fixed: ['1.13.1'],
      },
      { id: 'GHSA-53q9-r3pm-6pq6', aliases: ['CVE-2025-32434'], level: 'critical', fixed: ['2.6.0'] },
    ])
    expect(advisoryDatabase).toEqual({ date: '2025-06-15', records: 15 })
  })

  test('a mended version, a withdrawn record, a package of the other registry: nothing', async () => {
    const facts = [
      pinned('torch', '2.6.0'),
      pinned('numpy', '1.0'),
      pinned('lodash', '4.17.20'),
      pinned('torch', '1.0.0', 'npm'),
    ]
    expect(await check(facts)).toMatchObject({ findings: [], advisories: [] })
  })

  test('npm, two ranges, and the end of a range that has no fix', async () => {
    const facts = [
      ...[pinned('lodash', '4.17.20', 'npm'), pinned('minimist', '0.2.4', 'npm'), pinned('minimist', '1.2.5', 'npm')],
      ...[pinned('airworthy-canary-open', '2.1'), pinned('airworthy-canary-open', '2.2')],
    ]
    const { findings, advisories } = await check(facts)
    expect(advisories.map(({ name, version, level }) => `${name} ${version} ${level}`)).toEqual([
      'airworthy-canary-open 2.1 low',
      'lodash 4.17.20 high',
      'minimist 1.2.5 critical',
    ])
    expect(findings.map(({ level }) => level).toSorted()).toEqual(['critical', 'high', 'low'])
  })

  test('malware: pinned or not where all versions are, only those that were taken over', async () => {
    const all = await check([pinned('airworthy_canary.malware', null)])
    expect(all.findings).toMatchObject([{ rule: 'dependencies/malicious', level: 'critical' }])
    expect(all.advisories).toMatchObject([{ id: 'MAL-2000-0001', version: '*', level: 'critical' }])
    const taken = (version: string | null) => check([pinned('airworthy-canary-taken', version)])
    expect((await taken('1.4.2')).findings).toMatchObject([{ rule: 'dependencies/malicious' }])
    expect((await taken('1.4.3')).findings).toEqual([])
    expect((await taken(null)).findings).toMatchObject([{ level: 'info' }])
  })

  test('packages without a version are noted, once for a file', async () => {
    const { findings, advisories } = await check([
      pinned('torch', null),
      pinned('requests', null),
      pinned('numpy', null),
    ])
    expect(findings).toMatchObject([{ level: 'info', subject: 'packages without a version' }])
    expect(findings[0]!.detail).toContain('torch, requests have')
    expect(advisories).toEqual([])
  })

  test('an old database is told, a young one is not', async () => {
    const late = await check([], new Date('2025-07-16T00:00:00Z'))
    expect(late.findings).toMatchObject([{ rule: 'dependencies/stale-database', level: 'low' }])
    expect((await check([], new Date('2025-07-15T00:00:00Z'))).findings).toEqual([])
  })

  test('a database that is none is for the user to mend', async () => {
    const options = { osv: join(osv, 'missing'), now }
    await expect(checkDependencies([], options)).rejects.toMatchObject({ code: 'SCAN_SETTINGS_UNREADABLE' })
  })

  test('without a database packages are only listed', async () => {
    const { files, ...rest } = await checkDependencies([file('a', [pinned('torch', '1.0')])], { now })
    expect(rest).toEqual({ findings: [], advisories: [], advisoryDatabase: null })
    expect(files[0]!.facts).toEqual([pinned('torch', '1.0')])
  })
})

describe('what a pickle imports', () => {
  const imported = (module: string): ScanFact => ({ kind: 'import', module, name: 'X' })

  test('leads to the package, its version and its advisories', async () => {
    const producer: ScanFact = { kind: 'producer', name: 'sklearn', version: '1.3.2' }
    const facts = [imported('sklearn.pipeline'), imported('sklearn.svm'), imported('numpy._core'), producer]
    const { files, findings } = await check(facts)
    expect(files[0]!.facts.filter(({ kind }) => kind === 'package')).toMatchObject([
      { name: 'scikit-learn', version: '1.3.2' },
      { name: 'numpy', version: null },
    ])
    expect(findings).toMatchObject([{ rule: 'dependencies/vulnerable', level: 'low', subject: 'scikit-learn' }])
    expect(findings[0]!.detail).toContain('written with scikit-learn 1.3.2, which has known')
  })

  test('a file that only its maker loads leads there too', async () => {
    const { findings, advisories } = await check([{ kind: 'producer', name: 'keras', version: '3.3.1' }])
    expect(findings).toMatchObject([{ level: 'low', subject: 'keras' }])
    expect(advisories).toMatchObject([{ id: 'GHSA-48g7-3x6r-xfhp', level: 'high' }])
  })

  test('the standard library and modules of unknown origin lead nowhere', async () => {
    const { files, findings } = await check(['os', 'collections', '__main__', 'airworthy_canary_malware'].map(imported))
    expect(files[0]!.facts.some(({ kind }) => kind === 'package')).toBe(false)
    expect(findings).toEqual([])
  })
})
