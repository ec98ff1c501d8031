import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { MaliciousSample } from '../corpus/malicious/sample.ts'
import { atLeast } from '../src/core/scan-level.ts'
import { scanBytes } from '../src/scan/fixtures/scan-bytes.ts'
import { builtInAllowList } from '../src/scan/pickle/policy/allow-list.ts'
import { scanSource, type SourceScan } from '../src/scan/scan-source.ts'
import type { Sibling } from '../src/scan/scope.ts'
import { memorySource } from '../src/scan/source.ts'

const corpus = resolve(import.meta.dirname, '..', 'corpus')
const allow = builtInAllowList()
const manifest = z.array(
  z.object({ name: z.string(), split: z.enum(['development', 'held-out']), partOf: z.string().optional() }),
)

function entriesOf(folder: string) {
  return manifest.parse(JSON.parse(readFileSync(join(corpus, folder, 'manifest.json'), 'utf8')))
}

async function scanCorpusFile(folder: string, name: string): Promise<SourceScan> {
  const path = join(corpus, folder, 'files', name)
  const siblings = (relative: string): Sibling => {
    const beside = join(dirname(path), relative)
    if (!existsSync(beside) || !statSync(beside).isFile()) return { kind: 'missing' }
    const bytes = readFileSync(beside)
    return { kind: 'file', size: bytes.length, isLink: false, open: () => memorySource(bytes) }
  }
  return scanSource(memorySource(readFileSync(path)), { path: basename(path), allow, siblings })
}

const graveOf = ({ findings }: SourceScan) => findings.filter(({ level }) => atLeast(level, 'medium'))

describe('harmless files', () => {
  // Raw bytes that another file refers to are read with that.
  const entries = entriesOf('harmless').filter(({ partOf }) => partOf === undefined)
  const libraries = Map.groupBy(entries, ({ name }) => name.split('/').slice(0, 2).join('/'))

  test('the corpus is large enough to mean something', () => {
    expect(entries.length).toBeGreaterThan(1000)
    expect(entries.filter(({ split }) => split === 'held-out').length).toBeGreaterThan(300)
  })

  test.each([...libraries])('%s', async (_, files) => {
    const alarms: string[] = []
    for (const { name } of files) {
      const scan = await scanCorpusFile('harmless', name)
      for (const { rule, subject } of graveOf(scan)) alarms.push(`${name}: ${rule} ${subject}`)
      for (const { reason, detail } of scan.gaps) alarms.push(`${name}: ${reason}: ${detail}`)
      if (scan.coverage.opaque > 0) alarms.push(`${name}: ${scan.coverage.opaque} bytes are opaque`)
    }
    expect(alarms).toEqual([])
  })
})

test('files that carry code by nature are said to', async () => {
  const entries = entriesOf('carries-code')
  expect(entries.length).toBeGreaterThan(10)
  for (const { name } of entries) {
    const scan = await scanCorpusFile('carries-code', name)
    expect(graveOf(scan).map(({ rule }) => rule)).toContain('pickle-code/carries-code')
    expect(scan.gaps).toEqual([])
  }
})

/** Builders of samples; the other files of the folder are what they are built with. */
const builders = await Promise.all(
  globSync('*.ts', { cwd: join(corpus, 'malicious') })
    .toSorted()
    .map(async (file) => {
      const loaded = (await import(pathToFileURL(join(corpus, 'malicious', file)).href)) as {
        readonly samples?: readonly MaliciousSample[]
      }
      return { file, samples: loaded.samples ?? [] }
    }),
)
const samples = builders.flatMap((builder) => builder.samples)

describe('malicious files', () => {
  test('there are hundreds, and each has a name of its own', () => {
    expect(samples.length).toBeGreaterThan(300)
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
  })

  test.each(builders.filter((builder) => builder.samples.length > 0))('$file', async (builder) => {
    const silent: string[] = []
    for (const { name, rule, bytes, beside = {} } of builder.samples) {
      const scan = await scanBytes(await bytes(), { name, beside, allow })
      const rules = graveOf(scan).map((finding) => finding.rule)
      if (!rules.some((one) => one === rule)) silent.push(`${name}: ${rule} (${rules.join(', ')})`)
      for (const { reason, detail } of scan.gaps) if (reason === 'failed') silent.push(`${name}: ${detail}`)
    }
    expect(silent).toEqual([])
  })
})
