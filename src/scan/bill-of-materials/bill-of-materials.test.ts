import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { discover } from '../files/discover.ts'
import { compareBills } from './compare-files.ts'
import { billOfMaterialsReader } from './reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-bom-'))
afterAll(() => rmSync(folder, { recursive: true }))

const component = (name: string, text: string, type = 'machine-learning-model') => ({
  type,
  name,
  hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(text).digest('hex') }],
})
const library = { type: 'library', name: 'torch' }

/** Details of what differs between a bill of these components and a folder with a model and a configuration. */
function compare(...components: object[]): string[] {
  mkdirSync(join(folder, 'm/sub'), { recursive: true })
  writeFileSync(join(folder, 'm/model.txt'), 'weights')
  writeFileSync(join(folder, 'm/sub/config.json'), '{}')
  writeFileSync(join(folder, 'm/bom.cdx.json'), JSON.stringify({ bomFormat: 'CycloneDX', components }))
  const { files } = discover(['m'], folder)
  const bills = files.filter(({ path }) => path.endsWith('.cdx.json'))
  return compareBills(bills, files).map(({ detail }) => detail)
}

test('a bill that lists what is there, by paths from its folder or as they were named', () => {
  expect(compare(component('model.txt', 'weights'), component('m/sub/config.json', '{}', 'file'), library)).toEqual([])
})

test('a changed file, one that is gone, and one that is not listed', () => {
  expect(compare(component('model.txt', 'others'), component('gone.bin', ''), library)).toEqual([
    'model.txt differs from what is listed',
    'gone.bin is listed and is not there',
    'm/sub/config.json is not listed',
  ])
})

test('a bill of packages alone says nothing of files', () => {
  expect(compare(library)).toEqual([])
})

test('the reader knows a bill, and says when it is none', async () => {
  const readers = [billOfMaterialsReader]
  const good = await scanBytes(Buffer.from('{"bomFormat": "CycloneDX", "components": []}'), { readers })
  expect(good).toMatchObject({ format: 'bill-of-materials', findings: [], gaps: [], coverage: { opaque: 0 } })
  const bad = await scanBytes(Buffer.from('{"bomFormat": "CycloneDX", "components": [{}]}'), { readers })
  expect(rulesOf(bad)).toEqual(['bill-of-materials/differs'])
})
