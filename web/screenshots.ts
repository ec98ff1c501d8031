import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { htmlReport } from '../src/report/html.ts'
import { launchChromium } from './chromium.ts'
import { sampleReport, sampleTimings } from './fixtures/make-sample.ts'
import type { Report } from '../src/core/report.ts'

// Pictures of the built page, to be looked at: node web/screenshots.ts FOLDER

interface Picture {
  readonly name: string
  readonly options: BrowserContextOptions
  readonly hash?: string
  readonly report?: Report
  /** The whole page, or only what is on the screen. */
  readonly whole?: boolean
  readonly prepare?: (page: Page) => Promise<void>
}

const wide = { viewport: { width: 1280, height: 900 } }
const narrow = { viewport: { width: 360, height: 740 } }
const dark = { colorScheme: 'dark' as const }
const evidence = `#${[
  'transformation/null-substitution:capital-gain',
  'fairness/demographic-parity:sex: Female',
  'adversarial/boundary:hours-per-week',
  'calibration/probability:all rows',
  'drift/feature:hours-per-week',
]
  .map((key) => `top=${encodeURIComponent(key)}`)
  .join('&')}`

const pictures: readonly Picture[] = [
  { name: 'light', options: wide, whole: true },
  { name: 'dark', options: { ...wide, ...dark } },
  { name: 'dark-evidence', options: { ...wide, ...dark }, hash: evidence, whole: true },
  { name: 'narrow', options: narrow, whole: true },
  { name: 'narrow-evidence', options: narrow, hash: evidence.split('&').slice(0, 3).join('&'), whole: true },
  { name: 'evidence', options: wide, hash: evidence, whole: true },
  {
    name: 'by-check',
    options: wide,
    hash: '#view=check&open=drift/feature&open=operations/restart&open=leakage/time',
    whole: true,
  },
  { name: 'by-feature', options: wide, hash: '#view=feature&open=feature%3Dage&open=feature%3Dworkclass', whole: true },
  { name: 'narrow-feature', options: narrow, hash: '#view=feature&open=feature%3Dage', whole: true },
  { name: 'filtered', options: wide, hash: '#q=capital&show=warn,pass,inconclusive&view=check', whole: true },
  { name: 'passed', options: wide, report: passedReport() },
  { name: 'unfinished', options: { ...wide, ...dark }, report: unfinishedReport() },
  {
    name: 'print',
    options: { viewport: { width: 720, height: 1000 } },
    whole: true,
    prepare: (page) => page.emulateMedia({ media: 'print' }),
  },
]

const folder = process.argv[2] ?? 'screenshots'
const chosen = process.argv.slice(3)
mkdirSync(folder, { recursive: true })
const built = readFileSync(new URL('../dist/web/index.html', import.meta.url), 'utf8')
const browser = await launchChromium()
for (const picture of pictures.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const file = join(folder, `${picture.name}.html`)
  writeFileSync(file, htmlReport(built, picture.report ?? sampleReport(), sampleTimings))
  const context = await browser.newContext(picture.options)
  const page = await context.newPage()
  page.on('console', (message) => console.warn(picture.name, message.text()))
  await page.goto(pathToFileURL(file).href + (picture.hash ?? ''))
  await picture.prepare?.(page)
  await page.waitForSelector('footer')
  await page.screenshot({ path: join(folder, `${picture.name}.png`), fullPage: picture.whole ?? false })
  if (picture.name === 'print')
    await page.pdf({ path: join(folder, 'print.pdf'), preferCSSPageSize: true, format: 'A4' })
  await context.close()
}
await browser.close()

function passedReport(): Report {
  const findings = sampleReport().findings.filter(({ verdict }) => verdict !== 'fail' && verdict !== 'warn')
  const report = sampleReport(findings)
  const checks = report.checks.filter(({ id }) => findings.some(({ check }) => check === id))
  return { ...report, checks, gate: { ...report.gate, passed: true, exitCode: 0, reasons: [] } }
}

function unfinishedReport(): Report {
  const report = passedReport()
  const [reason] = sampleReport().gate.reasons.filter(({ cause }) => cause === 'could not run')
  return { ...report, gate: { ...report.gate, passed: false, exitCode: 3, reasons: [reason!] } }
}
