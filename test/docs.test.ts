import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { numberNotations } from '../src/data/number-notation.ts'
import { isNumberText } from '../src/data/number-text.ts'
import { isTimeText, timeNotationsOf } from '../src/data/time-notation.ts'
import { airworthy, root, temporaryFolder } from './airworthy.ts'
import { csv, write } from './people.ts'

const folder = temporaryFolder()

function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8')
  return Array.from(text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g')), ([, block]) => block!)
}

test('the module that the page on models shows can be tested', async () => {
  const [module] = blocksOf('docs/models.md', 'ts')
  const age = Array.from({ length: 200 }, (_, row) => 20 + (row % 60))
  const left = age.map((years) => (years > 45 ? 'yes' : 'no'))
  const config = {
    task: 'binary',
    model: { module: 'predict.ts' },
    data: { evaluation: 'people.csv', label: 'left', positive: 'yes' },
    only: ['performance/quality'],
  }
  write(folder, { 'predict.ts': module!, 'people.csv': csv({ age, left }), 'airworthy.yaml': JSON.stringify(config) })
  expect(await airworthy(folder, 'test', '--output', 'report.json')).toMatchObject({ exitCode: 0 })
  const { metrics } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
    metrics: { evaluation: Record<string, number> }
  }
  expect(metrics.evaluation['auc']).toBe(1)
})

/** What stands in code in the row of the page on data that begins with that word. */
function shownIn(row: string): readonly string[] {
  const text = readFileSync(join(root, 'docs/data.md'), 'utf8')
  const [line] = new RegExp(`^\\| ${row} \\|.*$`, 'm').exec(text)!
  return Array.from(line.matchAll(/`([^`]+)`/g), ([, shown]) => shown!)
}

test.each(shownIn('number'))('%s is read as a number, as the page on data says', (text) => {
  const written = numberNotations.filter(({ pattern }) => new RegExp(`^(?:${pattern})$`).test(text))
  expect(isNumberText(text) || written.length > 0).toBe(true)
})

test.each(shownIn('time'))('%s is read as a date, as the page on data says', (text) => {
  expect(isTimeText(text) || timeNotationsOf(text).length > 0).toBe(true)
})
