import { wilsonInterval } from '../../src/stats/proportion.ts'
import { countText, markdownTable, percentOf, spanText } from './markdown.ts'
import { isTrueOfPopulation, trueOfPopulation } from './peer-results.ts'
import type { PeerSummary, PeerTool } from './peer-results.ts'

export const sideBySideTitle = '## Side by side on the same draws'
const nextTitle = '## By check'

const names: Readonly<Record<PeerTool, string>> = {
  airworthy: 'Airworthy',
  deepchecks: 'deepchecks',
  evidently: 'Evidently',
}

/** What counts, by tool and key; a line of the table each. */
const counted: Readonly<Record<PeerTool, Readonly<Record<string, string>>>> = {
  airworthy: { fail: 'any check fails', failOrWarn: 'any check fails or warns' },
  deepchecks: {
    fail: 'any condition fails',
    falseFail: 'any condition fails that is not true of the population',
    falseFailOrWarn: 'any such condition fails or warns',
  },
  evidently: {
    fail: 'any generated test fails',
    columnDrift: 'any column is said to drift',
    datasetDrift: 'the data set is said to drift',
  },
}

/** The section of the page, in paragraphs; none when nothing was measured. */
export function sideBySide(summaries: readonly PeerSummary[]): string[] {
  if (summaries.length === 0) return []
  return [
    sideBySideTitle,
    'Airworthy, the full suite of deepchecks and the drift, summary and classification or regression presets of Evidently with generated tests, each with its defaults, on the same reference and evaluation rows and with the same true model. A fail is, for Airworthy, a verdict `fail`; for deepchecks, a condition of the category `FAIL`; for Evidently, a generated test with the status `FAIL`, of which `ValueDrift` judges one column and `DriftedColumnsCount` the data set. What looks at several columns, or at both tables, counts once a run.',
    `Some conditions of deepchecks look at one table or at the model alone and are true of this population: ${trueOfPopulation.map((check) => `*${check}*`).join(', ')}. It has a constant column and columns that tell nothing, and its true model ranks only moderately well; so these are no false alarms and are counted apart. Every other fail counts as one, because nothing but chance differs between the samples: also one that the sample does show, such as a rare category that only one of the two holds. The generated tests of Evidently compare the evaluation rows with bands around the values of the reference.`,
    shares(summaries),
    'Verdicts a run are the median: of Airworthy the checks that were conclusive, of deepchecks the conditions, of Evidently the tests. Intervals are Wilson’s at 95 %. Most frequent false alarms, by the share of runs in which they fail at least once:',
    topAlarms(summaries),
    'What did not run, or came to no verdict:',
    notRun(summaries),
    provenance(summaries),
  ]
}

/** The page with another section in the place of the one it has, or before the checks when it has none. */
export function replaceSideBySide(page: string, section: readonly string[]): string {
  const end = page.indexOf(nextTitle)
  if (end < 0) throw new Error(`the page has no ${nextTitle}`)
  const held = page.indexOf(sideBySideTitle)
  const begin = held < 0 ? end : held
  return `${page.slice(0, begin)}${section.map((paragraph) => `${paragraph}\n\n`).join('')}${page.slice(end)}`
}

function shares(summaries: readonly PeerSummary[]): string {
  const rows = bySize(summaries).flatMap((summary) =>
    Object.entries(counted[summary.tool]).map(([key, what]) => {
      const [hits, { size, runs, judged }] = [summary.hits[key]!, summary]
      const interval = spanText(wilsonInterval(hits, runs))
      return [titleOf(summary), what, ...[size, judged, runs, hits].map(countText), percentOf(hits, runs), interval]
    }),
  )
  return markdownTable(
    ['tool', 'counted', 'rows a side', 'verdicts a run', 'runs', 'with any', 'share', 'interval'],
    rows,
    2,
  )
}

function topAlarms(summaries: readonly PeerSummary[]): string {
  const rows = bySize(summaries).flatMap((summary) => {
    const { tool, size, runs } = summary
    const alarms = Object.entries(summary.fails).filter(([name]) => tool !== 'deepchecks' || !isTrueOfPopulation(name))
    return (alarms.length === 0 ? [['none', 0] as const] : alarms.slice(0, 5)).map(([name, hits]) => [
      titleOf(summary),
      cell(name),
      countText(size),
      percentOf(hits, runs),
      spanText(wilsonInterval(hits, runs)),
    ])
  })
  return markdownTable(['tool', 'fails', 'rows a side', 'share of runs', 'interval'], rows, 2)
}

/** A check with several reasons stands with the most frequent one. */
function notRun(summaries: readonly PeerSummary[]): string {
  const found = new Map<
    string,
    { tool: string; name: string; reason: string; most: number; runs: number; of: number }
  >()
  for (const summary of summaries)
    for (const { name, reason, runs } of summary.notRun) {
      const key = `${summary.tool} ${name}`
      const of = summaries.filter(({ tool }) => tool === summary.tool).reduce((sum, one) => sum + one.runs, 0)
      const held = found.get(key) ?? { tool: titleOf(summary), name, reason, most: 0, runs: 0, of }
      const isMore = runs > held.most
      found.set(key, {
        ...held,
        reason: isMore ? reason : held.reason,
        most: Math.max(runs, held.most),
        runs: held.runs + runs,
      })
    }
  return markdownTable(
    ['tool', 'what', 'reason given', 'runs'],
    [...found.values()].map(({ tool, name, reason, runs, of }) => [
      tool,
      cell(name),
      cell(shortened(reason)),
      `${countText(runs)} of ${countText(of)}`,
    ]),
    3,
  )
}

function provenance(summaries: readonly PeerSummary[]): string {
  const sizes = [...new Set(summaries.map(({ size }) => size))].map((size) => {
    const { firstSeed, lastSeed } = summaries.find((one) => one.size === size)!
    return `${firstSeed} to ${lastSeed} at ${countText(size)} rows`
  })
  const sources = [...new Set(summaries.flatMap(({ source }) => source ?? []))].map((source) => `\`${source}\``)
  return `Seeds: ${sizes.join(', ')}. Code of Airworthy: ${sources.join(', ')}. Measured again by \`npm run calibrate -- --peers\`, in Python environments of their own with the versions of [\`bench/peers\`](../../bench/peers).`
}

/** Size by size, so that what is compared stands together. */
function bySize(summaries: readonly PeerSummary[]): PeerSummary[] {
  return summaries.toSorted((a, b) => a.size - b.size || a.tool.localeCompare(b.tool))
}

function titleOf({ tool, version }: PeerSummary): string {
  return `${names[tool]} ${version}`
}

function shortened(text: string): string {
  return text.length <= 110 ? text : `${text.slice(0, text.lastIndexOf(' ', 110))} …`
}

function cell(text: string): string {
  return text.replace(/[|<>]/g, (sign) => `\\${sign}`)
}
