import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/mlflow.ts'
import { atLeast } from '../../core/scan-level.ts'
import { nothingListed, scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { yamlReader } from './yaml-config.ts'

const readers = [yamlReader]
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const mlmodel = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.11.5
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.3.2
mlflow_version: 2.9.2
model_size_bytes: 1037
run_id: 0b6e1f6bb0a7412a9f6e4d8f7f6fdc5b
signature:
  inputs: '[{"type": "double", "name": "age"}]'
utc_time_created: '2026-01-05 10:11:12.131415'
`

const harmless: Readonly<Record<string, string>> = {
  MLmodel: mlmodel,
  'model_config.yaml': `sample_rate: 16000
preprocessor:
  _target_: nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor
  window: hann
encoder: {_target_: nemo.collections.asr.modules.ConformerEncoder, n_layers: 17}
optim: &adam
  _target_: torch.optim.AdamW
  betas: [0.9, 0.98]
second: {<<: *adam, lr: 1e-3}
`,
  'hyperparams.yaml': `seed: 1986
__set_seed: !ref <seed>
save: !ref results/<seed>
encoder: !new:speechbrain.nnet.RNN.LSTM
  input_size: !ref <seed>
shape: !!python/tuple [1, 2]
`,
  'v1-inference.yaml': `model:
  target: ldm.models.diffusion.ddpm.LatentDiffusion
  params: {timesteps: 1000, unet_config: {target: ldm.modules.diffusionmodules.openaimodel.UNetModel}}
`,
  '.pre-commit-config.yaml': `repos:\n  - repo: https://github.com/psf/black\n    rev: 23.1.0\n    hooks: [{id: black}]\n`,
  'workflow.yml': `on: {push: {branches: [main]}}\njobs:\n  build:\n    steps:\n      - run: |\n          pip install .\n          echo "\${{ secrets.TOKEN }}"\n`,
}

describe('YAML', () => {
  test.each(Object.entries(harmless))('%s is clean', async (name, text) => {
    expectClean(await scanBytes(utf8(text), { readers, name }))
  })

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, sample) => {
    const scan = await scanBytes(await sample.bytes(), { readers, name })
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)).toContain(sample.rule)
  })

  test('tells who wrote it and what it refers to', async () => {
    const { facts } = await scanBytes(utf8(mlmodel), { readers, name: 'MLmodel' })
    expect(facts).toContainEqual({ kind: 'producer', name: 'mlflow', version: '2.9.2' })
    expect(facts).toContainEqual({ kind: 'reference', to: 'model.pkl', why: 'model_path' })
  })

  test('with a class that pickles may use is only noted', async () => {
    const allow = {
      ...nothingListed,
      rolesOf: (module: string) => (module === 'collections' ? new Set(['reduce'] as const) : undefined),
    }
    const scan = await scanBytes(utf8('a: !!python/object/apply:collections.OrderedDict [[]]\n'), {
      readers,
      name: 'a.yaml',
      allow,
    })
    expect(scan.findings).toMatchObject([{ level: 'low' }])
  })

  test('that is broken or too long is a gap', async () => {
    expect((await scanBytes(utf8('a: [1\n'), { readers, name: 'a.yaml' })).gaps).toMatchObject([
      { reason: 'malformed' },
    ])
    expect((await scanBytes(new Uint8Array(5 << 20).fill(0x23), { readers, name: 'a.yaml' })).gaps).toMatchObject([
      { reason: 'limit' },
    ])
  })

  test('nested without end is answered in time', async () => {
    for (const piece of ['[', '{a: ', '- ', '? ', '&a ', '!a ', '*a ', 'a:\n ']) {
      const scan = await scanBytes(utf8(piece.repeat(20_000)), { readers, name: 'a.yaml' })
      expect(scan.gaps.filter(({ reason }) => reason === 'failed')).toEqual([])
    }
  }, 60_000)

  test('survives damage', () => expectSturdy(utf8(mlmodel), { readers, name: 'MLmodel' }, 4), 20_000)
})
