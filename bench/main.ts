import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Report } from '../src/core/report.ts'
import { bigTable } from './big-table.ts'
import { peerRuns } from './peers.ts'
import { measureCommand, medianOf } from './processes.ts'
import type { Measured } from './processes.ts'

/**
 * Times whole processes, warm, and prints ratios from one run: absolute times are the machine's.
 * --peers also times deepchecks and Evidently on the same data; --only adult|big|start; --runs N.
 */
const { values } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    only: { type: 'string' },
    runs: { type: 'string', default: '3' },
    rows: { type: 'string', default: '10000000' },
  },
})
const root = join(import.meta.dirname, '..')
const runs = Number(values.runs)
const scratch = mkdtempSync(join(tmpdir(), 'airworthy-bench-'))
const lines: string[] = []

try {
  if (wants('start')) await benchStart()
  if (wants('adult')) await benchAdult()
  if (wants('big')) await benchBig()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(['| what | seconds | peak MB | compared with |', '| --- | --- | --- | --- |', ...lines].join('\n'))

async function benchStart(): Promise<void> {
  const help = await medianOf(7, () => airworthy(['--help']))
  row('`airworthy --help`', help, 'goal 0.15 s')
}

async function benchAdult(): Promise<void> {
  const json = join(scratch, 'adult.json')
  const whole = await medianOf(runs, () =>
    airworthy(['test', join(root, 'examples/adult/airworthy.yaml'), '--output', json]),
  )
  const report = JSON.parse((await import('node:fs')).readFileSync(json, 'utf8')) as Report
  const { judged } = report.counts.checks
  const { pass, warn, fail, inconclusive } = report.counts.findings
  row('Airworthy, Adult, everything', whole, `${judged} checks, ${pass + warn + fail + inconclusive} verdicts`)
  if (!values.peers) return
  for (const peer of await peerRuns(root)) {
    const ratio = peer.seconds / whole.seconds
    row(
      peer.name,
      { seconds: peer.seconds, peakMb: peer.peakMb },
      `${peer.checks} checks; Airworthy is ${ratio.toFixed(1)} × as fast`,
    )
  }
}

async function benchBig(): Promise<void> {
  const { reference, evaluation } = await bigTable(join(root, '.cache/bench'), Number(values.rows))
  const config = join(scratch, 'big.json')
  writeFileSync(
    config,
    JSON.stringify({ task: 'binary', data: { reference, evaluation, label: 'label', positive: '1' } }),
  )
  const scan = await medianOf(runs, () =>
    measureCommand(process.execPath, [join(import.meta.dirname, 'scan.ts'), reference, evaluation], { cwd: scratch }),
  )
  const drift = await medianOf(runs, () => airworthy(['test', config, '--only', 'drift/feature']))
  const title = `${Number(values.rows).toLocaleString('en')} × 20, twice`
  row(`DuckDB scans ${title}`, scan, '')
  row(
    `Airworthy profiles ${title}, and drift`,
    drift,
    `${(drift.seconds / scan.seconds).toFixed(2)} × the scan; goal 2 ×, 1,000 MB`,
  )
}

function airworthy(args: readonly string[]): Promise<Measured> {
  return measureCommand(process.execPath, [join(root, 'src/cli/main.ts'), ...args], { cwd: scratch })
}

function wants(name: string): boolean {
  return values.only === undefined || values.only === name
}

function row(what: string, { seconds, peakMb }: Pick<Measured, 'seconds' | 'peakMb'>, note: string): void {
  const line = `| ${what} | ${seconds.toFixed(2)} | ${peakMb.toFixed(0)} | ${note} |`
  lines.push(line)
  console.error(line)
}
