import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { peerPython } from '../../bench/peers.ts'
import type { CheckResult, RunRecord } from '../../zoo/record.ts'
import { openJsonLines } from './json-lines.ts'
import { writeDraw } from './peer-draws.ts'
import type { PeerDraw } from './peer-draws.ts'
import { startPeer } from './peer-process.ts'
import { sharedRuns, summarise, writeSummaries } from './peer-results.ts'
import type { PeerRecord, PeerTool } from './peer-results.ts'
import { hashSources } from './results.ts'
import { TrialPool } from './trial-pool.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.cache/calibrate/peers')
const scripts = join(root, 'bench/peers')
const shared = ['draws.py', 'vote_model.py']

interface Told {
  readonly tool: PeerTool
  readonly version: string
  readonly source?: string
  readonly records: readonly PeerRecord[]
}

/**
 * Runs all checks of ours, deepchecks' full suite and Evidently's presets, or only some of these, on the clean draws of
 * a calibration, and stores what they said of the draws that all of them have seen. Goes on where it was interrupted.
 */
export async function comparePeers(
  size: number,
  runs: number,
  tools: readonly PeerTool[],
  signal: AbortSignal,
): Promise<void> {
  const draws: PeerDraw[] = []
  for (let run = 0; run < runs; run++) draws.push(await writeDraw(size, run, join(folder, String(size), String(run))))
  const told = await Promise.all(
    tools.map((tool) => (tool === 'airworthy' ? runOurs(size, draws, signal) : runPeer(tool, size, draws, signal))),
  )
  const records = sharedRuns(told.map((one) => one.records))
  if (records[0]!.length > 0) writeSummaries(told.map((one, i) => summarise({ ...one, size }, records[i]!)))
}

async function runOurs(size: number, draws: readonly PeerDraw[], signal: AbortSignal): Promise<Told> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const source = hashSources()
  const { records, open, add } = openRecords('airworthy', size, source, draws)
  const pool = new TrialPool(1)
  try {
    const onResult = ({ run }: { run: number }, record: RunRecord) =>
      add({ run, draw: draws[run]!.digest, ...answerOf(record) })
    await pool.run(
      open.map((run) => ({ kind: 'clean', size, run })),
      onResult,
      signal,
    )
  } finally {
    await pool.close()
  }
  return { tool: 'airworthy', version, source, records }
}

/** A check that could not tell has judged nothing, and counts with those that did not run. */
function answerOf({ checks }: RunRecord) {
  const named = (...wanted: readonly CheckResult[]) => Object.keys(checks).filter((id) => wanted.includes(checks[id]!))
  return {
    seconds: 0,
    judged: named('pass', 'warn', 'fail').length,
    fails: named('fail'),
    warns: named('warn'),
    notRun: Object.fromEntries(named('inconclusive', 'skipped', 'errored').map((id) => [id, checks[id]!])),
  }
}

async function runPeer(
  tool: 'deepchecks' | 'evidently',
  size: number,
  draws: readonly PeerDraw[],
  signal: AbortSignal,
): Promise<Told> {
  const script = `${tool}_draws.py`
  const source = hashFiles([script, `${tool}.txt`, ...shared])
  const { records, open, add } = openRecords(tool, size, source, draws)
  const peer = await startPeer(peerPython(root, tool), join(scripts, script))
  const stop = () => peer.close()
  signal.addEventListener('abort', stop)
  try {
    for (const run of open) {
      if (signal.aborted) break
      const draw = draws[run]!
      add({ run, draw: draw.digest, ...(await peer.ask(draw)) })
      console.error(`${tool}, ${size} rows: ${records.length} of ${draws.length} runs`)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', stop)
    peer.close()
  }
  return { tool, version: peer.version, records }
}

/** What is kept of these draws, and the runs that are still to be done. */
function openRecords(tool: PeerTool, size: number, source: string, draws: readonly PeerDraw[]) {
  const file = openJsonLines(join(folder, `${tool}-${size}.jsonl`), { tool, size, source })
  const records = (file.lines as PeerRecord[]).filter(({ run, draw }) => draws[run]?.digest === draw)
  const done = new Set(records.map(({ run }) => run))
  return {
    records,
    open: draws.map((_, run) => run).filter((run) => !done.has(run)),
    add: (record: PeerRecord) => {
      file.add(record)
      records.push(record)
    },
  }
}

function hashFiles(names: readonly string[]): string {
  const hash = createHash('sha256')
  for (const name of names) hash.update(readFileSync(join(scripts, name)))
  return hash.digest('hex').slice(0, 10)
}
