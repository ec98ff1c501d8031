import { parseArgs } from 'node:util'
import { fuzz } from '../test/scan-fuzz/fuzz.ts'
import { pythonVersion } from '../test/scan-fuzz/oracle-process.ts'

// Compares the pickle machine with the unpicklers of a Python: node scripts/fuzz-pickles.ts --count 1000000 --seed 1

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    python: { type: 'string', default: 'python3' },
  },
})

const { python } = values
const version = pythonVersion(python)
if (version === undefined) {
  process.stderr.write(`${python} does not run: the oracle needs a Python.\n`)
  process.exit(2)
}

const started = performance.now()
const options = { count: Number(values.count), seed: Number(values.seed), workers: Number(values.workers), python }
const result = await fuzz(options, (pickles) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${pickles} of ${options.count}`)
})
const seconds = (performance.now() - started) / 1000
const lines = [
  `${result.pickles} pickles, seed ${options.seed}, ${version}`,
  `${seconds.toFixed(1)} s, ${Math.round(result.pickles / seconds)} pickles per second`,
  `${result.records} imports, calls and the like that CPython did`,
  `${result.covered} of them only covered by a finding`,
  `${result.unanswered} pickles on which CPython died or hung`,
  `${result.misses.length} pickles with something missed`,
]
for (const { pickle, missed } of result.misses) {
  lines.push(`  ${Buffer.from(pickle).toString('hex')}`, `    ${JSON.stringify(missed)}`)
}
process.stdout.write(`${lines.join('\n')}\n`)
process.exit(result.misses.length > 0 ? 1 : 0)
