import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { scanReportSchema } from '../src/core/scan-report.ts'
import { modelFormats } from '../src/report/scan/bom.ts'
import { readers } from '../src/scan/registry.ts'
import { airworthy, root, run, start, temporaryFolder } from './airworthy.ts'

const folder = temporaryFolder()
const models = join(folder, 'models')
const evil = Buffer.from("cos\nsystem\n(S'echo canary'\ntR.")
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const reportIn = (file: string) => scanReportSchema.parse(JSON.parse(read(file)))

beforeAll(() => {
  mkdirSync(join(models, 'clean'), { recursive: true })
  cpSync(join(root, 'examples/adult/model.onnx'), join(models, 'clean/model.onnx'))
  writeFileSync(join(models, 'clean/README.md'), '# A model\n')
  mkdirSync(join(models, 'evil'))
  writeFileSync(join(models, 'evil/weights.bin'), evil)
  mkdirSync(join(models, 'odd'))
  writeFileSync(
    join(models, 'odd/blob'),
    Uint8Array.from({ length: 3000 }, (_, index) => (index * index * 31 + 129) & 255),
  )
})

test('clean is 0, findings are 1, what is not understood is 3, and findings win', async () => {
  const clean = await airworthy(folder, 'scan', 'models/clean')
  expect(clean).toMatchObject({ exitCode: 0, stderr: '' })
  expect(clean.stdout).toMatch(/2 clean\nPassed: every byte is accounted for, and nothing was found\.\n$/)
  const found = await airworthy(folder, 'scan', 'models/evil')
  expect(found.exitCode).toBe(1)
  expect(found.stdout).toContain("os.system('echo canary')")
  const odd = await airworthy(folder, 'scan', 'models/odd')
  expect(odd.exitCode).toBe(3)
  expect(odd.stdout).toMatch(/Incomplete: 1 part could not be analysed, so nothing is promised\.\n$/)
  expect((await airworthy(folder, 'scan', 'models')).exitCode).toBe(1)
})

test('the same bytes for any number of threads, in every format', async () => {
  // Large enough that threads are worth their start.
  const large = join(models, 'clean/large.txt')
  writeFileSync(large, 'word '.repeat(1_000_000))
  const outputs = (name: string) => ['json', 'sarif', 'md', 'cdx.json'].flatMap((ending) => ['-o', `${name}.${ending}`])
  for (const jobs of ['1', '2', '4']) {
    expect((await airworthy(folder, 'scan', 'models', '--jobs', jobs, ...outputs(`jobs-${jobs}`))).exitCode).toBe(1)
  }
  for (const ending of ['json', 'sarif', 'md', 'cdx.json']) {
    expect(read(`jobs-2.${ending}`)).toBe(read(`jobs-1.${ending}`))
    expect(read(`jobs-4.${ending}`)).toBe(read(`jobs-1.${ending}`))
  }
  const report = reportIn('jobs-1.json')
  expect(report).toMatchObject({ verdict: 'malicious', passed: false })
  expect(report.files.map(({ path, verdict }) => `${path} ${verdict}`)).toEqual([
    'models/clean/README.md clean',
    'models/clean/large.txt clean',
    'models/clean/model.onnx clean',
    'models/evil/weights.bin malicious',
    'models/odd/blob incomplete',
  ])
  for (const { sha256, coverage } of report.files) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(coverage.parsed + coverage.data + coverage.member + coverage.opaque).toBe(coverage.size)
  }
}, 60_000)

test('what a team allows, accepts and decides', async () => {
  writeFileSync(join(folder, 'allow.yaml'), 'pickle: [{ module: os, name: system, role: reduce }]\n')
  expect((await airworthy(folder, 'scan', 'models/evil', '--allow', 'allow.yaml')).exitCode).toBe(0)
  writeFileSync(
    join(folder, 'policy.yaml'),
    `accept:
  - { rule: pickle-code/dangerous-call, path: '**/evil/*', reason: a sample }
  - { rule: pickle-code/unvetted-import, subject: os.system, reason: a sample }
`,
  )
  const accepted = await airworthy(folder, 'scan', 'models/evil', '--policy', 'policy.yaml', '-o', 'accepted.json')
  expect(accepted.exitCode).toBe(0)
  expect(accepted.stdout).toContain('2 findings accepted by the policy')
  expect(reportIn('accepted.json')).toMatchObject({ findings: [], accepted: [{ subject: 'os.system' }, {}] })
  expect((await airworthy(folder, 'scan', 'models/evil', '--fail-on', 'critical')).exitCode).toBe(1)
})

test('every format that a bill of materials takes for a model is one that is read', () => {
  const formats = new Set(readers.map(({ format }) => format))
  expect([...modelFormats].filter((format) => !formats.has(format))).toEqual([])
})

test('standard input has no name, so its content tells', async () => {
  const piped = run(
    'sh',
    ['-c', `cat models/evil/weights.bin | "${process.execPath}" "${root}/src/cli/main.ts" scan -`],
    folder,
  )
  const ended = await piped.ended
  expect(ended.exitCode).toBe(1)
  expect(ended.stdout).toMatch(/malicious {2}- +pickle/)
})

test.each([
  [['scan'], 2, /missing required argument 'paths'/],
  [['scan', 'nothing'], 2, /SCAN_NOT_FOUND {2}There is nothing at nothing/],
  [['scan', '*.onnx'], 2, /SCAN_NOT_FOUND/],
  [['scan', 'models', '--fail-on', 'bad'], 2, /OPTION_INVALID.*there are info, low, medium, high, critical/],
  [['scan', 'models', '-o', 'a.html'], 2, /OUTPUT_FORMAT_UNKNOWN/],
  [['scan', 'models', '-o', 'no/a.json'], 2, /OUTPUT_UNWRITABLE/],
  [['scan', 'models', '--allow', 'models/odd/blob'], 2, /SCAN_SETTINGS_UNREADABLE/],
  [['scan', 'models', '--policy', 'nothing.yaml'], 2, /SCAN_SETTINGS_UNREADABLE/],
  [['scan', 'models', '--signature-key', 'models/clean/README.md'], 2, /it holds no public key/],
])('%j is a mistake that is named', async (args, exitCode, message) => {
  const ended = await airworthy(folder, ...args)
  expect(ended.stderr).toMatch(message)
  expect(ended.exitCode).toBe(exitCode)
  expect(ended.stdout).toBe('')
})

test('a link out of the tree is a finding, a pipe and a broken link are gaps, and nothing hangs', async () => {
  const place = join(folder, 'links')
  mkdirSync(place)
  symlinkSync('/etc/passwd', join(place, 'config.json'))
  await run('mkfifo', ['pipe'], place).ended
  const { exitCode, stdout } = await airworthy(folder, 'scan', 'links')
  expect(exitCode).toBe(1)
  expect(stdout).toContain('archive/escaping-link')
  expect(stdout).toContain('it is not an ordinary file')
  expect(stdout).not.toContain('root:')
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is a gap', async () => {
  writeFileSync(join(folder, 'locked.pkl'), evil)
  chmodSync(join(folder, 'locked.pkl'), 0)
  expect((await airworthy(folder, 'scan', 'locked.pkl')).exitCode).toBe(3)
})

test('a checkpoint of ten gigabytes is not read', async () => {
  const header = Buffer.from(JSON.stringify({ w: { dtype: 'F32', shape: [2_500_000_000], data_offsets: [0, 1e10] } }))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const file = join(folder, 'large.safetensors')
  writeFileSync(file, Buffer.concat([length, header]))
  truncateSync(file, 8 + header.length + 1e10)
  const { exitCode, stdout } = await airworthy(folder, 'scan', 'large.safetensors')
  expect(stdout).toContain('scan of 1 file · 10 GB')
  expect(exitCode).toBe(0)
})

test('a dangerous model is not loaded: its findings fail the gate, and what needs an answer is skipped', async () => {
  const place = join(folder, 'dangerous')
  cpSync(join(root, 'examples/adult'), place, { recursive: true })
  writeFileSync(join(place, 'model.onnx'), evil)
  const ended = await airworthy(
    place,
    'test',
    'airworthy.yaml',
    '--only',
    'security',
    '--only',
    'operations',
    '-o',
    'r.json',
  )
  expect(ended.exitCode).toBe(1)
  const report = JSON.parse(readFileSync(join(place, 'r.json'), 'utf8')) as {
    findings: { check: string; verdict: string; outcome: string; severity: string; reason: string }[]
    model: object
    hashes: { model: string }
  }
  const of = (check: string) => report.findings.find((one) => one.check === check)
  expect(of('security/pickle-code')).toMatchObject({ verdict: 'fail', severity: 'blocker' })
  const reason = 'the model was not loaded, because its file is dangerous'
  expect(of('operations/determinism')).toMatchObject({ outcome: 'skipped', reason })
  expect(report.model).toEqual({ kind: 'onnx, not loaded', file: 'model.onnx', decisions: [reason] })
  expect(report.hashes.model).toBe(createHash('sha256').update(evil).digest('hex'))
}, 60_000)

test('Ctrl-C ends a scan and leaves nothing behind', async () => {
  const place = join(folder, 'many')
  mkdirSync(place)
  const ints = Buffer.concat([Buffer.from([0x80, 4, 0x5d, 0x28]), Buffer.alloc(40_000_000, 0x4e), Buffer.from('e.')])
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) writeFileSync(join(place, `${name}.pkl`), ints)
  const scanning = start(folder, ['scan', 'many', '-o', 'many.json'])
  await new Promise((done) => setTimeout(done, 700))
  scanning.process.kill('SIGINT')
  const { exitCode } = await scanning.ended
  expect(exitCode).toBe(null)
  expect(() => read('many.json')).toThrow('ENOENT')
}, 60_000)
