import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportSchema } from '../src/core/report.ts'
import type { Report } from '../src/core/report.ts'
import { htmlReport } from '../src/report/html.ts'
import { buildPage } from '../web/build-page.ts'
import { chromiumPath, hasChromium, launchChromium } from '../web/chromium.ts'
import { airworthy, root, temporaryFolder } from './airworthy.ts'

const folder = temporaryFolder()
const file = join(folder, 'report.html')
let report: Report
let browser: Browser

if (!hasChromium) console.warn(`No report is opened in a browser: there is no Chromium at ${chromiumPath}.`)

beforeAll(async () => {
  await airworthy(folder, 'test', join(root, 'examples/adult/airworthy.yaml'), '-o', 'report.json')
  report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))
  writeFileSync(file, htmlReport(buildPage(folder), report))
}, 120_000)

test('the page of the Adult example can be sent by mail', () => {
  expect(readFileSync(file).byteLength).toBeLessThan(1_200_000)
})

describe.skipIf(!hasChromium)('the page of the Adult example in a browser', () => {
  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  test.each(['light', 'dark'] as const)(
    'opens without a complaint and without the network, %s',
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme })
      const page = await context.newPage()
      const problems = problemsOf(page)
      await page.goto(pathToFileURL(file).href)
      await page.waitForSelector('footer')
      const failed = report.counts.findings.fail
      await expect
        .poll(() => page.getByTestId('gate-sentence').textContent())
        .toMatch(new RegExp(`\\b${failed} .*failed`))
      await expect.poll(() => page.getByRole('heading', { name: 'Gate failed' }).isVisible()).toBe(true)
      for (const view of ['check', 'feature', 'risk']) {
        await page.goto(`${pathToFileURL(file).href}#view=${view}`)
        expect(await page.locator('body').innerText()).toContain('capital-gain')
      }
      expect(problems).toEqual([])
      await context.close()
    },
    60_000,
  )
})

/** What goes wrong in a page, and what it asks of a network. */
function problemsOf(page: Page): string[] {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) problems.push(request.url())
  })
  return problems
}
