import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { families } from '../src/core/family.ts'

/** Writes a new check and its test, typed but empty, at the place where the generator finds them. */
const id = process.argv[2]
if (id === undefined || !/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(id)) {
  console.error('Usage: npm run new <family>/<noun>, in lower case with hyphens: npm run new drift/label')
  process.exit(2)
}
const family = id.slice(0, id.indexOf('/'))
if (!(family in families)) {
  console.error(`There is no family "${family}". There are: ${Object.keys(families).join(', ')}.`)
  process.exit(2)
}
const base = join(import.meta.dirname, '../src/checks', id)
const noun = id.slice(id.indexOf('/') + 1)
const name = noun.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
if (existsSync(`${base}.check.ts`)) {
  console.error(`There is already a check ${id}.`)
  process.exit(2)
}

mkdirSync(dirname(base), { recursive: true })
writeFileSync(`${base}.check.ts`, checkSource())
writeFileSync(`${base}.test.ts`, testSource())
console.log(
  `Wrote src/checks/${id}.check.ts and its test. Fill them in, then run "npm run generate" and "npm test ${noun}".`,
)

function checkSource(): string {
  return `import { z } from 'zod'
import { defineCheck } from '../../core/check.ts'
import { percent } from '../../core/format.ts'
import { estimateOf } from '../../stats/statistic.ts'

export default defineCheck({
  id: '${id}',
  title: '',
  protectsAgainst: '',
  remediation: [],
  references: [],
  modality: ['tabular'],
  task: ['binary', 'multiclass', 'regression'],
  needs: ['evaluation'],
  params: z.object({
    warn: z.number().min(0).max(1).default(0.05).describe('Share that deserves a look.'),
    fail: z.number().min(0).max(1).default(0.1).describe('Share that fails.'),
  }),

  async *run({ evaluation }) {
    for (const subject of evaluation.columns.keys()) {
      const n = evaluation.rowCount
      yield { subject, features: [subject], statistic: { kind: 'proportion', hits: 0, trials: n }, n }
    }
  },

  judge: (_measurement, { warn, fail }) => ({ rule: 'limit', warn, fail, worse: 'higher', neutral: 0 }),
  explain: ({ subject, statistic }) => \`\${percent(estimateOf(statistic))} of \${subject}\`,
})
`
}

function testSource(): string {
  return `import { testCheck } from '../../testing/check-tester.ts'
import { frameOf, numbers } from '../../testing/frames.ts'
import ${name} from './${noun}.check.ts'

// A check has to be shown passing and failing, on a case that differs in exactly the fault under test.
testCheck(${name}, [
  {
    when: 'there is nothing wrong',
    given: { evaluation: frameOf({ age: numbers([1, 2, 3]) }) },
    expect: { age: 'pass' },
  },
])
`
}
