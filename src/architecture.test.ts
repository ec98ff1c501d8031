import { globSync, readFileSync } from 'node:fs'
import { posix, sep } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The dependency rule of this code base, stated once: a folder may import itself, the folders listed beside it, and
 * no others. Read downwards, arrows only point up.
 */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  stats: ['core'],
  perturb: ['core', 'stats'],
  attack: ['core', 'stats', 'perturb'],
  explain: ['core', 'stats'],
  checks: ['core', 'stats', 'perturb', 'attack', 'explain'],
  testing: ['core', 'stats'],
  scan: ['core'],
  config: ['core'],
  data: ['core', 'stats'],
  models: ['core'],
  store: ['core'],
  engine: ['core', 'stats', 'config'],
  report: ['core'],
  guard: ['core', 'stats', 'config', 'engine'],
  monitor: ['core', 'stats', 'config', 'engine'],
  scale: ['core', 'stats', 'config', 'engine'],
  app: [
    ...['core', 'stats', 'perturb', 'attack', 'explain', 'checks', 'scan', 'config', 'data', 'models', 'store'],
    ...['engine', 'report', 'guard', 'monitor', 'scale'],
  ],
  server: ['core', 'config', 'app', 'report'],
  cli: ['core', 'config', 'app', 'report', 'server'],
}

/** Packages, and the one folder that may touch each. Every dependency of the product has an owner. */
const owner: Record<string, string> = {
  '@bufbuild/protobuf': 'models',
  '@clack/prompts': 'cli',
  '@duckdb/node-api': 'data',
  '@huggingface/jinja': 'scan',
  '@renovatebot/pep440': 'scan',
  'better-sqlite3': 'store',
  commander: 'cli',
  'onnxruntime-node': 'models',
  picocolors: 'cli',
  saxes: 'scan',
  'smol-toml': 'scan',
}
/** Parsers that more than one edge needs, and what the test kit is made for. */
const shared: Record<string, readonly string[]> = {
  yaml: ['config', 'scan'],
  zod: ['core', 'config', 'checks', 'report', 'models', 'data', 'scan'],
  vitest: ['testing'],
  'fast-check': ['testing'],
}

/** Sources of surprise, and the folders that may use them. Everything else takes these as arguments. */
const surprises: { readonly what: RegExp; readonly allowedIn: readonly string[] }[] = [
  { what: /\bMath\.random\b/, allowedIn: [] },
  { what: /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, allowedIn: ['cli', 'app', 'models'] },
  { what: /\bprocess\.(env|argv|exit|cwd)\b/, allowedIn: ['cli', 'models'] },
  { what: /\bconsole\./, allowedIn: ['cli'] },
]

/** Folders that only compute: no file, no network, no process. */
const pure = ['core', 'stats', 'perturb', 'attack', 'explain', 'checks', 'engine', 'report']

const files = globSync('*/**/*.ts', { cwd: import.meta.dirname })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => !/\.test(-d)?\.ts$/.test(file) && !file.includes('/fixtures/') && !file.includes('/generated/'))

test.each(files)('%s imports only what its folder may', (file) => {
  const folder = topFolder(file)
  expect(Object.keys(mayImport), `${folder}/ is not in the table`).toContain(folder)
  for (const specifier of importsOf(file)) {
    if (specifier.startsWith('.')) {
      const target = topFolder(posix.join(posix.dirname(file), specifier))
      expect([folder, ...(mayImport[folder] ?? [])], `${folder}/ may not import ${target}/`).toContain(target)
    } else if (specifier.startsWith('node:')) {
      if (pure.includes(folder)) expect(specifier, `${folder}/ only computes`).toMatch(/^node:(crypto|util|zlib)$/)
    } else {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      const owners = shared[name] ?? [owner[name]]
      expect(owners, `${name} belongs to ${owners.join(', ')}/`).toContain(folder)
    }
  }
})

test.each(files)('%s takes chance, time and the environment as arguments', (file) => {
  for (const { what, allowedIn } of surprises) {
    if (!allowedIn.includes(topFolder(file))) expect(read(file)).not.toMatch(what)
  }
})

test('arrows only point up, so the folders can have no cycle', () => {
  const order = Object.keys(mayImport)
  for (const [folder, targets] of Object.entries(mayImport)) {
    for (const target of targets) {
      expect(order.indexOf(target), `${folder} -> ${target}`).toBeLessThan(order.indexOf(folder))
    }
  }
})

test('no file leads back to itself', () => {
  const sources = [...files, ...globSync('../web/src/**/*.{ts,tsx}', { cwd: import.meta.dirname })]
  const targets = new Map(
    sources.map((file) => [file, importsOf(file).map((path) => posix.join(posix.dirname(file), path))]),
  )
  const settled = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, 'a circle of imports').not.toContain(file)
    if (settled.has(file)) return
    for (const target of targets.get(file) ?? []) visit(target, [...path, file])
    settled.add(file)
  }
  for (const file of sources) visit(file, [])
})

test('every dependency of the product has an owner', () => {
  const { dependencies } = JSON.parse(read('../package.json')) as { dependencies: Record<string, string> }
  expect(Object.keys(dependencies).toSorted()).toEqual([...Object.keys(owner), 'yaml', 'zod'].toSorted())
  for (const version of Object.values(dependencies)) expect(version, 'pinned exactly').toMatch(/^\d/)
})

function topFolder(path: string): string {
  return path.split('/')[0]!
}

/** Static, dynamic, type-only and side-effect imports, and re-exports. The formatter guarantees single quotes. */
function importsOf(file: string): string[] {
  return [...read(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([@.\w][\w@./:-]*)'/g)].map((match) => match[1]!)
}

function read(file: string): string {
  return readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
}
