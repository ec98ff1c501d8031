import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MaliciousSample } from '../corpus/malicious/sample.ts'
import { scan } from '../src/app/scan.ts'
import { measureCommand, type Measured } from './processes.ts'

/**
 * The scanner beside others, on the corpus of this repository: how many malicious samples each passes silently, how many
 * harmless files it flags or cannot read, and how fast it is on large files. Only totals are printed: a construct that
 * another tool does not see is told to its maintainers, not here.
 * --only corpus|speed; --tools picklescan,modelscan,fickling,modelaudit; --every 10 takes each tenth file, for tools that
 * need a second for each; --topics 'pickle-*' takes the samples of some topics.
 */
const tools = ['picklescan', 'modelscan', 'fickling', 'modelaudit']
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    tools: { type: 'string', default: tools.join(',') },
    megabytes: { type: 'string', default: '512' },
    every: { type: 'string', default: '1' },
    topics: { type: 'string', default: '*' },
  },
})
const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'airworthy-scanners-'))
const peers = values.tools.split(',').filter((tool) => tools.includes(tool))

try {
  if (values.only !== 'speed') await compareOnCorpus()
  if (values.only !== 'corpus') await compareSpeed()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

type Outcome = 'flagged' | 'silent' | 'error'

async function compareOnCorpus(): Promise<void> {
  const isTaken = (_: string, index: number) => index % Number(values.every) === 0
  const malicious = (await writeSamples(join(scratch, 'malicious'))).filter(isTaken)
  const harmless = globSync('corpus/harmless/files/**/*.*', { cwd: root })
    .map((file) => join(root, file))
    .toSorted()
    .filter(isTaken)
  console.log(`\n${malicious.length} malicious samples, ${harmless.length} harmless files\n`)
  console.log('| scanner | malicious: flagged | cannot read | silent | harmless: flagged | cannot read | silent |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  console.log(rowOf('airworthy', await ours(malicious), await ours(harmless)))
  for (const tool of peers) console.log(rowOf(tool, theirs(tool, malicious), theirs(tool, harmless)))
}

function rowOf(tool: string, malicious: readonly Outcome[], harmless: readonly Outcome[]): string {
  const cells = [malicious, harmless].flatMap((outcomes) =>
    (['flagged', 'error', 'silent'] as const).map((wanted) => {
      const amount = outcomes.filter((one) => one === wanted).length
      return `${amount} (${((100 * amount) / outcomes.length).toFixed(1)} %)`
    }),
  )
  return `| ${[tool, ...cells].join(' | ')} |`
}

/** Flagged is what fails the scan with its defaults, as for the others; what is incomplete says so and exits 3. */
async function ours(files: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const file of files) {
    const { exitCode } = await scan([file])
    outcomes.push(exitCode === 1 ? 'flagged' : exitCode === 3 ? 'error' : 'silent')
  }
  return outcomes
}

function theirs(tool: string, files: readonly string[]): Outcome[] {
  const [list, out] = [join(scratch, 'list.txt'), join(scratch, 'out.jsonl')]
  writeFileSync(list, files.join('\n'))
  run(pythonOf(tool), [join(import.meta.dirname, 'scanners/run_scanner.py'), tool, list, out])
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  return lines.map((line) => (JSON.parse(line) as { outcome: Outcome }).outcome)
}

/** Every sample in a folder of its own, with the files that belong to it. */
async function writeSamples(folder: string): Promise<string[]> {
  const written: string[] = []
  for (const module of globSync(`corpus/malicious/${values.topics}.ts`, { cwd: root }).toSorted()) {
    const { samples = [] } = (await import(join(root, module))) as { samples?: readonly MaliciousSample[] }
    for (const sample of samples) {
      const place = join(folder, String(written.length))
      const put = (name: string, bytes: Uint8Array) => {
        mkdirSync(dirname(join(place, name)), { recursive: true })
        writeFileSync(join(place, name), bytes)
      }
      put(sample.name, await sample.bytes())
      for (const [name, bytes] of Object.entries(sample.beside ?? {})) put(name, bytes)
      written.push(join(place, sample.name))
    }
  }
  return written
}

async function compareSpeed(): Promise<void> {
  const bytes = Number(values.megabytes) * 2 ** 20
  const files = [
    { what: 'pickle of 5 million integers', file: integerPickle(5_000_000) },
    { what: 'pickle of 400,000 small dicts', file: dictPickle(400_000) },
    { what: `pickle with one value of ${values.megabytes} MiB`, file: bytesPickle(bytes) },
    { what: `safetensors of ${values.megabytes} MiB`, file: safetensors(bytes) },
  ]
  console.log('\n| file | size | scanner | seconds | MB/s | peak MB |')
  console.log('| --- | --- | --- | --- | --- | --- |')
  for (const { what, file } of files) {
    const size = readSize(file)
    const cli = [join(root, 'src/cli/main.ts'), 'scan', file]
    line(what, size, 'airworthy, whole process', await measureCommand(process.execPath, cli, { cwd: root }))
    for (const tool of peers) {
      const [list, out] = [join(scratch, 'list.txt'), join(scratch, 'out.jsonl')]
      writeFileSync(list, file)
      const script = join(import.meta.dirname, 'scanners/run_scanner.py')
      const measured = await measureCommand(pythonOf(tool), [script, tool, list, out], { cwd: root })
      const outcome = JSON.parse(readFileSync(out, 'utf8')) as { outcome: Outcome; detail: string }
      line(what, size, outcome.outcome === 'error' ? `${tool} (${outcome.detail.slice(0, 40)})` : tool, measured)
    }
  }
}

function line(what: string, size: number, tool: string, { seconds, peakMb }: Measured): void {
  const speed = size / 1e6 / seconds
  console.log(
    `| ${what} | ${(size / 1e6).toFixed(0)} MB | ${tool} | ${seconds.toFixed(2)} | ${speed.toFixed(1)} | ${peakMb.toFixed(0)} |`,
  )
}

/** In batches of a thousand between a mark and APPENDS, as Python writes lists. */
function inBatches(items: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from('\x80\x04]', 'latin1')]
  for (let at = 0; at < items.length; at += 1000) {
    parts.push(Buffer.from('('), ...items.slice(at, at + 1000), Buffer.from('e'))
  }
  return Buffer.concat([...parts, Buffer.from('.')])
}

function integerPickle(count: number): string {
  const all = Buffer.alloc(count * 5)
  for (let i = 0; i < count; i++) all.writeInt32LE(i * 7, all.writeUInt8(0x4a, i * 5))
  return put('integers.pkl', inBatches(Array.from({ length: count }, (_, i) => all.subarray(i * 5, i * 5 + 5))))
}

/** Every string and dict is memoised, as Python writes them: the densest opcodes of an ordinary pickle. */
function dictPickle(count: number): string {
  const fields = '}\x94(\x8c\x02id\x94K\x05\x8c\x04name\x94\x8c\x03abc\x94\x8c\x05score\x94G\x3f\xf0\0\0\0\0\0\0u'
  return put('dicts.pkl', inBatches(Array.from({ length: count }, () => Buffer.from(fields, 'latin1'))))
}

function bytesPickle(size: number): string {
  const head = Buffer.alloc(11)
  head.write('\x80\x04\x8e', 'latin1')
  head.writeBigUInt64LE(BigInt(size), 3)
  return putSparse('bytes.pkl', head, size, Buffer.from('.'))
}

function safetensors(size: number): string {
  const json = Buffer.from(JSON.stringify({ weight: { dtype: 'U8', shape: [size], data_offsets: [0, size] } }))
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(BigInt(json.length))
  return putSparse('model.safetensors', Buffer.concat([head, json]), size, Buffer.alloc(0))
}

function put(name: string, bytes: Uint8Array): string {
  writeFileSync(join(scratch, name), bytes)
  return join(scratch, name)
}

function putSparse(name: string, head: Buffer, hole: number, tail: Buffer): string {
  const path = join(scratch, name)
  const file = openSync(path, 'w')
  writeSync(file, head, 0, head.length, 0)
  const last = tail.length === 0 ? Buffer.alloc(1) : tail
  writeSync(file, last, 0, last.length, head.length + hole - (tail.length === 0 ? 1 : 0))
  closeSync(file)
  return path
}

function readSize(path: string): number {
  return Number(spawnSync('stat', ['-c', '%s', path], { encoding: 'utf8' }).stdout)
}

/** The Python of a tool's environment, which is made from the pinned versions when it is not there yet. */
function pythonOf(tool: string): string {
  const folder = join(root, '.cache/scanners', tool)
  const python = join(folder, 'bin/python')
  if (existsSync(join(folder, 'complete'))) return python
  console.error(`installing ${tool} …`)
  run('python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(import.meta.dirname, 'scanners', `${tool}.txt`)])
  writeFileSync(join(folder, 'complete'), '')
  return python
}

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, DO_NOT_TRACK: '1', PROMPTFOO_DISABLE_TELEMETRY: '1' }
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'], env })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
