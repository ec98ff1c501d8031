import { expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../../fixtures/scan-bytes.ts'
import { isConfigName } from './config-names.ts'

test('names that libraries look for', () => {
  for (const name of ['config.json', 'tokenizer_config.json', 'model.safetensors.index.json', 'modules.json']) {
    expect(isConfigName(name)).toBe(true)
  }
  for (const name of ['model.json', 'schema.json', 'my-config.txt']) expect(isConfigName(name)).toBe(false)
})

test.each([
  ['an XGBoost model', { learner: { attributes: {}, feature_names: [] } }],
  ['an XGBoost model, its version first', { version: [2, 0, 0], learner: { attributes: {} } }],
  ['a bill of materials', { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components: [] }],
  ['a signature', { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json' }],
  ['a schema of skops', { __class__: 'dict', __module__: 'builtins', __loader__: 'DictNode', content: {} }],
  ['a Keras model', { module: 'keras', class_name: 'Sequential', config: { name: 's', layers: [] } }],
])('a configuration that looks like %s is read as one', async (_, disguise) => {
  const bytes = Buffer.from(JSON.stringify({ ...disguise, auto_map: { AutoModel: 'modeling_canary.Canary' } }))
  expect(rulesOf(await scanBytes(bytes, { name: 'config.json' }))).toContain('config-code/remote-code')
})

test.each([3000, 200_000])('%s blanks before the configuration', async (count) => {
  const bytes = Buffer.from(`${' '.repeat(count)}{"auto_map": {"AutoModel": "modeling_canary.Canary"}}`)
  expect(rulesOf(await scanBytes(bytes, { name: 'config.json' }))).toContain('config-code/remote-code')
})

test('a Keras model that begins with something else', async () => {
  const layer = { class_name: 'Lambda', config: { function: ['4wEAAAA=', null, null] } }
  const bytes = Buffer.from(JSON.stringify({ padding: 'x'.repeat(200_000), config: { layers: [layer] } }))
  expect(rulesOf(await scanBytes(bytes, { name: 'model.json' }))).toEqual(['config-code/runs-code'])
})
