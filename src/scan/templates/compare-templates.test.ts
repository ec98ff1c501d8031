import { expect, test } from 'vitest'
import { compareTemplates } from './compare-templates.ts'

const template = (path: string, name: string, sha256: string) => ({
  path,
  facts: [{ kind: 'template' as const, name, sha256 }],
})

test('templates of one name must agree', () => {
  expect(
    compareTemplates([
      template('tokenizer_config.json', 'default', 'a'),
      template('model.gguf', 'default', 'b'),
      template('other.gguf', 'default', 'a'),
    ]),
  ).toMatchObject([{ path: 'model.gguf', observation: { rule: 'templates/differs', subject: 'default' } }])
})

test('templates of different names have nothing to do with each other', () => {
  expect(compareTemplates([template('a.json', 'default', 'a'), template('a.json', 'tool_use', 'b')])).toEqual([])
})
