import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { zipFile } from '../../formats/fixtures/zip-file.ts'
import { findAdvisories } from './advisory-database.ts'
import { indexName } from './advisory-index.ts'

const records = join(import.meta.dirname, '../fixtures/osv')
const top = mkdtempSync(join(tmpdir(), 'airworthy-osv-'))
let folder = top
let count = 0

beforeEach(() => {
  folder = join(top, `${(count += 1)}`)
  mkdirSync(folder)
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

const wanted = new Set(['PyPI/torch', 'npm/lodash', 'PyPI/nothing', 'PyPI/numpy'])
const idsIn = async (place: string) => {
  const { header, byPackage } = await findAdvisories(place, wanted)
  const ids = Object.fromEntries([...byPackage].map(([key, list]) => [key, list.map(({ id }) => id)]))
  return { date: header.date, records: header.records, ids }
}
const expected = {
  date: '2025-06-15',
  records: 15,
  ids: {
    'PyPI/torch': ['GHSA-47fc-vmwq-366v', 'GHSA-53q9-r3pm-6pq6', 'PYSEC-2022-43015'],
    'npm/lodash': ['GHSA-35jh-r3h4-6jhm'],
  },
}

function zipOf(ecosystem: string): Uint8Array {
  const paths = globSync(`${records}/${ecosystem}/*.json`).toSorted()
  return zipFile(paths.map((path) => [path.slice(path.lastIndexOf('/') + 1), readFileSync(path)]))
}

test('single records in folders; the index is kept, and read the next time', async () => {
  cpSync(records, folder, { recursive: true })
  expect(await idsIn(folder)).toEqual(expected)
  const [header, ...lines] = gunzipSync(readFileSync(join(folder, indexName)))
    .toString()
    .trimEnd()
    .split('\n')
  expect(JSON.parse(header!)).toMatchObject({ records: 15, date: '2025-06-15' })
  expect(lines).toEqual(lines.toSorted())
  expect(await idsIn(folder)).toEqual(expected)
})

test.each(['', 'osv-scanner', 'osv-scalibr'])('archives by ecosystem under %j', async (under) => {
  for (const ecosystem of ['PyPI', 'npm']) {
    mkdirSync(join(folder, under, ecosystem), { recursive: true })
    writeFileSync(join(folder, under, ecosystem, 'all.zip'), zipOf(ecosystem))
  }
  expect(await idsIn(folder)).toEqual(expected)
  expect((await idsIn(join(folder, under, 'PyPI', 'all.zip'))).ids).toEqual({
    'PyPI/torch': expected.ids['PyPI/torch'],
  })
})

test('a changed source makes the index anew, a damaged index too', async () => {
  mkdirSync(join(folder, 'npm'))
  const archive = join(folder, 'npm/all.zip')
  writeFileSync(archive, zipOf('PyPI'))
  expect(Object.keys((await idsIn(folder)).ids)).toEqual(['PyPI/torch'])
  writeFileSync(archive, zipOf('npm'))
  utimesSync(archive, 1, 1)
  expect(Object.keys((await idsIn(folder)).ids)).toEqual(['npm/lodash'])
  const index = readFileSync(join(folder, indexName))
  for (const damaged of [index.subarray(0, index.length - 12), Buffer.from('no gzip'), Buffer.alloc(0)]) {
    writeFileSync(join(folder, indexName), damaged)
    expect(Object.keys((await idsIn(folder)).ids)).toEqual(['npm/lodash'])
  }
})

test('a folder that cannot be written to is used all the same', async () => {
  cpSync(records, folder, { recursive: true })
  mkdirSync(join(folder, indexName))
  expect(await idsIn(folder)).toEqual(expected)
  chmodSync(folder, 0o555)
  expect(await idsIn(folder)).toEqual(expected)
  chmodSync(folder, 0o755)
  expect(globSync(`${folder}/*.tmp`)).toEqual([])
})

test('no place, no records, and records that are none', async () => {
  await expect(idsIn(join(folder, 'missing'))).rejects.toThrow('ENOENT')
  await expect(idsIn(folder)).rejects.toThrow('no OSV record')
  writeFileSync(join(folder, 'a.json'), '{"id": 3, "affected": "all"}')
  writeFileSync(join(folder, 'b.json'), '{{{')
  writeFileSync(
    join(folder, 'c.json'),
    '{"id":"X-1","modified":"2025-01-01","affected":[{"package":{"ecosystem":"Go","name":"x"}}]}',
  )
  await expect(idsIn(folder)).rejects.toThrow('no OSV record')
  expect(existsSync(join(folder, indexName))).toBe(false)
})
