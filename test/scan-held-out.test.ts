import { expect, test } from 'vitest'
import { families } from '../corpus/held-out/malicious/index.ts'
import type { MaliciousSample } from '../corpus/malicious/sample.ts'
import { atLeast } from '../src/core/scan-level.ts'
import { scanBytes } from '../src/scan/fixtures/scan-bytes.ts'
import { builtInAllowList } from '../src/scan/pickle/policy/allow-list.ts'

const allow = builtInAllowList()

/** Nothing at medium or above, and no gap either: the scan exits 0. */
const silent: Readonly<Record<string, string>> = {
  'archive-python-path-file.zip': 'a .pth file runs only once it lies in the site-packages of a Python',
  'document-config-as-text-inside-wrapper.keras': 'no Keras reads a layer from a text',
  'document-pickle-in-metadata.onnx': 'nothing loads what the metadata of ONNX hold',
  'hub-mlflow-address/MLmodel': 'MLflow notes where an artifact came from and reads the copy',
  'hub-mlflow-model-code/MLmodel': 'a low finding: the script is scanned where it is there',
  'secret-in-pickle.pkl': 'texts of pickles are not swept for credentials',
  'opcode-doubling-lists-through-memo.pkl': 'loads in little memory; only who walks all of it suffers',
  'opcode-doubling-tuples.pkl': 'loads in little memory; only who walks all of it suffers',
  'opcode-doubling-tuple-as-key.pkl': 'hashing the tuple takes for ever; shared parts are not counted',
  'opcode-tuple-of-memo-doubled-in-set.pkl': 'hashing the tuple takes for ever; shared parts are not counted',
  'stream-blank-lines-before-text-pickle.pkl': 'every unpickler stops at the blank line',
}

/** A gap instead of a finding: the scan is incomplete, and never exits 0. */
const incomplete: ReadonlySet<string> = new Set([
  'archive-bomb.zip',
  'archive-native-macos.gguf',
  'archive-unknown-method.pt',
  'document-unknown-tensor-type.gguf',
  'stream-byte-order-mark-before-pickle.pkl',
  'stream-inst-text-pickle-after-junk.pkl',
])

async function outcomeOf({ name, bytes, beside }: MaliciousSample): Promise<'found' | 'incomplete' | 'silent'> {
  const scan = await scanBytes(await bytes(), { name: name.split('/').at(-1)!, allow, ...(beside && { beside }) })
  if (scan.findings.some(({ level }) => atLeast(level, 'medium'))) return 'found'
  return scan.gaps.length > 0 ? 'incomplete' : 'silent'
}

test('there are enough of them, each under a name of its own', () => {
  const names = Object.values(families).flatMap((samples) => samples.map(({ name }) => name))
  expect(names.length).toBeGreaterThan(850)
  expect(new Set(names).size).toBe(names.length)
  for (const name of [...Object.keys(silent), ...incomplete]) expect(names).toContain(name)
})

test.each(Object.entries(families))('malicious files that the scanner was not made with: %s', async (_, samples) => {
  const unexpected: string[] = []
  for (const sample of samples) {
    const outcome = await outcomeOf(sample)
    const expected = sample.name in silent ? 'silent' : incomplete.has(sample.name) ? 'incomplete' : 'found'
    if (outcome !== expected) unexpected.push(`${sample.name}: ${outcome}, not ${expected}`)
  }
  expect(unexpected).toEqual([])
})
