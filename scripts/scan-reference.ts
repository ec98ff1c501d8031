import { readers } from '../src/scan/registry.ts'
import { rules } from '../src/scan/rules/index.ts'
import { type Rule, themeTags } from '../src/scan/rules/rule.ts'

const topics: Readonly<Record<string, string>> = {
  'pickle-code': 'Pickles only rebuild known objects',
  archive: 'Archives hide nothing',
  format: 'Files are what they claim',
  'graph-ops': 'Graphs only compute',
  'external-data': 'Models read only their own files',
  'config-code': 'Configuration runs no code',
  'native-code': 'No native programs inside',
  templates: 'Chat templates only format',
  secrets: 'No credentials in model files',
  dependencies: 'No known-vulnerable packages',
  'dependency-hygiene': 'Dependencies are pinned',
  signature: 'Files are signed and unchanged',
  'bill-of-materials': 'The contents are declared',
}

/** The page of the scanner: what it reads, what it says, and what decides. */
export function scanReference(): string {
  const all = Object.entries<Rule>(rules)
  const parts = Object.entries(topics).flatMap(([topic, title]) => {
    const own = all.filter(([id]) => id.startsWith(`${topic}/`))
    if (own.length === 0) return []
    return [
      `## ${title}`,
      '',
      '| Rule | Level | What | Why | What to do | |',
      '|---|---|---|---|---|---|',
      ...own.map(ruleRow),
      '',
    ]
  })
  return [
    '# What a scan can say',
    '',
    '`airworthy scan PATH…` reads files without loading them. Every byte is accounted for: parsed, skipped as data, a member of its own, or opaque; what could not be analysed is a gap, and a scan with a gap never exits 0.',
    '',
    'Exit codes: 0 clean · 1 findings at or above `--fail-on` (`medium` unless told) · 2 usage · 3 something could not be analysed. Findings win over gaps. A file is *malicious* with a finding of level `high` or `critical`, *suspicious* with `medium`, *incomplete* with a gap; `low` and `info` only tell.',
    '',
    '## Formats',
    '',
    'Content decides; a name is a hint, and decides alone only for texts that have no mark of their own.',
    '',
    ...formatLines(),
    '',
    '## Files of settings',
    '',
    '`--allow FILE` lists names besides the built-in list, exact and whole. `--policy FILE` holds what a team has decided; what it accepts stays in the report as accepted. Both are YAML or JSON.',
    '',
    '```yaml',
    '# allow.yaml',
    'pickle:',
    '  - { module: our_package.models, name: Scorer, role: class } # objects of it may be made',
    'operators: { graph-ops: [OurOperator] }',
    'classes: [our_package.layers.Attention]',
    '```',
    '',
    '```yaml',
    '# policy.yaml',
    'failOn: high',
    'levels: { dependency-hygiene/unpinned: medium }',
    'accept:',
    "  - { rule: config-code/remote-code, path: 'models/ours/**', reason: our own code, reviewed }",
    'limits: { depth: 4 }',
    '```',
    '',
    ...parts,
  ].join('\n')
}

function formatLines(): string[] {
  const titles = new Map(readers.map(({ format, title }) => [format, title]))
  return [...titles].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([format, title]) => `- \`${format}\`: ${title}`)
}

function ruleRow([id, { level, title, why, fix, cwe, theme }]: [string, Rule]): string {
  const tags = [cwe, ...themeTags[theme]].join(', ')
  return `| \`${id}\` | ${level} | ${cell(title)} | ${cell(why)} | ${cell(fix)} | ${tags} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
