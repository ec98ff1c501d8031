import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../src/core/report.ts'
import { htmlReport, reportMarker } from '../src/report/html.ts'
import { buildPage } from './build-page.ts'
import { chromiumPath, hasChromium, launchChromium } from './chromium.ts'
import { hostileReport } from './fixtures/hostile-report.ts'
import { largeReport, sampleReport, sampleTimings } from './fixtures/make-sample.ts'
import { pageProblems } from './page-problems.ts'

if (!hasChromium) console.warn(`The page is not tested in a browser: there is no Chromium at ${chromiumPath}.`)

const folder = mkdtempSync(join(tmpdir(), 'airworthy-page-'))
let built = ''
let browser: Browser
let context: BrowserContext | undefined

describe.skipIf(!hasChromium)('the built page', () => {
  beforeAll(async () => {
    built = buildPage(folder)
    browser = await launchChromium()
  }, 60_000)

  afterEach(() => context?.close())

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is one small file with one place for the report', () => {
    expect(built.split(reportMarker)).toHaveLength(2)
    expect(built.indexOf(reportMarker)).toBeLessThan(built.indexOf('<script'))
    expect(Buffer.byteLength(built)).toBeLessThan(400_000)
    expect(Buffer.byteLength(htmlReport(built, sampleReport(), sampleTimings))).toBeLessThan(1_200_000)
    expect(built).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/)
  })

  test('opens from a disk: nothing goes wrong, nothing is asked of the network, the gate is told', async () => {
    const { page, problems, requests } = await open(sampleReport())
    await expect
      .poll(() => page.getByTestId('gate-sentence').textContent())
      .toBe('6 findings of 5 checks failed and 1 check could not run.')
    expect(await page.title()).toBe('Adult income, gradient boosting · Airworthy')
    expect(problems).toEqual([])
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([])
    expect(requests).toHaveLength(1)
  })

  test('shows what an address names: view, search, filters and an open finding', async () => {
    const { page } = await open(sampleReport(), '#view=check&show=errored,skipped&open=operations/restart:')
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('By check')
    await expect
      .poll(() => page.getByRole('button', { pressed: true }).allTextContents())
      .toEqual(['Could not run 1', 'Skipped 2'])
    await expect.poll(() => page.locator('[data-row]').count()).toBe(3)
    await expect.poll(() => page.getByText('It has not passed').count()).toBe(1)
    await expect.poll(() => page.getByText('MODEL_FAILED_ON_DATA').isVisible()).toBe(true)
    await page.getByRole('searchbox').fill('signal')
    await page.getByRole('button', { name: 'Skipped 2' }).click()
    await page.getByText('1 finding of 1 check').waitFor()
    expect(page.url()).toContain('#view=check&q=signal&show=errored&open=operations/restart:')
    await page.reload()
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('signal')
    await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
    await page.getByRole('button', { name: 'Show everything' }).click()
    expect(new URL(page.url()).hash).toBe('#view=check')
  })

  test('the back button takes back a view and a filter, and not what was unfolded', async () => {
    const { page } = await open(sampleReport())
    await page.getByRole('tab', { name: 'By check' }).click()
    await page.getByRole('button', { name: 'Features look as in the reference' }).last().click()
    await page.getByRole('button', { name: 'Skipped 2', exact: true }).click()
    await expect.poll(() => new URL(page.url()).hash).toContain('show=skipped')
    await page.goBack()
    await expect.poll(() => page.getByRole('button', { pressed: true }).count()).toBe(0)
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('By check')
    await page.goBack()
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('By risk')
    await page.goForward()
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('By check')
  })

  test('why a check was skipped stands on its line', async () => {
    const { page } = await open(sampleReport(), '#view=check')
    const skipped = sampleReport().findings.filter(({ outcome }) => outcome === 'skipped')
    for (const { reason } of skipped) await expect.poll(() => page.getByText(reason).count()).toBeGreaterThan(0)
    expect(await page.locator('[data-row]').count()).toBe(0)
  })

  test('no finding that is not a pass carries the sign or the word of one', async () => {
    const { page } = await open(sampleReport(), '#show=fail,errored,warn,inconclusive,skipped')
    const rows = await page.locator('[data-row]').all()
    expect(rows).toHaveLength(20)
    for (const row of rows) {
      await expect.poll(() => row.locator('.status-mark').textContent()).not.toBe('Pass')
      await expect.poll(() => row.locator('.status-icon.is-pass').count()).toBe(0)
    }
  })

  test('the keyboard alone reaches a finding and opens it', async () => {
    const { page } = await open(sampleReport())
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the result')
    await page.keyboard.press('Enter')
    const seen: string[] = []
    while (seen.at(-1) !== 'Details and 2 exhibits' && seen.length < 60) {
      await page.keyboard.press('Tab')
      seen.push(await focused(page))
    }
    expect(seen.at(-1)).toBe('Details and 2 exhibits')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByText('Share selected, by group').isVisible()).toBe(true)
    expect(page.url()).toContain('#top=fairness/demographic-parity:sex:+Female')
    await page.keyboard.press('Space')
    await expect.poll(() => page.getByText('Share selected, by group').count()).toBe(0)
  })

  test('the keyboard moves between the orders, and unfolds a check and its finding', async () => {
    const { page } = await open(sampleReport())
    await page.getByRole('tab', { name: 'By risk' }).focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('By feature')
    await page.keyboard.press('ArrowLeft')
    const check = page.getByRole('button', { name: 'Features look as in the reference' })
    await check.focus()
    await page.keyboard.press('Enter')
    expect(await check.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByText('hours-per-week in both data sets').isVisible()).toBe(true)
  })

  test('findings of one feature that are alike stand behind the worst, and none is hidden for good', async () => {
    const sample = sampleReport()
    const worst = sample.findings.find(({ verdict, features }) => verdict === 'fail' && features.length === 1)!
    const twins = ['again', 'once more'].map((subject) => ({ ...worst, subject }))
    const { page } = await open(sampleReport([...sample.findings, ...twins]))
    const card = page.locator('.card').filter({ has: page.getByText(worst.check, { exact: true }) })
    const before = await card.locator('[data-card]').count()
    await card.getByRole('button', { name: `and 2 more like it, about ${worst.features[0]}` }).click()
    await expect.poll(() => card.locator('[data-card]').count()).toBe(before + 2)
    await page.evaluate((key) => location.assign(`#top=${key}`), encodeURIComponent(`${worst.check}:once more`))
    await page.reload()
    await expect
      .poll(() => page.locator(`[data-card="${worst.check}:once more"] .exhibit`).count())
      .toBe(worst.evidence.length)
  })

  test('a row that is shown is named by its id and opens whole', async () => {
    const key = 'transformation/null-substitution:capital-gain'
    const { page } = await open(sampleReport(), `#top=${encodeURIComponent(key)}`)
    const table = page.getByRole('region', { name: 'Rows whose prediction changed most' })
    const head = await table.getByRole('columnheader').allTextContents()
    expect(head.slice(0, 3)).toEqual(['row', 'person', 'age'])
    await expect.poll(() => table.getByRole('button').allTextContents()).toEqual(['7'])
    await table.getByRole('button', { name: '7' }).press('Enter')
    await expect.poll(() => table.locator('dl').innerText()).toContain('sex\nMale\nrace\nmissing\nnote\nempty')
    await expect.poll(() => page.getByText('judge latest --witnesses DIR').isVisible()).toBe(true)
    expect(await page.evaluate(pageProblems)).toEqual([])
  })

  test('a check that holds up the gate leads to its worst finding, a risk to its checks', async () => {
    const { page } = await open(sampleReport())
    await page.getByRole('button', { name: 'Small changes do not turn the answer' }).first().click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe(
      'adversarial/boundary:hours-per-week',
    )
    await page.getByRole('button', { name: 'The model comes back after a crash' }).first().click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('operations/restart:')
    await page.getByRole('button', { name: /^Ethical risk/ }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('risk-ethical')
  })

  test('text from data stays text, wherever it stands', async () => {
    const { page, problems } = await open(hostileReport())
    const everything = '#view=feature&open=' + encodeURIComponent('feature=age')
    await page.evaluate((hash) => location.assign(hash), everything)
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(() => 'owned' in window)).toBe(false)
    await expect.poll(() => page.locator('img, iframe, object, body script').count()).toBe(0)
    await expect.poll(() => page.locator('a[href^="javascript"]').count()).toBe(0)
    await expect.poll(() => page.getByText('<img src=x onerror=').count()).toBeGreaterThan(100)
    expect(problems).toEqual([])
  })

  test('on paper every fail and warning has its evidence; afterwards the page is as before', async () => {
    const { page } = await open(sampleReport())
    const exhibits = () => page.locator('.card .exhibit').count()
    const { findings } = sampleReport()
    const key = findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    await expect.poll(() => exhibits()).toBe(0)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await expect.poll(() => exhibits()).toBe(key.flatMap(({ evidence }) => evidence).length)
    await expect.poll(() => page.locator('[data-row]').count()).toBe(findings.length)
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => page.getByText('0f1e2d3c4b').isVisible()).toBe(true)
    await expect.poll(() => page.getByRole('button', { name: 'Copy link' }).count()).toBe(0)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect.poll(() => exhibits()).toBe(0)
  })

  test('on paper what failed takes lines, and what passed stands side by side', async () => {
    const { page } = await open(largeReport(1000))
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print' })
    const check = page.locator('.check', { hasText: 'subset/performance' })
    await expect.poll(() => check.locator('.passed [data-row]').count()).toBeGreaterThan(900)
    await expect.poll(() => check.locator('.finding.is-fail').count()).toBeGreaterThan(99)
    await expect.poll(() => check.locator('.finding.is-pass').count()).toBe(0)
    await expect.poll(() => page.locator('.passed').getByText('slice 999').isVisible()).toBe(true)
  })

  test('a thousand findings come packed, and are drawn only when asked for', async () => {
    expect(htmlReport('<head>' + reportMarker, largeReport(1000))).toContain('type="application/gzip+base64"')
    const { page, problems, requests } = await open(largeReport(1000))
    expect(requests).toHaveLength(1)
    await expect.poll(() => page.locator('*').count()).toBeLessThan(3000)
    await page.getByRole('button', { name: 'No slice of the data fares' }).last().click()
    await expect.poll(() => page.locator('[data-row]').count()).toBe(50)
    await expect.poll(() => page.locator('[data-row] .exhibit').count()).toBe(0)
    await page.getByRole('button', { name: 'Show 100 more of' }).last().click()
    await expect.poll(() => page.locator('[data-row]').count()).toBe(150)
    // A link finds its finding however far down it stands.
    const far = '#view=check&open=subset/performance&open=' + encodeURIComponent('subset/performance:slice 999')
    await page.evaluate((hash) => location.assign(hash), far)
    await expect.poll(() => page.locator('[data-row="subset/performance:slice 999"]').isVisible()).toBe(true)
    expect(problems).toEqual([])
  })

  test.each(['risk', 'check', 'feature'])('the structure holds for who cannot see it, by %s', async (view) => {
    const report = sampleReport()
    const { page } = await open(report, `#view=${view}&${openAll(report)}`)
    expect(await page.evaluate(pageProblems)).toEqual([])
    await expect.poll(() => page.locator('.exhibit').count()).toBeGreaterThan(20)
  })

  test.each(['risk', 'check', 'feature'])('nothing sticks out of a narrow screen, by %s', async (view) => {
    const report = sampleReport()
    const { page } = await open(report, `#view=${view}&${openAll(report)}`, { viewport: { width: 360, height: 740 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })

  test('a screen at four times its size is not covered by the bar', async () => {
    const { page } = await open(sampleReport(), '', { viewport: { width: 320, height: 256 } })
    await page.evaluate(() => scrollTo(0, 2000))
    expect(await page.evaluate(() => document.querySelector('.masthead')!.getBoundingClientRect().bottom)).toBeLessThan(
      0,
    )
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  test('colours that a reader has set for all pages hold for drawings, and bars are seen', async () => {
    const { page } = await open(sampleReport(), '#view=feature', { forcedColors: 'active', colorScheme: 'dark' })
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'))
    const style = (selector: string, name: 'stroke' | 'backgroundColor') =>
      page.evaluate(([at, of]) => getComputedStyle(document.querySelector(at!)!)[of as 'stroke'], [selector, name])
    expect(await style('.whisker line', 'stroke')).toBe(
      await page.evaluate(() => getComputedStyle(document.body).color),
    )
    await page.locator('.bar > span').first().waitFor({ state: 'attached' })
    expect(await style('.bar > span', 'backgroundColor')).not.toBe(await style('body', 'backgroundColor'))
  })

  test('light and dark follow the system until a reader chooses', async () => {
    const { page } = await open(sampleReport(), '', { colorScheme: 'dark' })
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await background()).toBe('rgb(19, 21, 24)')
    await page.getByRole('button', { name: 'Light colours' }).click()
    expect(await background()).toBe('rgb(247, 247, 245)')
    await page.reload()
    expect(await background()).toBe('rgb(247, 247, 245)')
  })

  test('a hash is copied whole', async () => {
    const { page } = await open(sampleReport(), '', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'copy the hash of the model' }).click()
    await page.getByText('copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sampleReport().hashes.model)
  })

  test('takes the report beside it when a server gives the page', async () => {
    const files = new Map([
      ['/', ['text/html', built]],
      ['/report.json', ['application/json', JSON.stringify(sampleReport())]],
      ['/timings.json', ['application/json', JSON.stringify(sampleTimings)]],
    ])
    const server = createServer((request, response) => {
      const [type, body] = files.get(request.url ?? '') ?? []
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { page, problems } = await start({})
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForSelector('footer')
    await expect.poll(() => page.getByRole('heading', { name: 'Gate failed' }).isVisible()).toBe(true)
    await expect.poll(() => page.getByText('one row takes 0.42 ms').isVisible()).toBe(true)
    expect(problems.filter((problem) => !problem.includes('favicon'))).toEqual([])
    server.close()
  })

  test('says so when there is no report', async () => {
    const { page } = await start({})
    writeFileSync(join(folder, 'empty.html'), built)
    await page.goto(pathToFileURL(join(folder, 'empty.html')).href)
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toBe('There is no report in this page, and none beside it.')
  })
})

async function open(report: Report, hash = '', options: BrowserContextOptions = {}) {
  const file = join(folder, 'report.html')
  writeFileSync(file, htmlReport(built, report, sampleTimings))
  const started = await start(options)
  await started.page.goto(pathToFileURL(file).href + hash)
  await started.page.waitForSelector('footer')
  return started
}

/** A page that remembers what went wrong in it and what it asked for. */
async function start(options: BrowserContextOptions) {
  context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const problems: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('dialog', (dialog) => problems.push(`dialog: ${dialog.message()}`))
  page.on('request', (request) => requests.push(request.url()))
  return { page, problems, requests }
}

/** The part of an address that unfolds everything. */
function openAll(report: Report): string {
  const keys = report.findings.map(({ check, subject }) => `${check}:${subject ?? ''}`)
  const open = [
    ...keys,
    ...report.checks.map(({ id }) => id),
    ...report.data.columns.map(({ name }) => `feature=${name}`),
  ]
  return [
    ...open.map((key) => `open=${encodeURIComponent(key)}`),
    ...keys.map((key) => `top=${encodeURIComponent(key)}`),
  ].join('&')
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}
