import { describe, expect, test } from 'vitest'
import { expectClean } from '../../formats/fixtures/sturdiness.ts'
import { expectSturdyManifest, packagesOf, scanManifest, toldOf } from '../fixtures/scan-manifest.ts'

const environment = `name: model
channels: [conda-forge, pytorch, "https://conda.example.org/main"]
dependencies:
  - python=3.11
  - pytorch==2.5.1
  - conda-forge::numpy=1.26.4
  - scipy=1.14
  - pandas 2.2.3 py311_0
  - cudatoolkit=11.8
  - pip
  - pip:
      - -r requirements.txt
      - mlflow==2.19.0
      - forked @ git+https://code.example.org/forked.git
`

const mlflow = `channels:
- conda-forge
dependencies:
- python=3.10.12
- pip<=23.2
- pip:
  - scikit-learn==1.5.2
name: mlflow-env
`

const lock = `version: 1
metadata:
  channels: [{ url: conda-forge }]
package:
- { name: numpy, version: 1.26.4, manager: conda, hash: { sha256: ab } }
- { name: zlib, version: 1.3.1, manager: conda, hash: { sha256: ab } }
- { name: tiny, version: "0.1", manager: pip, hash: { sha256: ab } }
`

describe('environments of conda', () => {
  test('packages that PyPI has under the same name, and those of pip', async () => {
    const scan = await scanManifest('environment.yml', environment, { 'requirements.txt': 'joblib==1.4.2' })
    expect(scan.format).toBe('conda-environment')
    expect(packagesOf(scan)).toEqual([
      'torch==2.5.1',
      'numpy==1.26.4',
      'scipy =1.14',
      'pandas==2.2.3',
      'joblib==1.4.2',
      'mlflow==2.19.0',
      'forked',
    ])
    expect(toldOf(scan)).toEqual([
      'medium foreign-index conda.example.org',
      'medium direct-address forked',
      'low unpinned unpinned packages',
    ])
    expect(scan.facts).toContainEqual({ kind: 'property', name: 'conda package', value: 'cudatoolkit=11.8' })
  })

  test('what MLflow writes is no reason to fail', async () => {
    const scan = await scanManifest('conda.yaml', mlflow)
    expectClean(scan)
    expect(packagesOf(scan)).toEqual(['scikit-learn==1.5.2'])
    const env = await scanManifest(
      'python_env.yaml',
      'python: 3.10.12\nbuild_dependencies:\n- pip==23.2\ndependencies:\n- -r requirements.txt\n',
      {
        'requirements.txt': 'numpy==2.0.2\n',
      },
    )
    expectClean(env)
    expect(packagesOf(env).toSorted()).toEqual(['numpy==2.0.2', 'pip==23.2'])
  })

  test('a lock file', async () => {
    const scan = await scanManifest('conda-lock.yml', lock)
    expectClean(scan)
    expect(packagesOf(scan)).toEqual(['numpy==1.26.4 #', 'tiny==0.1 #'])
  })

  test('the name hides nothing that YAML can do', async () => {
    const text = `dependencies:\n- numpy=1.26.4\nrun: !!python/object/apply:os.system ["echo canary"]\n`
    const { findings } = await scanManifest('environment.yml', text)
    expect(findings.some(({ rule, level }) => rule.startsWith('config-code/') && level === 'critical')).toBe(true)
  })

  test.each([
    ['environment.yml', environment],
    ['conda-lock.yml', lock],
  ])('spoilt %s', async (name, text) => expectSturdyManifest(name, text))
})
