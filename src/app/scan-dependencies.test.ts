import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scan } from './scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-osv-'))
const osv = join(folder, 'osv')
const model = join(folder, 'model')
cpSync(join(import.meta.dirname, '../scan/dependencies/fixtures/osv'), osv, { recursive: true })
mkdirSync(model)
writeFileSync(join(model, 'requirements.txt'), 'torch==2.5.1\nnumpy==2.0.2\n')
afterAll(() => rmSync(folder, { recursive: true }))

test('a scan with a copy of the OSV database fails for a known vulnerability, and says of when the copy is', async () => {
  const { report, exitCode } = await scan([model], { osv })
  expect(exitCode).toBe(1)
  expect(report.verdict).toBe('suspicious')
  expect(report.advisories).toMatchObject([{ id: 'GHSA-53q9-r3pm-6pq6', level: 'critical', fixed: ['2.6.0'] }])
  expect(report.advisoryDatabase).toEqual({ date: '2025-06-15', records: 15 })
})

test('without one, the same folder passes', async () => {
  const { report, exitCode } = await scan([model])
  expect(exitCode).toBe(0)
  expect(report.advisoryDatabase).toBeNull()
})

test('a copy that is not there is an error of usage', async () => {
  await expect(scan([model], { osv: join(folder, 'none') })).rejects.toMatchObject({ code: 'SCAN_SETTINGS_UNREADABLE' })
})
