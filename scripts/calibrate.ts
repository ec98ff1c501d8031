import { parseArgs } from 'node:util'
import { flaws } from '../zoo/flaws.ts'
import type { RunRecord } from '../zoo/record.ts'
import type { Trial } from '../zoo/trial.ts'
import { writeFalseAlarms, writeSideBySide } from './calibrate/false-alarms-page.ts'
import { peerTools, readSummaries } from './calibrate/peer-results.ts'
import { comparePeers } from './calibrate/peers.ts'
import { hashSources, openResults } from './calibrate/results.ts'
import { TrialPool } from './calibrate/trial-pool.ts'
import { writeZoo } from './calibrate/zoo-page.ts'

/**
 * Measures how often all checks together raise a false alarm on identical distributions, and which planted flaws they
 * find, and writes both tables. Results are kept in .cache/calibrate; an interrupted run goes on where it was.
 * --peers runs the suites of others on the same clean draws instead, and writes only the table beside ours;
 * with --tools airworthy it measures ours anew beside what is stored of the others.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    sizes: { type: 'string' },
    seeds: { type: 'string', default: '40' },
    'zoo-sizes': { type: 'string', default: '300,3000,10000' },
    threads: { type: 'string', default: '2' },
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: 'clean,zoo' },
    'pages-only': { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    tools: { type: 'string' },
  },
})
const numbersIn = (list: string) => list.split(',').map(Number)
const only = values.only.split(',')
const [runs, seeds] = values.short ? [60, 5] : [Number(values.runs ?? 1000), Number(values.seeds)]
const sizes = values.short ? [300, 3000] : numbersIn(values.sizes ?? '300,3000,100000')
const strengths = [0.5, 1]

const stop = new AbortController()
process.once('SIGINT', () => stop.abort(new Error('interrupted')))

if (values['pages-only']) {
  // What is kept is all there is to write.
} else if (values.peers) {
  const tools = peerTools.filter((tool) => values.tools?.split(',').includes(tool) ?? true)
  if (tools.length === 0) throw new Error(`--tools takes ${peerTools.join(', ')}`)
  for (const size of numbersIn(values.sizes ?? '300,3000')) {
    if (!stop.signal.aborted) await comparePeers(size, peerRunsAt(size), tools, stop.signal)
  }
} else {
  const source = hashSources()
  const pool = new TrialPool(Number(values.threads))
  try {
    if (only.includes('clean')) for (const size of sizes) await measure(pool, 'clean', size, source, cleanTrials(size))
    if (only.includes('zoo')) {
      for (const size of numbersIn(values['zoo-sizes'])) await measure(pool, 'flaw', size, source, flawTrials(size))
    }
  } finally {
    await pool.close()
  }
}
if (stop.signal.aborted) {
  console.error('\nInterrupted; the same command goes on from here.')
  process.exitCode = 130
} else if (values.peers) {
  writeSideBySide()
} else {
  writeFalseAlarms()
  writeZoo()
}

async function measure(
  pool: TrialPool,
  kind: Trial['kind'],
  size: number,
  source: string,
  trials: readonly Trial[],
): Promise<void> {
  if (stop.signal.aborted) return
  const kept = openResults(kind, size, source)
  const open = trials.filter((trial) => !kept.has(trial))
  let done = trials.length - open.length
  const began = performance.now()
  const onResult = (trial: Trial, record: RunRecord) => {
    kept.add(trial, record)
    done++
    const seconds = Math.round((performance.now() - began) / 1000)
    process.stderr.write(`\r${kind} ${size} rows: ${done} of ${trials.length} runs, ${seconds} s `)
  }
  await pool.run(open, onResult, stop.signal)
  process.stderr.write('\n')
}

/** A tool that is measured alone goes on the draws that the others are stored for. */
function peerRunsAt(size: number): number {
  const stored = values.tools === undefined ? undefined : readSummaries().find((summary) => summary.size === size)
  return Number(values.runs ?? stored?.runs ?? (size < 1000 ? 200 : 100))
}

function cleanTrials(size: number): Trial[] {
  return Array.from({ length: runs }, (_, run) => ({ kind: 'clean', size, run }))
}

function flawTrials(size: number): Trial[] {
  return Array.from({ length: seeds }, (_, run) => run).flatMap((run) =>
    strengths.flatMap((strength) =>
      flaws.map(({ name }): Trial => ({ kind: 'flaw', size, run, flaw: name, strength })),
    ),
  )
}
